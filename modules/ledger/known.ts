import { Lru } from '@plaza/kernel'
import type { Facts } from './book.ts'
import type { Judged } from './judge.ts'
import * as limits from './limits.ts'
import type { Riders } from './riders.ts'
import type { Account, Draft, Hold, Limit, Posted, Ride } from './types.ts'

/** What must be read before a batch can be judged. */
export interface Missing {
  readonly accounts: readonly string[]
  /** Whether anything must be read at all. */
  readonly any: boolean
  readonly plans: boolean
  /**
   * Given where it may be read beside the batches on their way, since none of them touches these accounts: the rows of which
   * one is the newest of the journal while they are.
   */
  readonly aside: readonly string[] | undefined
  /** Requests of steady riders about rows that are not known, by rider. */
  readonly riding: ReadonlyMap<string, readonly unknown[]>
}

/** One moment of a shard, as far as it was asked for. */
export interface Moment {
  /** The newest journal row; null if a change since made everything remembered doubtful. */
  readonly last: string | null
  /** When the next hold is over, in ms. */
  readonly dueAt: number
  readonly accounts: readonly Account[]
  readonly plans: ReadonlyMap<string, readonly Limit[]> | undefined
  readonly riding: Facts['riding']
}

/**
 * A shard as this process left it with its newest batch. While nobody else writes there, the next batch is judged by this
 * and written in one flight: no look, no lock held over the network. Each such write names the row that it takes for the
 * newest of the journal; if another one is, nothing happens, everything here is forgotten, and the batch goes under locks.
 * So this may be wrong and no payment is: it is a cache of facts that the commit itself confirms.
 */
export class Known {
  readonly #shard: number
  readonly #riders: Riders
  /** What may be the newest row of the journal now: one that is certain, then those that were sent and not yet answered. */
  #lasts: string[] = []
  /** The newest row that was certainly ours. */
  #ours: string | undefined
  #sharedUntil = 0
  /** No hold is over before this; undefined: not known. */
  #dueAt: number | undefined
  #dueAskedAt = 0
  #plans: ReadonlyMap<string, readonly Limit[]> | undefined
  readonly #accounts = new Lru<string, Account>(limits.ACCOUNTS_REMEMBERED_MAX)
  readonly #holds = new Lru<string, Hold>(limits.HOLDS_REMEMBERED_MAX)
  readonly #rows = new Lru<string, Posted>(limits.ROWS_REMEMBERED_MAX)
  readonly #riding = new Map<string, Lru<string, unknown>>()
  /** How often all was forgotten. */
  #era = 0

  constructor(shard: number, riders: Riders) {
    this.#shard = shard
    this.#riders = riders
  }

  /** The row that a batch must name as the newest. */
  get last(): string | undefined {
    return this.#lasts.at(-1)
  }

  /** Changes when everything was forgotten, also what somebody counted on. */
  get era(): number {
    return this.#era
  }

