import type { ChatRow } from '@plaza/contract'
import { t } from '../i18n.ts'
import { mayPayIn, payMenu } from '../screens/pay-menu.ts'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { client, fine } from '../ui/state.ts'
import type { NewContent } from '../engine/outbox.ts'
import type { How } from './send-menu.tsx'

interface Plus {
  row: ChatRow
  re: number | undefined
  /** Files were chosen; as what they are meant. */
  onFiles: (files: File[], as?: 'file') => void
  /** Something was sent that answers what was quoted. */
  onSent: () => void
}

/** What can be put into a chat besides words. */
export function openPlusMenu(at: Element, plus: Plus): void {
  const { row, re } = plus
  const c = row.c
  const answer = re === undefined ? {} : { re }
  const send = (content: NewContent, shown: Record<string, unknown>, { later, ...silent }: How) => {
    void client().say({ ...content, ...answer, ...silent }, shown, later)
    plus.onSent()
  }
  const items: MenuItem[] = [
    { label: t('talk.plus.picture'), icon: 'image', run: () => choose('image/*,video/*', plus.onFiles) },
    { label: t('talk.plus.file'), icon: 'file', run: () => choose('', files => plus.onFiles(files, 'file')) },
  ]
  if (!fine())
    items.push({ label: t('talk.plus.camera'), icon: 'camera', run: () => choose('image/*', plus.onFiles, true) })
  items.push(
    {
      label: t('talk.plus.place'),
      icon: 'place',
      run: async () => {
        const asked = await (await import('./place-sheet.tsx')).askPlace(c)
        if (asked) send({ c, k: 'place', b: asked.place }, { ...asked.place }, asked.how)
      },
    },
    {
      label: t('talk.plus.person'),
      icon: 'contacts',
      run: async () => {
        const asked = await (await import('./person-sheet.tsx')).askPerson(c)
        if (asked) send({ c, k: 'person', b: { person: asked.person } }, { person: asked.person }, asked.how)
      },
    },
  )
  if (row.kind === 'group')
    items.push({
      label: t('line.poll'),
      icon: 'filter',
      run: async () => {
        const asked = await (await import('./poll-new.tsx')).askPoll(c)
        if (!asked) return
        const { poll } = asked
        const shown = { ...poll, options: poll.options.map(text => ({ text, votes: 0 })), voters: 0 }
        send({ c, k: 'poll', b: poll }, shown, asked.how)
      },
    })
  openMenu(at, mayPayIn(row) ? [...items, ...payMenu(row)] : items)
}

/** Lets the person choose files; nothing happens when they change their mind. */
function choose(accept: string, then: (files: File[]) => void, capture = false): void {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept, multiple: !capture })
  if (capture) input.setAttribute('capture', 'environment')
  input.addEventListener('change', () => then([...(input.files ?? [])]))
  input.click()
}
