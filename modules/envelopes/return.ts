import type { City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { accountIdOf } from '@plaza/wallet'
import { ENVELOPE_RETURN } from './codes.ts'
import { envelopeReturned, returnRefused } from './events.ts'
import { AGAIN_MS, RETURN_MAX } from './limits.ts'
import { dueEnvelopes, markReturned, returnAgainAt, type EnvelopeRow } from './store.ts'
import { tellEnvelope } from './tell.ts'

/** Chore: what nobody took in time goes back. However many processes do it, one sweep of the envelope's account counts. */
export async function returnDueEnvelopes(city: City): Promise<void> {
  for (const row of await dueEnvelopes(city.db, city.clock.now(), RETURN_MAX)) await returnEnvelope(city, row)
}

async function returnEnvelope(city: City, row: EnvelopeRow): Promise<void> {
  const now = city.clock.now()
  const verdict = await transfer(city, {
    kind: 'sweep',
    id: derivedId('envelope.return', row.id),
    from: row.account,
    to: accountIdOf(row.sender, row.currency),
    close: true,
    code: ENVELOPE_RETURN,
    ref: row.id,
    also: markReturned(row.id, now),
  })
  if (!verdict.ok) {
    returnRefused(city, row.id, verdict.code)
    return returnAgainAt(city.db, row.id, now + AGAIN_MS)
  }
  if (verdict.code === 'ok') envelopeReturned(city)
  await tellEnvelope(city, row.id)
}
