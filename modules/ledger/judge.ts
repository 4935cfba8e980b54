import { derivedId } from '@plaza/kernel'
import { allOrNothing, changeHold, openBook, post, type Book, type Facts } from './book.ts'
import { CHAIN_MAX } from './limits.ts'
import { plainDraft } from './lay-out.ts'
import { judgeKind, release } from './kinds.ts'
import { refused } from './refused.ts'
import { ride } from './ride.ts'
import type { Riders } from './riders.ts'
import { sameContent } from './same.ts'
import type { Draft, Hold, Order, Posted, Verdict } from './types.ts'

/** What one batch will write. */
export interface Judged extends Pick<
  Book,
  'rows' | 'moved' | 'made' | 'changed' | 'writes' | 'news' | 'also' | 'riding'
> {
  /** One list for each order, one verdict for each of its drafts. */
  readonly verdicts: Verdict[][]
}

/**
 * Gives each transfer its verdict in the order of arrival, as if each were alone in the world and all before it done.
 * Pure: no clock, no database, and the facts stay as they are, so that every race can be replayed.
 */
export function judge(orders: readonly Order[], facts: Facts, riders: Riders, nowMs: number): Judged {
  const book = openBook(facts, nowMs)
  for (const hold of book.holds.values()) expire(book, hold)
  const verdicts = orders.map(({ drafts }) =>
    drafts.length === 1 ? [verdictOf(book, riders, drafts[0] as Draft, null)] : chain(book, riders, drafts),
  )
  return { verdicts, ...book }
}

/** An id that is already there answers for itself; everything else is tried. */
function verdictOf(book: Book, riders: Riders, draft: Draft, chainId: string | null): Verdict {
  const before = book.known.get(draft.id)
  if (before) return sameContent(draft, before) ? exists(before) : refused('exists_different')
  return ride(book, riders, draft, amount => judgeKind(book, draft, amount, chainId))
}

const exists = (transfer: Posted): Verdict => ({ ok: true, code: 'exists', transfer })

/** All or nothing: the transfer that fails says why, the others say that their chain failed. */
function chain(book: Book, riders: Riders, drafts: readonly Draft[]): Verdict[] {
  if (drafts.length > CHAIN_MAX) return drafts.map(() => refused('chain_too_long'))
  const id = (drafts[0] as Draft).id
  const failAt = (place: number, why: Verdict) => drafts.map((_, i) => (i === place ? why : refused('chain_failed')))
  const known = drafts.map(draft => book.known.get(draft.id))
  // Of a chain that was done, every link is there and was done in this chain; a chain cannot borrow a link.
  if (known.every((row, i) => row?.chain === id && sameContent(drafts[i] as Draft, row)))
    return known.map(row => exists(row as Posted))
  const taken = known.findIndex(row => row !== undefined)
  if (taken >= 0) return failAt(taken, refused('exists_different'))
  const verdicts: Verdict[] = []
  const well = allOrNothing(book, () =>
    drafts.every(draft => {
      const verdict = book.known.has(draft.id) ? refused('exists_different') : verdictOf(book, riders, draft, id)
      verdicts.push(verdict)
      return verdict.ok
    }),
  )
  return well ? verdicts : failAt(verdicts.length - 1, verdicts.at(-1) as Verdict)
}

/** A hold whose time is over is given back by the first batch that sees it, under an id that all of them share. */
function expire(book: Book, hold: Hold): void {
  if (hold.state !== 'open' || hold.expiresAt === null || hold.expiresAt > book.nowMs) return
  const [from, to] = [book.accounts.get(hold.debit), book.accounts.get(hold.credit)]
  if (!from || !to) return
  release(book, hold, from, to, hold.rest)
  post(book, { draft: expiryOf(hold), kind: 'expire', from, to, amount: 0n, held: -hold.rest, chain: null })
  changeHold(book, hold, { rest: 0n, state: 'expired' })
}

/** The one way in which a hold expires. */
export function expiryOf({ id, code }: Pick<Hold, 'id' | 'code'>): Draft {
  return plainDraft(derivedId('ledger.expire', id), 'expire', { about: id, amount: 0n, code })
}
