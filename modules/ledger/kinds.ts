import { unreachable } from '@plaza/kernel'
import { addHold, available, changeHold, post, roomIn, setUsage, type Book } from './book.ts'
import { AMOUNT_MAX } from './limits.ts'
import { refused } from './refused.ts'
import type { Account, Draft, Hold, Limit, Posted, Refused, Verdict } from './types.ts'
import { giveBack, spend } from './velocity.ts'

/**
 * The verdict of a new transfer. Each kind checks in one order: who is it about, may they move at all, the amount, what
 * is there. After the last check it is posted.
 */
export function judgeKind(book: Book, draft: Draft, amount: bigint | undefined, chain: string | null): Verdict {
  switch (draft.kind) {
    case 'transfer':
    case 'hold':
      return move(book, draft, amount, chain)
    case 'capture':
      return capture(book, draft, amount, chain)
    case 'void':
      return voidHold(book, draft, chain)
    case 'reverse':
      return reverse(book, draft, amount, chain)
    case 'sweep':
      return sweep(book, draft, chain)
    case 'expire':
      // Whatever is due was expired before anybody was judged.
      return refused(book.holds.has(draft.about as string) ? 'hold_spent' : 'not_found')
    default:
      return unreachable(draft.kind)
  }
}

function move(book: Book, draft: Draft, amount: bigint | undefined, chain: string | null): Verdict {
  const sides = sidesOf(book, draft.from, draft.to)
  if ('ok' in sides) return sides
  const { from, to } = sides
  const isHold = draft.kind === 'hold'
  if (isHold && draft.expiresAt !== null && draft.expiresAt <= book.nowMs) return refused('hold_expired')
  const problem = mayMove(from, to) ?? badAmount(amount) ?? enough(from, amount as bigint) ?? room(to, amount as bigint)
  if (problem) return problem
  const sum = amount as bigint
  const counted = count(book, from, to, sum, draft.code)
  if (counted) return counted
  const row = post(book, { draft, kind: draft.kind, from, to, amount: sum, held: isHold ? sum : 0n, chain })
  if (isHold) {
    addHold(book, {
      id: draft.id,
      debit: from.id,
      credit: to.id,
      amount: sum,
      rest: sum,
      state: 'open',
      expiresAt: draft.expiresAt,
      createdAt: row.createdAt,
      code: draft.code,
    })
  }
  return accepted(row)
}

function capture(book: Book, draft: Draft, wanted: bigint | undefined, chain: string | null): Verdict {
  const open = openHold(book, draft)
  if ('ok' in open) return open
  const { hold, from, to } = open
  const amount = wanted ?? hold.rest
  const problem = (draft.promised ? undefined : mayMove(from, to)) ?? badAmount(amount)
  if (problem) return problem
  if (amount > hold.rest) return refused('over_capture')
  const rest = draft.final ? 0n : hold.rest - amount
  const released = hold.rest - amount - rest
  release(book, hold, from, to, released)
  const row = post(book, { draft, kind: 'capture', from, to, amount, held: -(amount + released), chain })
  changeHold(book, hold, { rest, state: rest === 0n ? 'captured' : 'open' })
  return accepted(row)
}

function voidHold(book: Book, draft: Draft, chain: string | null): Verdict {
  const open = openHold(book, draft)
  if ('ok' in open) return open
  const { hold, from, to } = open
  release(book, hold, from, to, hold.rest)
  const row = post(book, { draft, kind: 'void', from, to, amount: 0n, held: -hold.rest, chain })
  changeHold(book, hold, { rest: 0n, state: 'voided' })
  return accepted(row)
}

function reverse(book: Book, draft: Draft, wanted: bigint | undefined, chain: string | null): Verdict {
  const original = book.originals.get(draft.about as string)
  if (!original || (draft.from !== undefined && draft.from !== original.row.to)) return refused('not_found')
  const { kind, peer } = original.row
  if (kind !== 'transfer' && kind !== 'capture' && kind !== 'sweep') return refused('not_reversible')
  if (peer !== null) return refused('cross_shard')
  const sides = sidesOf(book, original.row.to, original.row.from)
  if ('ok' in sides) return sides
  const { from, to } = sides
  const left = original.row.amount - original.reversed
  const amount = wanted ?? left
  if (amount > left || left === 0n) return refused('over_reversal')
  const problem = mayMove(from, to) ?? badAmount(amount) ?? enough(from, amount) ?? room(to, amount)
  if (problem) return problem
  const row = post(book, { draft, kind: 'reverse', from, to, amount, held: 0n, chain })
  original.reversed += amount
  book.undo?.push(() => (original.reversed -= amount))
  return accepted(row)
}

