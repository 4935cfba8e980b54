import { appended, notice, type Verdict } from '@plaza/chat'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { messageDelivered } from './events.ts'
import { wishOf } from './rules.ts'
import { bodyOf, type Wanted } from './schedule.ts'
import * as store from './store.ts'
import type { MessageRow } from './store.ts'

/**
 * Sends a message whose time has come, under its author's id for it: a repeat finds it sent. A city that is too busy throws,
 * and is asked again; a refusal stays with the message, for its author to see.
 */
export async function deliver(city: City, { id }: { id: string }): Promise<void> {
  const row = await store.begin(city.db, id)
  if (!row) return
  const { person, conv } = row
  const verdict = await say(city, row)
  if (!verdict.ok && verdict.retryMs !== undefined) throw new Error(`not sent yet: ${verdict.code}`)
  if (verdict.ok) await store.sent(city.db, id)
  else await store.fail(city.db, id, verdict.code)
  messageDelivered(city, verdict.ok ? 'sent' : 'refused')
  await notice(city, person, 'scheduled', { c: conv })
}

/** Its files are asked for once more, so that they cannot go before they are in the message. */
async function say(city: City, { id, person, conv, kind, body, re }: MessageRow): Promise<Verdict> {
  const frame = { t: 'send', id, c: conv, k: kind, b: wishOf(kind, body), ...(body['silent'] ? { silent: true } : {}) }
  try {
    const now = city.clock.now()
    const body = await bodyOf(city, person, frame as Wanted, now)
    return await appended(city, { sender: person, conv, id, kind, re, body, origin: undefined, arrivedMs: now })
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code }
    throw error
  }
}
