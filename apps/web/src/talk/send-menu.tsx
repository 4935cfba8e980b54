import { lineTime } from '../engine/time.ts'
import { openDialog } from '../host/dialog.tsx'
import { language, t } from '../i18n.ts'
import { push } from '../router.ts'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { now } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { WhenSheet } from './when.tsx'

/** How a message is sent, if not at once and as usual. */
export interface How {
  /** Without calling anybody. */
  silent?: true
  /** The city sends it then. */
  later?: number
}

/**
 * Other ways to send than at once: silently, or later; and what waits already. Over a sheet, what waits is left out: going
 * there would throw away what is being made. `send` answers false where nothing was sent; `more` comes
 * below.
 */
export function openSendMenu(
  at: { x: number; y: number } | Element,
  c: string,
  send: (how: How) => unknown,
  more: readonly MenuItem[] = [],
): void {
  const items: MenuItem[] = [
    { label: t('talk.silently'), icon: 'mute', run: () => void send({ silent: true }) },
    { label: t('talk.schedule'), icon: 'clock', run: () => void putOff(send) },
  ]
  if (!document.querySelector('dialog[open]'))
    items.push({ label: t('talk.scheduled.cell'), icon: 'inbox', run: () => push(`/chats/${c}/scheduled`) })
  openMenu(at, [...items, ...more])
}

async function putOff(send: (how: How) => unknown): Promise<void> {
  const later = await openDialog<number>(done => (
    <WhenSheet title={t('talk.schedule')} ok={t('talk.schedule.ok')} onDone={done} />
  ))
  if (later === undefined || (await send({ later })) === false) return
  toast(t('talk.will_send', { time: lineTime(later, now(), language()) }))
}
