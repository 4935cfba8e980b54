import { floatArray, intArray, isConnectionLost, prepared, sql, textArray, uuidArray } from '@plaza/db'
import { perCity, type City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import { openAccounts } from './accounts.ts'
import { crossingResumed } from './events.ts'
import { plainDraft } from './lay-out.ts'
import { AMOUNT_MAX, CROSSING_STALE_MS, SWEEP_MAX } from './limits.ts'
import { refused } from './refused.ts'
import type { Rider } from './riders.ts'
import { batcherOf, inShard, shardCount, shardOf } from './shards.ts'
import type { Draft, RefusalCode, Refused, Verdict } from './types.ts'

// A transfer between shards is two holds and two captures, each in one shard, over a transit account on both sides:
//   out     hold payer -> transit of the payer's shard, written together with the crossing, which remembers the rest
//   into    hold transit of the payee's shard -> payee: everything that could refuse is asked here
//   take    capture of `out`, under the transfer's own id: from here on it has happened
//   arrive  capture of `into`
// Each step has an id derived from the transfer's, so driving it again from the start is harmless, whoever does it.

/** What is remembered of a transfer between shards. */
export interface Crossing {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly amount: string
  readonly currency: string
  readonly code: string
  readonly ref: string | null
  readonly effectiveAt: number | null
  readonly meta: string | null
}

interface Written {
  readonly shard: number
  readonly crossing: Crossing
  readonly at: number
}

/** Writes crossings in the commit of their first hold. */
export const crossingRider: Rider<Written, unknown, Written> = {
  name: 'ledger.crossing',
  write: {
    query: prepared(
      'ledger_insert_crossings',
      `insert into ledger.crossing (shard, id, state, request, created_at)
      select shard, id, 'open', request::json, to_timestamp(at / 1000)
      from unnest($1::integer[], $2::uuid[], $3::text[], $4::float8[]) as made(shard, id, request, at)`,
    ),
    values: rows => [
      intArray(rows.map(row => row.shard)),
      uuidArray(rows.map(row => row.crossing.id)),
      textArray(rows.map(row => JSON.stringify(row.crossing))),
      floatArray(rows.map(row => row.at)),
    ],
  },
}

/** Moves money between two shards. */
export async function across(city: City, draft: Draft): Promise<Verdict> {
  // Their commit would be in one shard and the money in two: such callers write their intent first and follow the journal.
  if (draft.rider || draft.also || draft.rows.length > 0 || draft.tells.length > 0) return refused('cross_shard')
  if (draft.amount === undefined || draft.amount <= 0n || draft.amount > AMOUNT_MAX) return refused('bad_amount')
  const { from, to } = draft as { from: string; to: string }
  const currency = await currencyOf(city, from, to)
  if (typeof currency !== 'string') return currency
  const crossing: Crossing = {
    id: draft.id,
    from,
    to,
    amount: draft.amount.toString(),
    currency,
    code: draft.code,
    ref: draft.ref,
    effectiveAt: draft.effectiveAt ?? null,
    meta: draft.meta,
  }
  const known = await knownCrossing(city, crossing)
  if (known && JSON.stringify(known.request) !== JSON.stringify(crossing)) return refused('exists_different')
  if (known?.refusal) return refused(known.refusal)
  try {
    return await drive(city, crossing)
  } catch (error) {
    // The chore drives on what was begun.
    if (isConnectionLost(error)) return refused('unknown')
    throw error
  }
}

/** Drives crossings to their end that somebody began and left. */
export async function resumeCrossings(city: City): Promise<void> {
  const shards = await shardCount(city)
  if (shards === 1) return
  const before = (city.clock.now() - CROSSING_STALE_MS) / 1000
  for (let shard = 0; shard < shards; shard++) {
    const left = await city.db.rows<{ request: Crossing }>(sql`
      select request from ledger.crossing
      where shard = ${shard} and state = 'open' and created_at < to_timestamp(${before})
      order by created_at limit ${SWEEP_MAX}`)
    for (const { request } of left) {
      await drive(city, request)
      crossingResumed(city)
    }
  }
}

/** The steps of a crossing, the same whenever they are laid out. */
export function stepsOf(crossing: Crossing, shards: number, nowMs: number) {
  const { id, from, to, currency, code } = crossing
  const amount = BigInt(crossing.amount)
  const [home, away] = [shardOf(from, shards), shardOf(to, shards)]
  const step = (name: string) => derivedId('ledger.crossing', name, id)
  const told = { ref: crossing.ref, meta: crossing.meta, effectiveAt: crossing.effectiveAt ?? undefined, code }
  const into = { ...told, amount, from: transitOf(currency, away, shards), to, peer: from }
  const out = { ...told, amount, from, to: transitOf(currency, home, shards), peer: to }
  const rider = { name: crossingRider.name, request: { shard: home, crossing, at: nowMs } satisfies Written }
  const about = (hold: string, more: typeof into) => ({ ...more, about: step(hold), promised: true })
  return {
    home,
    away,
    out: plainDraft(step('out'), 'hold', { ...out, rider }),
    into: plainDraft(step('into'), 'hold', into),
    take: plainDraft(id, 'capture', about('out', out)),
    arrive: plainDraft(step('arrive'), 'capture', about('into', into)),
    giveUpOut: plainDraft(step('give up out'), 'void', { ...about('out', out), amount: undefined }),
    giveUpInto: plainDraft(step('give up into'), 'void', { ...about('into', into), amount: undefined }),
  }
}

async function drive(city: City, crossing: Crossing): Promise<Verdict> {
  const shards = await shardCount(city)
  const steps = stepsOf(crossing, shards, city.clock.now())
  await openTransit(city, crossing.currency)
  const post = async (shard: number, draft: Draft) =>
    (await batcherOf(city, shard).add({ drafts: [draft] }))[0] as Verdict
  const out = await post(steps.home, steps.out)
  if (!out.ok) return out
  const into = await post(steps.away, steps.into)
  if (!into.ok) {
    if (isUnsure(into)) return refused('unknown')
    const back = await post(steps.home, steps.giveUpOut)
    if (back.ok) return finish(city, crossing, into.code)
    if (back.code !== 'hold_spent') return refused('unknown')
    // Somebody else, who drove it too, was let in before we gave up: it has happened.
  }
  const take = await post(steps.home, steps.take)
  if (!take.ok) {
    if (take.code !== 'hold_spent') return refused('unknown')
    await post(steps.away, steps.giveUpInto)
    return (await knownCrossing(city, crossing))?.refusal
      ? refused('chain_failed')
      : finish(city, crossing, 'chain_failed')
  }
  // It has happened; should the last step be lost, the chore finishes it.
  const arrive = await post(steps.away, steps.arrive)
  if (arrive.ok) await finish(city, crossing, undefined)
  return take
}

const isUnsure = ({ code }: Refused) => code === 'busy' || code === 'unknown'

async function finish(city: City, crossing: Crossing, refusal: RefusalCode | undefined): Promise<Refused> {
  const shard = shardOf(crossing.from, await shardCount(city))
  await city.db.run(sql`
    update ledger.crossing set state = ${refusal ? 'refused' : 'done'}, refusal = ${refusal ?? null}
    where shard = ${shard} and id = ${crossing.id} and state = 'open'`)
  return refused(refusal ?? 'unknown')
}

async function knownCrossing(city: City, { id, from }: Crossing) {
  const shard = shardOf(from, await shardCount(city))
  return city.db.maybe<{ request: Crossing; refusal: RefusalCode | null }>(
    sql`select request, refusal from ledger.crossing where shard = ${shard} and id = ${id}`,
  )
}

async function currencyOf(city: City, from: string, to: string): Promise<string | Refused> {
  const shards = await shardCount(city)
  const rows = await city.db.rows<{ currency: string }>(sql`
    select currency from ledger.account
    where (shard = ${shardOf(from, shards)} and id = ${from}) or (shard = ${shardOf(to, shards)} and id = ${to})`)
  const [one, other] = rows
  if (!one || !other) return refused('not_found')
  return one.currency === other.currency ? one.currency : refused('ledger_mismatch')
}

const transitOf = (currency: string, shard: number, shards: number) =>
  inShard(derivedId('ledger.transit', currency, String(shard)), shard, shards)

/** Currencies whose transit accounts this process has seen. */
const transitKnown = perCity(() => new Set<string>())

async function openTransit(city: City, currency: string): Promise<void> {
  if (transitKnown(city).has(currency)) return
  const shards = await shardCount(city)
  const accounts = Array.from({ length: shards }, (_, shard) => transitOf(currency, shard, shards))
  await openAccounts(
    city,
    accounts.map(id => ({ id, currency, kind: 'transit', floor: null })),
  )
  transitKnown(city).add(currency)
}
