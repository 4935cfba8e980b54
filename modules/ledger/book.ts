import type { Sql } from '@plaza/db'
import type { News } from '@plaza/house'
import { BALANCE_MAX } from './limits.ts'
import { flagsOf } from './same.ts'
import type { Account, Draft, Hold, Kind, Limit, Posted } from './types.ts'
import type { Usage } from './velocity.ts'

/** A transfer that may be reversed, and how much of it already was. */
export interface Original {
  readonly row: Posted
  reversed: bigint
}

/** What the database said under the locks of one batch. */
export interface Facts {
  readonly shard: number
  readonly accounts: readonly Account[]
  readonly known: readonly Posted[]
  readonly holds: readonly Hold[]
  readonly originals: readonly Original[]
  readonly plans: ReadonlyMap<string, readonly Limit[]>
  /** Rows that riders locked: rider's name -> key -> row. */
  readonly riding: ReadonlyMap<string, ReadonlyMap<string, unknown>>
}

/** The state of one batch while it is judged: copies of the facts, and what will be written. */
export interface Book {
  readonly shard: number
  readonly nowMs: number
  readonly accounts: ReadonlyMap<string, Account>
  readonly holds: Map<string, Hold>
  readonly known: Map<string, Posted>
  readonly originals: Map<string, Original>
  readonly plans: Facts['plans']
  readonly riding: Map<string, Map<string, unknown>>
  readonly rows: Posted[]
  readonly moved: Set<Account>
  readonly made: Set<Hold>
  readonly changed: Set<Hold>
  readonly writes: { rider: string; write: unknown }[]
  readonly news: News[]
  readonly also: Sql[]
  /** How to take back what the present chain did, last first. */
  undo: (() => void)[] | undefined
}

export function openBook(facts: Facts, nowMs: number): Book {
  return {
    shard: facts.shard,
    nowMs,
    accounts: new Map(facts.accounts.map(account => [account.id, copyOf(account)])),
    holds: new Map(facts.holds.map(hold => [hold.id, { ...hold }])),
    known: new Map(facts.known.map(row => [row.id, row])),
    originals: new Map(facts.originals.map(original => [original.row.id, { ...original }])),
    plans: facts.plans,
    riding: new Map([...facts.riding].map(([name, rows]) => [name, new Map(rows)])),
    rows: [],
    moved: new Set(),
    made: new Set(),
    changed: new Set(),
    writes: [],
    news: [],
    also: [],
    undo: undefined,
  }
}

/** Written out: a spread costs several times as much, for every account. */
function copyOf(account: Account): Account {
  return {
    id: account.id,
    currency: account.currency,
    posted: account.posted,
    heldOut: account.heldOut,
    heldIn: account.heldIn,
    floor: account.floor,
    ceiling: account.ceiling,
    version: account.version,
    movedAt: account.movedAt,
    debitFrozen: account.debitFrozen,
    creditFrozen: account.creditFrozen,
    closedAt: account.closedAt,
    plan: account.plan,
    usage: account.usage,
    acts: account.acts,
  }
}

/** What may leave the account: nothing promised elsewhere, nothing below its floor, and never more than fits the column. */
export function available({ posted, heldOut, floor }: Account): bigint {
  return posted - heldOut - (floor ?? -BALANCE_MAX)
}

/** What may still come into it, with all that is promised to it. */
export function roomIn({ posted, heldIn, ceiling }: Account): bigint {
  return (ceiling ?? BALANCE_MAX) - posted - heldIn
}

export interface Entry {
  readonly draft: Draft
  readonly kind: Kind
  readonly from: Account
  readonly to: Account
  readonly amount: bigint
  /** Change of what is held on both sides. */
  readonly held: bigint
  readonly chain: string | null
}

/** Writes one row into the book and moves both accounts. All checks are behind it. */
export function post(book: Book, { draft, kind, from, to, amount, held, chain }: Entry): Posted {
  touch(book, from)
  touch(book, to)
  // Time never runs backwards in an account's history, whatever the clocks of several processes say.
  const at = Math.max(book.nowMs, from.movedAt, to.movedAt)
  if (kind !== 'hold') {
    from.posted -= amount
    to.posted += amount
  }
  from.heldOut += held
  to.heldIn += held
  for (const account of [from, to]) {
    account.version += 1n
    account.movedAt = at
  }
  const row: Posted = {
    shard: book.shard,
    n: 0n, // given with the commit
    id: draft.id,
    kind,
    from: from.id,
    to: to.id,
    amount,
    code: draft.code,
    flags: flagsOf(draft),
    about: draft.about ?? null,
    chain,
    peer: draft.peer,
    ref: draft.ref,
    fromVersion: from.version,
    fromBalance: from.posted,
    fromHeld: from.heldOut,
    toVersion: to.version,
    toBalance: to.posted,
    toHeld: to.heldIn,
    effectiveAt: draft.effectiveAt ?? at,
    createdAt: at,
    meta: draft.meta,
  }
  book.rows.push(row)
  book.known.set(row.id, row)
  book.originals.set(row.id, { row, reversed: 0n })
  for (const { name, request } of draft.rows) book.writes.push({ rider: name, write: request })
  book.news.push(...draft.tells)
  if (draft.also) book.also.push(draft.also)
  book.undo?.push(() => {
    book.writes.length -= draft.rows.length
    book.news.length -= draft.tells.length
    book.rows.pop()
    book.known.delete(row.id)
    book.originals.delete(row.id)
    if (draft.also) book.also.pop()
  })
  return row
}

function touch(book: Book, account: Account): void {
  if (book.undo) {
    const before = copyOf(account)
    const first = !book.moved.has(account)
    book.undo.push(() => {
      Object.assign(account, before)
      if (first) book.moved.delete(account)
    })
  }
  book.moved.add(account)
}

export function setUsage(book: Book, account: Account, usage: Usage): void {
  const before = account.usage
  account.usage = usage
  book.undo?.push(() => (account.usage = before))
}

export function addHold(book: Book, hold: Hold): void {
  book.holds.set(hold.id, hold)
  book.made.add(hold)
  book.undo?.push(() => {
    book.holds.delete(hold.id)
    book.made.delete(hold)
  })
}

export function changeHold(book: Book, hold: Hold, change: Pick<Hold, 'rest' | 'state'>): void {
  const before = { rest: hold.rest, state: hold.state }
  const isNew = book.made.has(hold) || book.changed.has(hold)
  Object.assign(hold, change)
  if (!isNew) book.changed.add(hold)
  book.undo?.push(() => {
    Object.assign(hold, before)
    if (!isNew) book.changed.delete(hold)
  })
}

/** Runs `work`; unless it says that all went well, everything it did to the book is taken back. */
export function allOrNothing(book: Book, work: () => boolean): boolean {
  book.undo = []
  const well = work()
  if (!well) for (const undo of book.undo.reverse()) undo()
  book.undo = undefined
  return well
}
