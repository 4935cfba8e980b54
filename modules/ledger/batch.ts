import { ConnectionChanged, isConnectionLost, isRetriable, isTaken, type Hot } from '@plaza/db'
import type { City } from '@plaza/house'
import { begin, commit, readPlans, rollback } from './batch-sql.ts'
import type { Facts } from './book.ts'
import { batchCommitted, batchFailed } from './events.ts'
import {
  confirm,
  limitsFrom,
  lookFor,
  readMoment,
  writeDown,
  type Beside,
  type Ground,
  type Head,
  type PlanRow,
  type Step,
} from './flights.ts'
import { judge, type Judged } from './judge.ts'
import { Known, type Missing } from './known.ts'
import * as limits from './limits.ts'
import { refused } from './refused.ts'
import type { Riders } from './riders.ts'
import type { Account, Draft, Limit, Order, Verdict } from './types.ts'

interface Waiting {
  readonly order: Order
  readonly since: number
  /** A commit of it was sent and never answered: nobody knows until its ids are found, or not. */
  uncertain: boolean
  readonly settle: (verdicts: Verdict[]) => void
  readonly fail: (error: unknown) => void
}

interface Failed {
  readonly batch: Waiting[]
  readonly error: unknown
}

/**
 * The line of one shard. While a batch commits, the next gathers: under load one commit carries hundreds of transfers, at
 * rest a transfer leaves at once. Nobody is answered before the commit. A batch is judged by what the last one left and
 * written in one flight, the next may follow before it has landed; what cannot go so, or fails, goes alone under locks.
 * Several processes may run a batcher of the same shard: the row locks order them.
 */
export class Batcher {
  readonly #city: City
  readonly #shard: number
  readonly #riders: Riders
  readonly #beside: Beside
  readonly #hot: Hot
  /** Reads accounts while batches are on their way. */
  readonly #aside: Hot
  readonly #plans = new Plans()
  readonly #known: Known
  #waiting: Waiting[] = []
  #size = 0
  #running = false
  #flying = 0
  readonly #failed: Failed[] = []
  #wake: () => void = () => {}
  #idle: (() => void)[] = []