  /** What a batch needs that is not known; undefined if it needs locks. */
  missing(drafts: readonly Draft[], nowMs: number): Missing | undefined {
    if (nowMs < this.#sharedUntil) return undefined
    // Some hold is over. The batches under locks, or the chore, write that down.
    if (this.#dueAt !== undefined && nowMs >= this.#dueAt && !this.#mayAskDue(nowMs)) return undefined
    const accounts = new Set<string>()
    const riding = new Map<string, unknown[]>()
    let plans = false
    const name = (id: string | undefined) => {
      if (id === undefined) return
      const account = this.#accounts.get(id)
      if (!account) accounts.add(id)
      else if (account.plan !== null && !this.#plans) plans = true
    }
    for (const { kind, from, to, about, rider } of drafts) {
      if (kind === 'reverse' || kind === 'expire') return undefined
      if (rider && this.#isUnknown(rider)) {
        if (!this.#riders.get(rider.name).steady) return undefined
        riding.set(rider.name, [...(riding.get(rider.name) ?? []), rider.request])
      }
      name(from)
      name(to)
      if (about === undefined) continue
      const hold = this.#holds.get(about)
      if (!hold) return undefined
      name(hold.debit)
      name(hold.credit)
    }
    const due = this.#dueAt === undefined || nowMs >= this.#dueAt
    const more = riding.size > 0 || plans || due
    return {
      accounts: [...accounts],
      any: accounts.size > 0 || more,
      aside: more || !this.#plans ? undefined : [...this.#lasts],
      plans: !this.#plans,
      riding,
    }
  }

  #mayAskDue(nowMs: number): boolean {
    return nowMs - this.#dueAskedAt >= limits.DUE_ASKED_EVERY_MS
  }

  #isUnknown({ name, request }: Ride): boolean {
    const { lock, steady, keyOf } = this.#riders.get(name)
    return lock !== undefined && (!steady || this.#riding.get(name)?.get(keyOf?.(request) as string) === undefined)
  }

  /** Takes in what was read; false if the shard moved on without us, or a hold is over. */
  learn(moment: Moment, nowMs: number): boolean {
    this.#dueAskedAt = nowMs
    if (moment.last === null || (this.last !== undefined && moment.last !== this.last)) {
      this.#movedBy(moment.last, nowMs)
      return false
    }
    this.#lasts = [moment.last]
    this.#dueAt = moment.dueAt
    if (moment.plans) this.#plans = moment.plans
    for (const account of moment.accounts) this.#accounts.set(account.id, account)
    for (const [name, rows] of moment.riding) this.#remember(name, rows)
    return nowMs < moment.dueAt
  }

  /**
   * Takes in accounts that were read aside; false if the shard moved on without us. They were not remembered, so they are the
   * same before and after each batch that is on its way.
   */
  learnAside({ last, accounts }: Pick<Moment, 'last' | 'accounts'>, lasts: readonly string[], nowMs: number): boolean {
    if (last === null || !lasts.includes(last)) {
      this.#movedBy(last, nowMs)
      return false
    }
    for (const account of accounts) this.#accounts.set(account.id, account)
    return true
  }

  /** The facts of a batch of which nothing is `missing`. An account that does not exist is not among them. */
  facts(drafts: readonly Draft[]): Facts {
    const accounts = new Map<string, Account>()
    const holds = new Map<string, Hold>()
    const known: Posted[] = []
    const riding = new Map<string, Map<string, unknown>>()
    const name = (id: string | undefined) => {
      const account = id === undefined ? undefined : this.#accounts.get(id)
      if (account) accounts.set(account.id, account)
    }
    for (const { id, from, to, about, rider } of drafts) {
      name(from)
      name(to)
      const hold = about === undefined ? undefined : this.#holds.get(about)
      if (hold) {
        holds.set(hold.id, hold)
        name(hold.debit)
        name(hold.credit)
      }
      const row = this.#rows.get(id)
      if (row) known.push(row)
      const key = rider && this.#riders.get(rider.name).keyOf?.(rider.request)
      if (!rider || key === undefined) continue
      const rows = riding.get(rider.name) ?? new Map<string, unknown>()
      riding.set(rider.name, rows.set(key, this.#riding.get(rider.name)?.get(key)))
    }
    return {
      shard: this.#shard,
      accounts: [...accounts.values()],
      holds: [...holds.values()],
      known,
      originals: [],
      plans: this.#plans ?? new Map(),
      riding,
    }
  }

  /** What a batch leaves that is on its way: the next is judged by it. Should it fail, so do all after it. */
  sent(judged: Judged): void {
    const { rows, moved, made, changed, riding, also } = judged
    const last = rows.at(-1)
    if (last) this.#lasts.push(last.id)
    for (const account of moved) this.#accounts.set(account.id, account)
    for (const hold of [...made, ...changed]) {
      if (hold.state === 'open') this.#holds.set(hold.id, hold)
      else this.#holds.delete(hold.id)
      if (this.#dueAt !== undefined && hold.expiresAt !== null) this.#dueAt = Math.min(this.#dueAt, hold.expiresAt)
    }
    for (const row of rows) this.#rows.set(row.id, row)
    for (const [name, rows] of riding) if (this.#riders.get(name).steady) this.#remember(name, rows)
    // Nobody knows which rows such a statement changed.
    if (also.length > 0) this.#riding.clear()
  }

  #remember(rider: string, rows: ReadonlyMap<string, unknown>): void {
    const known = this.#riding.get(rider) ?? new Lru<string, unknown>(limits.RIDING_REMEMBERED_MAX)
    this.#riding.set(rider, known)
    for (const [key, row] of rows) known.set(key, row)
  }

  /** A batch that was sent has committed. */
  landed({ rows }: Judged): void {
    const last = rows.at(-1)
    if (!last) return
    this.#ours = last.id
    this.#lasts.splice(0, this.#lasts.indexOf(last.id))
  }

  /** A batch under locks has committed; `before` was the newest row until then. */
  wrote(judged: Judged, before: string | null, nowMs: number): void {
    if (before !== this.last) this.#movedBy(before, nowMs)
    this.sent(judged)
    this.landed(judged)
  }

  forget(): void {
    this.#era += 1
    this.#lasts = []
    this.#dueAt = undefined
    this.#plans = undefined
    this.#accounts.clear()
    this.#holds.clear()
    this.#rows.clear()
    this.#riding.clear()
  }

  /** The newest row is not what was remembered. If it is another process's, that one had better be waited for by locks. */
  #movedBy(last: string | null, nowMs: number): void {
    if (this.#ours !== undefined && last !== null && last !== this.#ours) this.#sharedUntil = nowMs + limits.SHARED_MS
    this.forget()
  }
}
