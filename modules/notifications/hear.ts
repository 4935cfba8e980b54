import type { ChatEvent } from '@plaza/contract'
import type { City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import { GRACE_MS } from './limits.ts'
import { tells } from './rules.ts'
import { isAnybodyCalled } from './store.ts'

/** Outbox: something was said in a conversation, a moment ago. */
export const SAID = 'notifications.said'

export interface Said {
  readonly c: string
  readonly qs: readonly number[]
}

/**
 * Promises to look at what was said a moment later, when whoever reads it already has shown so. The same events again are the
 * same promise.
 */
export async function hear(city: City, events: readonly ChatEvent[]): Promise<void> {
  const said = new Map<string, ChatEvent[]>()
  for (const event of events) if (tells(event)) said.set(event.c, [...(said.get(event.c) ?? []), event])
  if (said.size === 0 || !(await isAnybodyCalled(city.db))) return
  await city.tx(async tx => {
    for (const [c, list] of said) {
      const last = list.at(-1) as ChatEvent
      await city.outbox.emit(tx, SAID, { c, qs: list.map(event => event.q) } satisfies Said, {
        id: derivedId(SAID, c, String(last.q)),
        at: last.at + GRACE_MS,
      })
    }
  })
}