function sweep(book: Book, draft: Draft, chain: string | null): Verdict {
  const sides = sidesOf(book, draft.from, draft.to)
  if ('ok' in sides) return sides
  const { from, to } = sides
  const frozen = mayMove(from, to)
  if (frozen) return frozen
  if (draft.final && (from.heldOut > 0n || from.heldIn > 0n)) return refused('has_holds')
  const floor = from.floor !== null && from.floor > 0n ? from.floor : 0n
  const there = from.posted - from.heldOut - floor
  const amount = there > 0n ? there : 0n
  if (amount > AMOUNT_MAX) return refused('bad_amount')
  if (draft.final && from.posted !== amount) return refused('insufficient')
  const full = room(to, amount)
  if (full) return full
  const row = post(book, { draft, kind: 'sweep', from, to, amount, held: 0n, chain })
  if (draft.final) from.closedAt = row.createdAt
  return accepted(row)
}

const accepted = (transfer: Posted): Verdict => ({ ok: true, code: 'ok', transfer })

interface Sides {
  readonly from: Account
  readonly to: Account
}

function sidesOf(book: Book, fromId: string | undefined, toId: string | undefined): Sides | Refused {
  if (fromId === toId) return refused('same_account')
  const from = book.accounts.get(fromId as string)
  const to = book.accounts.get(toId as string)
  if (!from || !to) return refused('not_found')
  if (from.currency !== to.currency) return refused('ledger_mismatch')
  return { from, to }
}

function openHold(book: Book, draft: Draft): (Sides & { hold: Hold }) | Refused {
  const hold = book.holds.get(draft.about as string)
  if (!hold || (draft.from !== undefined && draft.from !== hold.debit)) return refused('not_found')
  if (hold.state === 'expired') return refused('hold_expired')
  if (hold.state !== 'open') return refused('hold_spent')
  const sides = sidesOf(book, hold.debit, hold.credit)
  return 'ok' in sides ? sides : { ...sides, hold }
}

function mayMove(from: Account, to: Account): Refused | undefined {
  if (from.closedAt !== null || to.closedAt !== null) return refused('closed')
  if (from.debitFrozen || to.creditFrozen) return refused('frozen')
  return undefined
}

function badAmount(amount: bigint | undefined): Refused | undefined {
  return amount === undefined || amount <= 0n || amount > AMOUNT_MAX ? refused('bad_amount') : undefined
}

function enough(from: Account, amount: bigint): Refused | undefined {
  return amount > available(from) ? refused('insufficient') : undefined
}

function room(to: Account, amount: bigint): Refused | undefined {
  return amount > roomIn(to) ? refused('above_ceiling') : undefined
}

const NONE: readonly Limit[] = []

/** Counts a payment against the plans of both sides, or says which limit it reaches; then neither side is counted. */
function count(book: Book, from: Account, to: Account, amount: bigint, code: string): Refused | undefined {
  if (from.plan === null && to.plan === null) return undefined
  // A plan that nobody wrote down allows nothing.
  for (const { plan } of [from, to]) if (plan !== null && !book.plans.has(plan)) return refused('limit_reached', plan)
  const out = spend(limitsOf(book, from), from.usage ?? {}, { amount, code, side: 'out' }, book.nowMs)
  if ('reached' in out) return refused('limit_reached', out.reached)
  const into = spend(limitsOf(book, to), to.usage ?? {}, { amount, code, side: 'in' }, book.nowMs)
  if ('reached' in into) return refused('limit_reached', into.reached)
  if (from.plan !== null) setUsage(book, from, out.usage)
  if (to.plan !== null) setUsage(book, to, into.usage)
  return undefined
}

/** What a hold had counted and did not take may be spent again. */
export function release(book: Book, hold: Hold, from: Account, to: Account, amount: bigint): void {
  if (amount === 0n) return
  const released = { amount, code: hold.code, countedAt: hold.createdAt }
  for (const [account, side] of [
    [from, 'out'],
    [to, 'in'],
  ] as const) {
    if (account.usage === null || account.plan === null) continue
    setUsage(book, account, giveBack(limitsOf(book, account), account.usage, { ...released, side }, book.nowMs))
  }
}

function limitsOf(book: Book, account: Account): readonly Limit[] {
  return account.plan === null ? NONE : (book.plans.get(account.plan) ?? NONE)
}
