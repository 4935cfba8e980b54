import { createEffect, createMemo, on } from 'solid-js'
import { call } from '../engine/api.ts'
import { load } from '../ui/load.ts'
import { client, watch } from '../ui/state.ts'

interface Choices {
  read: () => readonly number[]
  keep: (choices: readonly number[]) => void
}

/**
 * What I voted for in poll `q` of a chat: as this device kept it at once, then as the city has it, anew when I voted elsewhere.
 * Nothing while `q` is 0: the poll is being sent, or nobody votes in it.
 */
export function myChoices(c: string, place: () => number): Choices {
  const q = createMemo(place)
  const keyOf = (poll: number) => `poll:${c}:${poll}`
  const list = load<readonly number[]>(
    () => (watch('poll'), q()),
    async () => (q() === 0 ? [] : (await call('GET /chats/:id/polls/:q', { id: c, q: q() })).choices),
  )
  createEffect(
    on(q, poll => {
      if (poll === 0) return
      void client()
        .db.meta<number[]>(keyOf(poll))
        .then(kept => kept && !list.data() && list.set(kept))
    }),
  )
  createEffect(() => {
    const choices = list.data()
    if (choices && q() > 0) client().db.remember(keyOf(q()), [...choices])
  })
  return { read: () => list.data() ?? [], keep: list.set }
}
