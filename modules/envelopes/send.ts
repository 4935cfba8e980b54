import { membersAmong, mustMayPost } from '@plaza/chat'
import { type Command, type Envelope, type InputOf, type envelopesApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import type { Verdict } from '@plaza/ledger'
import { accountIdOf, currencyOf, mayHaveWallet, mayPay, mustBeAccepted } from '@plaza/wallet'
import { ENVELOPE } from './codes.ts'
import { envelopeSent } from './events.ts'
import { LIFE_MS } from './limits.ts'
import { payIn } from './pay-in.ts'
import { shareOut, type Shares, type Wish } from './rules.ts'
import { showEnvelope } from './show.ts'
import { envelopeOf, insertEnvelope, type EnvelopeFacts, type EnvelopeRow } from './store.ts'
import { tellSoon } from './tell.ts'

type Input = InputOf<typeof envelopesApi.sendEnvelope>

/**
 * Fills an envelope and sends it: shares fixed, money in the envelope's own account and its row in one commit. Safe to
 * repeat. Refuses as any payment does; where the sender may not write (`not_a_member`, `not_a_contact`, `admins_only`), for
 * nobody would see it; a receiver who is not there (`not_a_member`); and sums that cannot be shared so (`envelope_amount`,
 * `envelope_uneven`).
 */
export async function sendEnvelope(city: City, call: Call<Input>): Promise<Envelope> {
  mayHaveWallet(call)
  const { input, by } = call
  const before = await envelopeOf(city.db, input.id)
  if (before) return again(city, before, by.person, input)
  await mustMayPost(city, input.conversation, by.person)
  await mustBeForSomebodyThere(city, input, by.person)
  const wish = { kind: input.kind, total: BigInt(input.amount), count: input.count }
  const { id, conversation, currency } = input
  const createdAt = city.clock.now()
  const shares = await shareOut(wish, { id, conversation, currency, createdAt })
  await mayPay(city, by, commandOf(input), input.proof)
  const verdict = await fillEnvelope(city, {
    ...wish,
    ...shares,
    id,
    createdAt,
    sender: by.person,
    conv: conversation,
    person: input.to ?? null,
    currency,
    wish: input.wish ?? '',
    cover: input.cover ?? 'red',
  })
  mustBeAccepted(city, verdict, { payer: 'me' })
  envelopeSent(city, input.kind)
  await tellSoon(city, input.id)
  return again(city, await envelopeOf(city.db, input.id), by.person, input)
}

type Told = 'id' | 'sender' | 'conv' | 'person' | 'currency' | 'wish' | 'cover' | 'createdAt'
type Filling = Pick<EnvelopeFacts, Told> & Wish & Shares

/**
 * Moves the money of a checked wish from its sender's wallet into the envelope's own account, in one commit with its row.
 * A refusal leaves nothing behind.
 */
export async function fillEnvelope(city: City, filling: Filling): Promise<Verdict> {
  const { id, sender, currency, total, seal, seed, createdAt } = filling
  return payIn(city, {
    account: { id: derivedId('envelope', id), kind: 'envelope', owner: id, currency },
    id: derivedId('envelope.fill', id),
    from: accountIdOf(sender, currency),
    amount: total,
    code: ENVELOPE,
    ref: id,
    also: account => insertEnvelope({ ...filling, account, seal: seal ?? null, seed, expiresAt: createdAt + LIFE_MS }),
  })
}

/** An envelope whose sender has confirmed it elsewhere, or is played. */
export type Put = Pick<EnvelopeFacts, 'id' | 'sender' | 'conv'> &
  Partial<Pick<EnvelopeFacts, 'person' | 'wish' | 'cover'>> &
  Wish

/**
 * Door: puts an envelope into a conversation without a proof, in the city's currency, for demos and benches. Its card comes
 * with the next chore. Refuses sums that cannot be shared so (`envelope_amount`, `envelope_uneven`).
 */
export async function putEnvelope(city: City, put: Put): Promise<Verdict> {
  const { id, conv, kind, total, count } = put
  const createdAt = city.clock.now()
  const currency = currencyOf(city)
  const shares = await shareOut({ kind, total, count }, { id, conversation: conv, currency, createdAt })
  return fillEnvelope(city, { person: null, wish: '', cover: 'red', ...put, ...shares, currency, createdAt })
}

/** One share is for one other person of the conversation, more are for all. */
async function mustBeForSomebodyThere(city: City, { conversation, kind, count, to }: Input, me: string): Promise<void> {
  if (kind === 'one' && (count !== 1 || to === undefined || to === me)) throw new Refusal('bad_input', { field: 'to' })
  if (kind !== 'one' && to !== undefined) throw new Refusal('bad_input', { field: 'to' })
  if (to !== undefined && !(await membersAmong(city, conversation, [to])).has(to)) throw new Refusal('not_a_member')
}

/** What the proof of an envelope must be of. */
function commandOf({ id, conversation, amount, currency }: Input): Command {
  return { do: 'envelope', id, to: conversation, amount, currency }
}

/** The answer to a repeat: what was done under this id, if it was this person's and the same. */
async function again(city: City, row: EnvelopeRow | undefined, person: string, input: Input): Promise<Envelope> {
  const same =
    row?.sender === person &&
    row.conv === input.conversation &&
    row.kind === input.kind &&
    row.total === BigInt(input.amount) &&
    row.currency === input.currency &&
    row.count === input.count &&
    row.person === (input.to ?? null) &&
    row.wish === (input.wish ?? '') &&
    row.cover === (input.cover ?? 'red')
  if (!row || !same) throw new Refusal('exists_different')
  return showEnvelope(city, row, person)
}
