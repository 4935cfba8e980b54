import { limits } from '@plaza/contract'
import { drawShares, sealOf, SEED_BYTES, type SealedDraw } from '@plaza/fair'
import { Refusal } from '@plaza/kernel'
import { randomBytes } from 'node:crypto'

const SHARE_MAX = BigInt(limits.ENVELOPE_SHARE_MAX)

export type Kind = 'one' | 'equal' | 'lucky'

export interface Wish {
  readonly kind: Kind
  /** Minor units, all shares together. */
  readonly total: bigint
  readonly count: number
}

/** The shares of an envelope in the order in which they will be taken; lucky ones with the seed that decided them. */
export interface Shares {
  readonly shares: readonly bigint[]
  readonly seed?: Uint8Array
  readonly seal?: string
}

/** What the seal of a lucky draw binds besides its sum, number and seed. */
export type Bound = Pick<SealedDraw, 'id' | 'conversation' | 'currency' | 'createdAt'>

/** Fixes the shares. Refuses sums that cannot be shared so: `envelope_amount` (with the least and most), `envelope_uneven`. */
export async function shareOut({ kind, total, count }: Wish, bound: Bound): Promise<Shares> {
  const [least, most] = [BigInt(count), BigInt(count) * SHARE_MAX]
  if (total < least || total > most)
    throw new Refusal('envelope_amount', { least: least.toString(), most: most.toString() })
  if (kind !== 'lucky') {
    if (total % BigInt(count) !== 0n) throw new Refusal('envelope_uneven')
    return { shares: Array.from({ length: count }, () => total / BigInt(count)) }
  }
  const seed = new Uint8Array(randomBytes(SEED_BYTES))
  const draw = { ...bound, kind, seed, total, count, max: SHARE_MAX }
  return { shares: await drawShares(draw), seed, seal: await sealOf(draw) }
}

/** What is known of an envelope under its lock. */
export interface LockedEnvelope {
  readonly id: string
  readonly state: 'open' | 'empty' | 'returned'
  readonly shares: readonly string[]
  readonly takers: readonly string[]
  /** Epoch milliseconds. */
  readonly expires_at: number
}

export interface TakeRequest {
  readonly envelope: string
  readonly person: string
}

export interface Taken extends TakeRequest {
  /** From 1. */
  readonly place: number
  readonly amount: bigint
  readonly atMs: number
}

export type TakeDecision =
  | { readonly ok: true; readonly amount: bigint; readonly row: LockedEnvelope; readonly write: Taken }
  | { readonly ok: false; readonly reason: 'not_found' | 'taken' | 'over' | 'empty' }

/** Gives whoever asks the next share: pure, from the envelope as those before left it. One share for each person. */
export function decideTake(
  { envelope, person }: TakeRequest,
  row: LockedEnvelope | undefined,
  nowMs: number,
): TakeDecision {
  if (!row) return { ok: false, reason: 'not_found' }
  if (row.takers.includes(person)) return { ok: false, reason: 'taken' }
  if (row.takers.length >= row.shares.length) return { ok: false, reason: 'empty' }
  if (row.state !== 'open' || nowMs >= row.expires_at) return { ok: false, reason: 'over' }
  const takers = [...row.takers, person]
  const amount = BigInt(row.shares[row.takers.length] as string)
  return {
    ok: true,
    amount,
    row: { ...row, takers },
    write: { envelope, person, place: takers.length, amount, atMs: nowMs },
  }
}
