import { appended, notice } from '@plaza/chat'
import type { City } from '@plaza/house'
import { messageDelivered } from './events.ts'
import * as store from './store.ts'

/**
 * Sends a text whose time has come, under its author's id for it: a repeat finds it sent. A city that is too busy throws, and
 * is asked again; a refusal stays with the text, for its author to see.
 */
export async function deliver(city: City, { id }: { id: string }): Promise<void> {
  const row = await store.begin(city.db, id)
  if (!row) return
  const { person, conv, body, re } = row
  const verdict = await appended(city, {
    conv,
    id,
    sender: person,
    kind: 'text',
    body,
    re,
    origin: undefined,
    arrivedMs: city.clock.now(),
  })
  if (!verdict.ok && verdict.retryMs !== undefined) throw new Error(`not sent yet: ${verdict.code}`)
  if (verdict.ok) await store.sent(city.db, id)
  else await store.fail(city.db, id, verdict.code)
  messageDelivered(city, verdict.ok ? 'sent' : 'refused')
  await notice(city, person, 'scheduled', { c: conv })
}
