import type { ChatEvent } from '@plaza/contract'
import { createEffect, createMemo } from 'solid-js'
import { call } from '../engine/api.ts'
import { rowOf } from '../screens/rows.ts'
import { keepPinned, pinnedIn } from '../screens/pin.ts'
import { load, type Loaded } from '../ui/load.ts'
import { client, store, watch } from '../ui/state.ts'

const keyOf = (c: string) => `pinned:${c}`

/** The pinned messages of a chat, newest first: as this device kept them at once, then as they stand now, anew when one is pinned or unpinned. */
export function pinnedOf(c: string): Loaded<ChatEvent[]> {
  const moved = createMemo(() => (watch('status'), `${rowOf(c)?.pinned} ${store().status === 'live'}`))
  const list = load(moved, async () => {
    const { events, people } = await call('GET /chats/:id/pinned', { id: c })
    for (const card of people) store().setPerson(card)
    client().db.remember(keyOf(c), events)
    return events
  })
  createEffect(() => {
    const events = list.data()
    if (events) keepPinned(c, events)
  })
  const kept = pinnedIn(c)
  if (kept) list.set(kept)
  else
    void client()
      .db.meta<ChatEvent[]>(keyOf(c))
      .then(events => events && !list.data() && list.set(events))
  return list
}