  constructor(city: City, shard: number, riders: Riders) {
    this.#city = city
    this.#shard = shard
    this.#riders = riders
    this.#beside = { riders, outbox: city.outbox }
    this.#known = new Known(shard, riders)
    this.#hot = city.db.hot({
      idleInTransactionMs: limits.IDLE_IN_TRANSACTION_MS,
      lockTimeoutMs: limits.LOCK_TIMEOUT_MS,
    })
    this.#aside = city.db.hot()
  }

  /** Resolves with one verdict for each draft, after their commit. */
  add(order: Order): Promise<Verdict[]> {
    const size = order.drafts.length
    if (this.#size + size > limits.QUEUE_MAX) return Promise.resolve(order.drafts.map(() => refused('busy')))
    this.#size += size
    return new Promise((settle, fail) => {
      this.#waiting.push({ order, since: this.#city.clock.now(), uncertain: false, settle, fail })
      if (this.#running) {
        if (this.#size >= limits.FOLLOWING_MIN) this.#wake()
        return
      }
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
    for (;;) {
      if (this.#failed.length > 0) await this.#afterFailures()
      else if (this.#mayLeave()) await this.#send(this.#take())
      else if (this.#flying > 0) await this.#more()
      else break
    }
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  /** Something landed or enough came in; whoever asks again in the same turn of the event loop rides along. */
  async #more(): Promise<void> {
    await new Promise<void>(resolve => (this.#wake = resolve))
    await new Promise(resolve => setImmediate(resolve))
  }

  /** A second batch follows one that is on its way only if it is worth a commit of its own. */
  #mayLeave(): boolean {
    if (this.#flying === 0) return this.#size > 0
    return this.#flying < limits.FLYING_MAX && this.#size >= limits.FOLLOWING_MIN
  }

  /** The next batch; of many that wait while nothing is on its way a half, so that the other half can follow. */
  #take(): Waiting[] {
    const whole = this.#flying > 0 || this.#size < 2 * limits.FOLLOWING_MIN
    const max = Math.min(limits.BATCH_MAX, whole ? this.#size : this.#size >> 1)
    let size = 0
    let count = 0
    for (const { order } of this.#waiting) {
      size += order.drafts.length
      if (count > 0 && size > max) break
      count += 1
      this.#size -= order.drafts.length
    }
    return this.#waiting.splice(0, count)
  }

  async #send(batch: Waiting[]): Promise<void> {
    try {
      if (await this.#fly(batch)) return
    } catch {
      // A rider threw, perhaps: under locks the orders are taken apart, and only whose it is hears of it.
      this.#known.forget()
    }
    await this.#landed()
    await this.#commit(batch)
  }

  async #landed(): Promise<void> {
    while (this.#flying > 0) await new Promise<void>(resolve => (this.#wake = resolve))
  }

  /** Sends a batch that needs no locks on its way; says no, and has done nothing, if it needs them. */
  async #fly(batch: Waiting[]): Promise<boolean> {
    const nowMs = this.#city.clock.now()
    const began = performance.now()
    const orders = batch.map(waiting => waiting.order)
    const drafts = orders.flatMap(order => order.drafts)
    const missing = this.#known.missing(drafts, nowMs)
    if (!missing || (missing.any && !(await this.#read(missing, nowMs)))) return false
    const { last } = this.#known
    if (last === undefined) return false
    const facts = this.#known.facts(drafts)
    const judged = judge(orders, facts, this.#riders, nowMs)
    const steps = this.#stepsOf(judged, groundOf(last, drafts, judged, facts))
    this.#known.sent(judged)
    doubt(batch, judged.rows.length > 0)
    this.#flying += 1
    void this.#hot
      .flight(steps)
      .then(
        answers => {
          this.#known.landed(judged)
          if (judged.rows.length > 0) this.#number(judged, headOf(answers))
          batchCommitted(this.#city, batch.length, performance.now() - began)
          settleAll(batch, judged)
        },
        (error: unknown) => {
          this.#known.forget()
          this.#failed.push({ batch, error })
        },
      )
      .finally(() => {
        this.#flying -= 1
        this.#wake()
      })
    return true
  }

  #stepsOf(judged: Judged, ground: Ground): Step[] {
    if (judged.rows.length === 0) return confirm(this.#shard, ground)
    const steps = writeDown(this.#shard, judged, this.#beside, ground)
    // One statement is a transaction by itself.
    return steps.length === 1 ? steps : [{ query: begin }, ...steps, { query: commit }]
  }

  /** Reads what is not known; false if the shard is not as it was remembered. */
  async #read(missing: Missing, nowMs: number): Promise<boolean> {
    const aside = this.#flying > 0 ? missing.aside : undefined
    const { era } = this.#known
    const hot = aside ? this.#aside : this.#hot
    try {
      const { steps, read } = readMoment(this.#shard, missing, this.#riders)
      const { planRows, ...moment } = read(await hot.flight(steps))
      // A batch that was on its way failed meanwhile, and everything was forgotten.
      if (this.#known.era !== era) return false
      if (aside) return this.#known.learnAside(moment, aside, nowMs)
      return this.#known.learn({ ...moment, plans: planRows && this.#plans.read(planRows) }, nowMs)
    } catch {
      // Whatever it was, the way under locks meets it too, and knows what to do.
      this.#known.forget()
      await hot.reset()
      return false
    }
  }

  /** Batches that were judged by what turned out otherwise are judged again under locks, in their order. */
  async #afterFailures(): Promise<void> {
    await this.#landed()
    const failed = this.#failed.splice(0)
    if (failed.some(({ error }) => isConnectionLost(error))) await this.#hot.reset()
    for (const { batch, error } of failed) {
      if (!isConnectionLost(error)) doubt(batch, false)
      await this.#commit(batch)
    }
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
    else await this.#write(batch, judged, nowMs)
    settleAll(batch, judged)
  }

  /** The plans of this batch; asked for apart when an account with a plan comes for the first time. */
  async #planRows(accounts: readonly Account[], read: readonly PlanRow[]): Promise<readonly PlanRow[]> {
    if (this.#plans.needed || !accounts.some(account => account.plan !== null)) return read
    this.#plans.needed = true
    return (await this.#hot.flight([{ query: readPlans }], { continues: true }))[0] as PlanRow[]
  }

  async #write(batch: readonly Waiting[], judged: Judged, nowMs: number): Promise<void> {
    doubt(batch, true)
    const steps = [...writeDown(this.#shard, judged, this.#beside), { query: commit }]
    const head = headOf(await this.#hot.flight(steps, { continues: true }))
    this.#known.wrote(judged, head.before, nowMs)
    this.#number(judged, head)
  }

  /** The journal's numbers are known with the commit. */
  #number({ rows }: Judged, { n }: Head): void {
    const first = n - BigInt(rows.length) + 1n
    rows.forEach((row, i) => ((row as { n: bigint }).n = first + BigInt(i)))
    this.#city.bus.publish(postedSubject(this.#shard), { n: Number(n) })
  }
}

/** The first step that writes tells the head; `begin` before it tells nothing. */
function headOf(answers: readonly (readonly unknown[])[]): Head {
  return answers.find(rows => rows.length > 0)?.[0] as Head
}

function settleAll(batch: readonly Waiting[], { verdicts }: Judged): void {
  batch.forEach(({ settle }, i) => settle(verdicts[i] as Verdict[]))
}

/** What the refusals of a batch rest on: the journal does not know their ids, and their accounts may do no more. */
function groundOf(last: string, drafts: readonly Draft[], { verdicts }: Judged, { accounts, holds }: Facts): Ground {
  const flat = verdicts.flat()
  if (flat.every(verdict => verdict.ok)) return { last, ids: [], seen: [] }
  const ids: string[] = []
  const named = new Set<string | undefined>()
  drafts.forEach(({ id, from, to, about }, i) => {
    const verdict = flat[i]
    if (verdict?.ok) return
    ids.push(id)
    // A rider refuses before any account is looked at.
    if (verdict?.code === 'rider') return
    const hold = about === undefined ? undefined : holds.find(one => one.id === about)
    for (const account of [from, to, hold?.debit, hold?.credit]) named.add(account)
  })
  named.delete(undefined)
  const acts = new Map(accounts.map(account => [account.id, account.acts]))
  return { last, ids, seen: [...(named as Set<string>)].map(id => ({ id, acts: acts.get(id) ?? null })) }
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
