import { standingIn } from '@plaza/chat'
import type { Envelope } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import { transfer, type Verdict } from '@plaza/ledger'
import { accountIdOf, mayHaveWallet, refusalOf } from '@plaza/wallet'
import { ENVELOPE_TAKE } from './codes.ts'
import { envelopeOpened } from './events.ts'
import { factsOf, rememberEmpty, takersOfEmpty } from './memory.ts'
import { isInside, walletReady } from './ready.ts'
import type { TakeRequest } from './rules.ts'
import { showEnvelope } from './show.ts'
import { envelopeOf, takesBy, type EnvelopeFacts, type EnvelopeRow } from './store.ts'
import { takeRider } from './take-rider.ts'
import { tellSoon } from './tell.ts'

/**
 * Opens an envelope for the caller: the next share is paid into their wallet at once. Refuses whoever may not
 * (`not_found` outside the conversation, `envelope_left` after leaving it, `envelope_not_yours`), comes too late
 * (`envelope_empty`, `envelope_over`), or whose wallet is full (`payee_cannot_receive`). Again is the same answer.
 */
export async function openEnvelope(city: City, call: Call<{ id: string }>): Promise<Envelope> {
  mayHaveWallet(call)
  const { id } = call.input
  const { person } = call.by
  const outcome = await takeShare(city, id, person)
  envelopeOpened(city, outcome)
  if (outcome !== 'ok' && outcome !== 'taken') throw new Refusal(REFUSALS[outcome])
  const row = (await envelopeOf(city.db, id)) as EnvelopeRow
  const shown = await showEnvelope(city, row, person)
  // Whoever took the last share tells, not all whose shares were paid in that moment.
  if (outcome === 'ok' && row.state === 'empty' && shown.takes?.at(-1)?.person === person) await tellSoon(city, id)
  return shown
}

export type Outcome = 'ok' | 'taken' | 'empty' | 'over' | 'not_yours' | 'left' | 'not_found'

const REFUSALS = {
  empty: 'envelope_empty',
  over: 'envelope_over',
  not_yours: 'envelope_not_yours',
  left: 'envelope_left',
  not_found: 'not_found',
} as const satisfies Record<Exclude<Outcome, 'ok' | 'taken'>, string>

/** Door: takes the next share for a person. That all are gone is remembered once the database said so, never guessed. */
export async function takeShare(city: City, id: string, person: string): Promise<Outcome> {
  const takers = takersOfEmpty(city, id)
  if (takers) return takers.has(person) ? 'taken' : 'empty'
  const facts = await factsOf(city, id)
  if (!facts) return 'not_found'
  if (!(await isInside(city, facts.conv, person))) return outside(city, facts, person)
  if (facts.person !== null && facts.person !== person) return 'not_yours'
  await walletReady(city, person)
  const verdict = await transfer(city, {
    id: derivedId('envelope.take', id, person),
    from: facts.account,
    to: accountIdOf(person, facts.currency),
    code: ENVELOPE_TAKE,
    ref: id,
    rider: { name: takeRider.name, request: { envelope: id, person } satisfies TakeRequest },
  })
  const outcome = outcomeOf(city, verdict)
  if (outcome === 'empty') await rememberEmpty(city, id)
  return outcome
}

/** What an envelope is for somebody who is not in its conversation. */
async function outside(city: City, { id, conv }: EnvelopeFacts, person: string): Promise<Outcome> {
  if ((await standingIn(city, conv, person)) === 'stranger') return 'not_found'
  return (await takesBy(city.db, [id], person)).length > 0 ? 'taken' : 'left'
}

function outcomeOf(city: City, verdict: Verdict): Outcome {
  if (verdict.ok) return verdict.code === 'exists' ? 'taken' : 'ok'
  if (verdict.code === 'rider') return verdict.reason as Outcome
  throw refusalOf(city, verdict, { payer: 'other' })
}
