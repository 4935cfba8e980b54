import { ConnectionChanged, isConnectionLost, isRetriable, isTaken, type Hot } from '@plaza/db'
import type { City } from '@plaza/house'
import { readPlans, rollback } from './batch-sql.ts'
import { batchCommitted, batchFailed } from './events.ts'
import { limitsFrom, lookFor, writeDown, type PlanRow } from './flights.ts'
import { judge, type Judged } from './judge.ts'
import * as limits from './limits.ts'
import { refused } from './refused.ts'
import type { Riders } from './riders.ts'
import type { Account, Limit, Order, Verdict } from './types.ts'

interface Waiting {
  readonly order: Order
  readonly since: number
  /** A commit of it was sent and never answered: nobody knows until its ids are found, or not. */
  uncertain: boolean
  readonly settle: (verdicts: Verdict[]) => void
  readonly fail: (error: unknown) => void
}

/**
 * The line of one shard. While a batch commits, the next gathers: under load one commit carries hundreds of transfers, at
 * rest a transfer leaves at once. Nobody is answered before the commit. Several processes may run a batcher of the same
 * shard: the row locks order them.
 */
export class Batcher {
  readonly #city: City
  readonly #shard: number
  readonly #riders: Riders
  readonly #hot: Hot
  readonly #plans = new Plans()
  #waiting: Waiting[] = []
  #size = 0
  #running = false
  #idle: (() => void)[] = []

