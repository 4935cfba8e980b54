import { membersAmong } from '@plaza/chat'
import type { Envelope } from '@plaza/contract'
import { perCity, type Call, type City } from '@plaza/house'
import { derivedId, Lru, Refusal } from '@plaza/kernel'
import { transfer, type Verdict } from '@plaza/ledger'
import { accountIdOf, holderFor, mayHaveWallet, refusalOf } from '@plaza/wallet'
import { ENVELOPE_TAKE } from './codes.ts'
import { envelopeOpened } from './events.ts'
import { FACTS_REMEMBERED_MAX, FINISHED_REMEMBERED_MAX } from './limits.ts'
import type { TakeRequest } from './rules.ts'
import { showEnvelope } from './show.ts'
import { envelopeOf, takesOf, type EnvelopeFacts, type EnvelopeRow } from './store.ts'
import { takeRider } from './take-rider.ts'
import { tellSoon } from './tell.ts'

/** What never changes about envelopes, and who took the shares of those that are empty: both may be remembered for ever. */
const memoryOf = perCity(() => ({
  facts: new Lru<string, EnvelopeFacts>(FACTS_REMEMBERED_MAX),
  emptied: new Lru<string, ReadonlySet<string>>(FINISHED_REMEMBERED_MAX),
}))

/**
 * Opens an envelope for the caller: the next share is paid into their wallet at once. Refuses whoever may not
 * (`not_found` outside the conversation, `envelope_not_yours`), comes too late (`envelope_empty`, `envelope_over`), or
 * whose wallet is full (`payee_cannot_receive`). Again is the same answer.
 */
export async function openEnvelope(city: City, call: Call<{ id: string }>): Promise<Envelope> {
  mayHaveWallet(call)
  const { id } = call.input
  const { person } = call.by
  const outcome = await takeShare(city, id, person)
  envelopeOpened(city, outcome)
  if (outcome !== 'ok' && outcome !== 'taken') throw new Refusal(REFUSALS[outcome])
  const row = await envelopeOf(city.db, id)
  if (row?.state === 'empty' && outcome === 'ok' && row.taken === row.count) await tellSoon(city, id)
  return showEnvelope(city, row as EnvelopeRow, person)
}

export type Outcome = 'ok' | 'taken' | 'empty' | 'over' | 'not_yours' | 'not_found'

const REFUSALS = {
  empty: 'envelope_empty',
  over: 'envelope_over',
  not_yours: 'envelope_not_yours',
  not_found: 'not_found',
} as const satisfies Record<Exclude<Outcome, 'ok' | 'taken'>, string>

/** Takes the next share for a person. That all are gone is remembered once the database said so, never guessed. */
export async function takeShare(city: City, id: string, person: string): Promise<Outcome> {
  const { emptied } = memoryOf(city)
  const takers = emptied.get(id)
  if (takers) return takers.has(person) ? 'taken' : 'empty'
  const facts = await factsOf(city, id)
  if (!facts || !(await membersAmong(city, facts.conv, [person])).has(person)) return 'not_found'
  if (facts.person !== null && facts.person !== person) return 'not_yours'
  await holderFor(city, person)
  const verdict = await transfer(city, {
    id: derivedId('envelope.take', id, person),
    from: facts.account,
    to: accountIdOf(person, facts.currency),
    code: ENVELOPE_TAKE,
    ref: id,
    rider: { name: takeRider.name, request: { envelope: id, person } satisfies TakeRequest },
  })
  const outcome = outcomeOf(city, verdict)
  if (outcome === 'empty') emptied.set(id, new Set((await takesOf(city.db, id)).map(take => take.person)))
  return outcome
}

async function factsOf(city: City, id: string): Promise<EnvelopeFacts | undefined> {
  const { facts } = memoryOf(city)
  const known = facts.get(id) ?? (await envelopeOf(city.db, id))
  if (known) facts.set(id, known)
  return known
}

function outcomeOf(city: City, verdict: Verdict): Outcome {
  if (verdict.ok) return verdict.code === 'exists' ? 'taken' : 'ok'
  if (verdict.code === 'rider') return verdict.reason as Outcome
  throw refusalOf(city, verdict, { payer: 'other' })
}
