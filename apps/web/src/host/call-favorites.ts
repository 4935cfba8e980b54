import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { toast } from '../ui/toast.tsx'
import { PATH_LENGTH_MAX, TITLE_LENGTH_MAX } from './limits.ts'
import type { HostCalls } from './call.ts'
import type { Program } from './program.ts'
import { Refused } from './refused.ts'

/** So long after its citizen asked may a program say under which title its page is kept. */
const ANSWER_WITHIN_MS = 5_000
const asked = new WeakMap<Program, number>()

/** The citizen wants to keep the page that they see. */
export function askForFavorite(program: Program): void {
  asked.set(program, performance.now())
  const webViewUrl = program.stack().at(-1)?.webView
  program.tell({ name: 'favorite', ...(webViewUrl === undefined ? {} : { webViewUrl }) })
}

/** Pages with a citizen's star: only what they asked for is kept, and only a page that the program has. */
export const favorites: HostCalls = {
  async addToFavorites(program, args) {
    const at = asked.get(program)
    asked.delete(program)
    if (at === undefined || performance.now() - at > ANSWER_WITHIN_MS) throw new Refused('not asked for')
    const path = args.text('path', PATH_LENGTH_MAX).replace(/^\/+/, '')
    const page = path.replace(/\?.*$/s, '')
    if (!program.manifest.pages.some(one => one.path === page)) throw new Refused('no such page')
    const title = args.text('title', TITLE_LENGTH_MAX).trim() || program.run.program.name
    await call('PUT /programs/:appId/pages/star', { appId: program.appId, path, title, on: true })
    toast(t('program.starred_page'))
  },
}