  constructor(city: City, shard: number, riders: Riders) {
    this.#city = city
    this.#shard = shard
    this.#riders = riders
    this.#hot = city.db.hot({
      idleInTransactionMs: limits.IDLE_IN_TRANSACTION_MS,
      lockTimeoutMs: limits.LOCK_TIMEOUT_MS,
    })
  }

  /** Resolves with one verdict for each draft, after their commit. */
  add(order: Order): Promise<Verdict[]> {
    const size = order.drafts.length
    if (this.#size + size > limits.QUEUE_MAX) return Promise.resolve(order.drafts.map(() => refused('busy')))
    this.#size += size
    return new Promise((settle, fail) => {
      this.#waiting.push({ order, since: this.#city.clock.now(), uncertain: false, settle, fail })
      if (this.#running) return
      this.#running = true
      // Whatever else arrives in this turn of the event loop rides along.
      setImmediate(() => void this.#drain())
    })
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    if (this.#running) await new Promise<void>(resolve => this.#idle.push(resolve))
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commit(this.#take())
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  #take(): Waiting[] {
    let size = 0
    let count = 0
    for (const { order } of this.#waiting) {
      size += order.drafts.length
      if (count > 0 && size > limits.BATCH_MAX) break
      count += 1
      this.#size -= order.drafts.length
    }
    return this.#waiting.splice(0, count)
  }

  /** Commits a batch, again and again while the database is away: ids make every repeat the same transfers. */
  async #commit(batch: Waiting[]): Promise<void> {
    const began = performance.now()
    let left = batch
    for (let attempt = 1; left.length > 0; attempt++) {
      try {
        await this.#flights(left)
        batchCommitted(this.#city, left.length, performance.now() - began)
        return
      } catch (error) {
        await this.#hot.reset()
        const conflict = isRetriable(error) || isTaken(error) || isLockTimeout(error)
        const lost = isConnectionLost(error) || isStalled(error)
        // Anything but a lost connection says that the transaction did nothing.
        if (!lost || error instanceof ConnectionChanged) doubt(left, false)
        if (!lost && (!conflict || attempt >= limits.TRIES_MAX)) return this.#apart(left, error)
        left = this.#withoutTired(left)
        if (lost) await new Promise(resolve => setTimeout(resolve, limits.RETRY_PAUSE_MS))
      }
    }
  }

  /** One order that we did not foresee must not take the others with it. */
  async #apart(batch: Waiting[], error: unknown): Promise<void> {
    if (batch.length > 1) {
      for (const waiting of batch) await this.#commit([waiting])
      return
    }
    for (const { order, settle, fail } of batch) {
      if (isRetriable(error) || isLockTimeout(error)) settle(order.drafts.map(() => refused('busy')))
      else {
        batchFailed(this.#city, error)
        fail(error)
      }
    }
  }

  #withoutTired(batch: Waiting[]): Waiting[] {
    const now = this.#city.clock.now()
    return batch.filter(({ since, order, uncertain, settle }) => {
      if (now - since <= limits.PATIENCE_MS) return true
      settle(order.drafts.map(() => refused(uncertain ? 'unknown' : 'busy')))
      return false
    })
  }

  async #flights(batch: readonly Waiting[]): Promise<void> {
    const nowMs = this.#city.clock.now()
    const orders = batch.map(waiting => waiting.order)
    const drafts = orders.flatMap(order => order.drafts)
    const look = lookFor(this.#shard, drafts, this.#riders, { nowMs, withPlans: this.#plans.needed })
    const { facts, plans, found } = look.read(await this.#hot.flight(look.steps))
    // We have the locks, so a commit of ours that was never answered is among the known ids, or did not happen.
    doubt(batch, false)
    const more = found ? look.readAgain(await this.#hot.flight(look.again, { continues: true })) : {}
    const judged = judge(
      orders,
      { ...facts, ...more, plans: this.#plans.read(await this.#planRows(facts.accounts, plans)) },
      this.#riders,
      nowMs,
    )
    if (judged.rows.length === 0) await this.#hot.flight([{ query: rollback }], { continues: true })
    else await this.#write(batch, judged)
    batch.forEach(({ settle }, i) => settle(judged.verdicts[i] as Verdict[]))
  }

  /** The plans of this batch; asked for apart when an account with a plan comes for the first time. */
  async #planRows(accounts: readonly Account[], read: readonly PlanRow[]): Promise<readonly PlanRow[]> {
    if (this.#plans.needed || !accounts.some(account => account.plan !== null)) return read
    this.#plans.needed = true
    return (await this.#hot.flight([{ query: readPlans }], { continues: true }))[0] as PlanRow[]
  }

  async #write(batch: readonly Waiting[], judged: Judged): Promise<void> {
    doubt(batch, true)
    const written = await this.#hot.flight(writeDown(this.#shard, judged, this.#riders), { continues: true })
    const { n } = (written[0] as { n: bigint }[])[0] as { n: bigint }
    const first = n - BigInt(judged.rows.length) + 1n
    judged.rows.forEach((row, i) => ((row as { n: bigint }).n = first + BigInt(i)))
    this.#city.bus.publish(postedSubject(this.#shard), { n: Number(n) })
  }
}

/** Where a batcher says that its shard's journal grew: a hint, `follow` reads the truth. */
export function postedSubject(shard: number): string {
  return `ledger.posted.${shard}`
}

/** Plans are read with every batch once an account has one, and parsed when their text is new. */
class Plans {
  needed = false
  readonly #parsed = new Map<string, { text: string; limits: Limit[] }>()

  read(rows: readonly PlanRow[]): ReadonlyMap<string, readonly Limit[]> {
    return new Map(
      rows.map(({ name, limits: text }) => {
        let known = this.#parsed.get(name)
        if (known?.text !== text) this.#parsed.set(name, (known = { text, limits: limitsFrom(text) }))
        return [name, known.limits]
      }),
    )
  }
}

function doubt(batch: readonly Waiting[], uncertain: boolean): void {
  for (const waiting of batch) waiting.uncertain = uncertain
}

const codeOf = (error: unknown) => (error as { code?: string } | undefined)?.code

/** Somebody else held an account for too long. */
const isLockTimeout = (error: unknown) => codeOf(error) === '55P03'
/** We ourselves sat idle inside a transaction for too long, and the database took our locks away. */
const isStalled = (error: unknown) => codeOf(error) === '25P03'
