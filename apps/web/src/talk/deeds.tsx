import type { ChatEvent } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { lineTime } from '../engine/time.ts'
import { nameIn } from '../groups/facts.ts'
import { openDialog } from '../host/dialog.tsx'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { confirm } from '../ui/sheet.tsx'
import { client, now } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { passedOn } from './passed-on.ts'
import { SendTo, type Wish } from './send-to.tsx'
import { WhenSheet } from './when.tsx'

/** Asks to whom, and passes messages on: each as it is, or all as one record. Whether they were. */
export async function forward(events: ChatEvent[], as: 'each' | 'record' = 'each'): Promise<boolean> {
  const [first] = events
  if (!first) return false
  const wish = await openDialog<Wish>(done => <SendTo events={events} onDone={done} />)
  if (!wish) return false
  for (const c of wish.chats) {
    if (as === 'record') {
      void client().say(
        { c, k: 'record', b: { from: first.c, qs: events.map(event => event.q) } },
        { title: '', lines: [] },
      )
    } else {
      for (const event of events) void client().say(passedOn(event, c), { ...event.b })
    }
    if (wish.note) void client().say({ c, k: 'text', b: { text: wish.note } })
  }
  toast(t('talk.forwarded'))
  return true
}

/** Cards are of those who made them: only what people said can be passed on. */
export const canForward = (event: ChatEvent): boolean => event.k !== 'card'

export async function keep(events: ChatEvent[]): Promise<boolean> {
  const [first] = events
  if (!first) return false
  const kept = await tried(() => call('POST /favourites', { c: first.c, qs: events.map(event => event.q) }))
  if (kept) toast(t('talk.kept'))
  return kept
}

/** Keeps the picture of a message as a sticker of mine. */
export async function keepSticker(file: string): Promise<void> {
  if (await tried(() => call('POST /stickers', { id: uuidv7(), file }))) toast(t('talk.sticker.kept'))
}

/** Takes back for everybody what somebody else said in a group that I keep, once I am sure. */
export async function removeForAll(event: ChatEvent): Promise<void> {
  const sure = await confirm({
    title: t('talk.remove.title', { name: nameIn(event.c, event.f) }),
    text: t('talk.remove.text'),
    ok: t('chat.remove_for_all'),
    danger: true,
  })
  if (sure) void client().say({ c: event.c, k: 'recall', re: event.q, b: {} })
}

/** Deletes messages on all my devices, once I am sure. */
export async function hide(events: ChatEvent[]): Promise<boolean> {
  const [first] = events
  if (!first) return false
  const count = events.length
  const sure = await confirm({
    title: t('talk.hide.title', { count }),
    text: t('talk.hide.text'),
    ok: t('chat.hide_message'),
    danger: true,
  })
  if (!sure) return false
  const qs = events.map(event => event.q)
  return tried(async () => {
    await call('POST /chats/:id/hidden', { id: first.c, qs })
    client().history.hide(first.c, qs)
  })
}

export async function remind(event: ChatEvent): Promise<void> {
  const at = await openDialog<number>(done => (
    <WhenSheet title={t('chat.remind')} ok={t('chat.remind')} onDone={done} />
  ))
  if (at === undefined) return
  if (await tried(() => call('POST /reminders', { id: uuidv7(), c: event.c, q: event.q, at })))
    toast(t('talk.reminded', { time: lineTime(at, now(), language()) }))
}
