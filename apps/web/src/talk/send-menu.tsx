import type { ChatRow } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { lineTime } from '../engine/time.ts'
import { openDialog } from '../host/dialog.tsx'
import { language, t } from '../i18n.ts'
import { push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { openMenu } from '../ui/menu.tsx'
import { now } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { WhenSheet } from './when.tsx'

/** A message that is ready to be sent. */
export interface Ready {
  row: ChatRow
  b: { text: string; mentions?: string[] }
  re: number | undefined
  /** It is said now, without calling anybody. */
  silently: () => void
  /** The city has it for later: the composer may forget it. */
  put: () => void
  /** There are files with it: they are brought to the city, and wait there. */
  withFiles: ((at: number) => Promise<boolean>) | undefined
}

/** Other ways to send than at once: silently, or later. */
export function openSendMenu(at: { x: number; y: number } | Element, ready: Ready): void {
  openMenu(at, [
    { label: t('talk.silently'), icon: 'mute', run: ready.silently },
    { label: t('talk.schedule'), icon: 'clock', run: () => void later(ready) },
    { label: t('talk.scheduled.cell'), icon: 'inbox', run: () => push(`/chats/${ready.row.c}/scheduled`) },
  ])
}

async function later({ row, b, re, put, withFiles }: Ready): Promise<void> {
  const at = await openDialog<number>(done => (
    <WhenSheet title={t('talk.schedule')} ok={t('talk.schedule.ok')} onDone={done} />
  ))
  if (at === undefined) return
  const wish = { id: uuidv7(), c: row.c, k: 'text' as const, b, at, ...(re === undefined ? {} : { re }) }
  const taken = await (withFiles?.(at) ?? tried(() => call('POST /chats/:c/scheduled', wish)))
  if (!taken) return
  if (!withFiles) put()
  toast(t('talk.will_send', { time: lineTime(at, now(), language()) }))
}
