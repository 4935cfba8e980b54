import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { copyText } from '../ui/copy.ts'
import { openMenu } from '../ui/menu.tsx'
import { toast } from '../ui/toast.tsx'
import { tried } from '../screens/open.ts'
import { askForFavorite } from '../host/call-favorites.ts'
import { openDialog } from '../host/dialog.tsx'
import { restartProgram } from '../host/live.ts'
import { floatProgram } from './bubble.tsx'
import { isFloating, unfloat } from './floating.ts'
import { LogSheet } from './log.tsx'
import type { Program } from '../host/program.ts'

/** The menu behind the capsule: the host's own, over whatever the program draws. */
export function programMenu(at: Element, program: Program): void {
  const { appId } = program
  openMenu(at, [
    { label: t('program.share'), icon: 'share', run: () => program.tell({ name: 'share', from: 'menu' }) },
    { label: t('program.star'), icon: 'star', run: () => void star(appId) },
    { label: t('program.star_page'), icon: 'tag', run: () => askForFavorite(program) },
    {
      label: t(isFloating(appId) ? 'program.unfloat' : 'program.float'),
      icon: isFloating(appId) ? 'unpin' : 'pin',
      run: () => (isFloating(appId) ? unfloat(appId) : floatProgram(program)),
    },
    { label: t('program.link'), icon: 'link', run: () => void copyLink(program) },
    { label: t('program.restart'), icon: 'retry', run: () => restartProgram(program, '') },
    { label: t('program.permissions'), icon: 'shield', run: () => push(`/programs/${appId}/permissions`) },
    { label: t('program.about'), icon: 'discover', run: () => push(`/programs/${appId}`) },
    {
      label: t('program.log'),
      icon: 'edit',
      run: () => void openDialog<void>(done => <LogSheet program={program} onDone={done} />),
    },
  ])
}

async function star(appId: string): Promise<void> {
  await tried(async () => {
    await call('PUT /programs/:appId/star', { appId, on: true })
    toast(t('program.starred'))
  })
}

async function copyLink(program: Program): Promise<void> {
  const page = program.stack().at(-1)
  const query = new URLSearchParams(page?.query).toString()
  const path = page ? `/${encodeURIComponent(page.path + (query ? `?${query}` : ''))}` : ''
  await copyText(`${location.origin}/mp/${program.appId}${path}`)
}
