import { createEffect } from 'solid-js'
import { call } from '../engine/api.ts'
import { load } from '../ui/load.ts'
import { client, watch } from '../ui/state.ts'

interface Choices {
  read: () => readonly number[]
  keep: (choices: readonly number[]) => void
}

/** What I voted for in a poll: as this device kept it at once, then as the city has it, anew when I voted elsewhere. */
export function myChoices(c: string, q: number, asked: boolean): Choices {
  if (!asked || q === 0) return { read: () => [], keep: () => {} }
  const key = `poll:${c}:${q}`
  const list = load<readonly number[]>(
    () => watch('poll'),
    async () => (await call('GET /chats/:id/polls/:q', { id: c, q })).choices,
  )
  void client()
    .db.meta<number[]>(key)
    .then(kept => kept && !list.data() && list.set(kept))
  createEffect(() => {
    const choices = list.data()
    if (choices) void client().db.setMeta(key, [...choices])
  })
  return { read: () => list.data() ?? [], keep: list.set }
}
