import { instant, isConnectionLost, sql } from '@plaza/db'
import type { City, Module } from '@plaza/house'
import { WAKE_SUBJECT } from './outbox.ts'

/** Without a nudge the worker looks this often. */
const TICK_MS = 1_000
/** Jobs taken in one look. */
const TAKE_MAX = 50
/** A job whose worker died is free again after this long. */
const LEASE_MS = 60_000
/** Wait before try n: 2^n seconds, at most an hour; a job is never thrown away. */
const RETRY_MAX_MS = 3_600_000

interface Job {
  id: string
  listener: string
  topic: string
  body: unknown
  tries: number
}

/** Runs what the outbox promised, and the regular chores, in any process with the worker role. */
export class Worker {
  readonly #city: () => City
  readonly #modules: readonly Module[]
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #again = false
  #stopped = true

  constructor(city: () => City, modules: readonly Module[]) {
    this.#city = city
    this.#modules = modules
  }

  start(): void {
    this.#stopped = false
    const wake = this.#city().bus.subscribe(WAKE_SUBJECT, () => this.nudge())
    this.#timer = setInterval(() => this.nudge(), TICK_MS)
    this.#city().onStop(async () => {
      this.#stopped = true
      wake.unsubscribe()
      clearInterval(this.#timer)
      await this.#running
    })
    this.nudge()
  }

  /** Looks for due work soon; many nudges make one look. */
  nudge(): void {
    if (this.#stopped) return
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = this.#look()
      .catch((error: unknown) => {
        // The database being away is told by whoever supervises it; the next tick tries again.
        if (!isConnectionLost(error)) this.#city().log.error({ err: error }, 'worker look failed')
      })
      .finally(() => {
        this.#running = undefined
        if (this.#again) {
          this.#again = false
          this.nudge()
        }
      })
  }

  async #look(): Promise<void> {
    while (!this.#stopped && (await this.#takeAndRun()) === TAKE_MAX);
    await this.#runChores()
  }

  /** For tests: runs due jobs until none is left. */
  async settle(): Promise<void> {
    await this.#running
    while ((await this.#takeAndRun()) > 0);
    await this.#runChores()
  }

  async #takeAndRun(): Promise<number> {
    const city = this.#city()
    const nowS = city.clock.now() / 1000
    const jobs = await city.db.rows<Job>(sql`
      update jobs.job
      set run_at = to_timestamp(${nowS + LEASE_MS / 1000}), tries = tries + 1
      where (id, listener) in (
        select id, listener from jobs.job
        where run_at <= to_timestamp(${nowS})
        order by run_at
        limit ${TAKE_MAX}
        for update skip locked
      )
      returning id, listener, topic, body, tries`)
    for (const job of jobs) await this.#run(job)
    return jobs.length
  }

  async #run(job: Job): Promise<void> {
    const city = this.#city()
    const handle = this.#modules.find(m => m.name === job.listener)?.listens?.[job.topic]
    try {
      if (handle) await handle(city, job.body as never)
      await city.db.run(sql`delete from jobs.job where id = ${job.id} and listener = ${job.listener}`)
      city.metrics.count('jobs_done', { topic: job.topic })
    } catch (error) {
      if (isConnectionLost(error)) throw error
      const waitMs = Math.min(RETRY_MAX_MS, 1000 * 2 ** job.tries)
      const reason = error instanceof Error ? error.message : String(error)
      city.log.error({ err: error, topic: job.topic, listener: job.listener, tries: job.tries }, 'job failed')
      city.metrics.count('jobs_failed', { topic: job.topic })
      await city.db.run(sql`
        update jobs.job
        set run_at = to_timestamp(${(city.clock.now() + waitMs) / 1000}), error = ${reason.slice(0, 500)}
        where id = ${job.id} and listener = ${job.listener}`)
    }
  }

  async #runChores(): Promise<void> {
    const city = this.#city()
    for (const module of this.#modules) {
      for (const [name, chore] of Object.entries(module.chores ?? {})) {
        if (this.#stopped && this.#timer) return
        const nextAtS = (city.clock.now() + chore.everyMs) / 1000
        // Whoever moves the hand does the work; everybody else sees it already moved.
        const mine = await city.db.run(sql`
          insert into jobs.chore as chore (name, next_at) values (${`${module.name}.${name}`}, to_timestamp(${nextAtS}))
          on conflict (name) do update set next_at = excluded.next_at where chore.next_at <= ${instant(city.clock.now())}`)
        if (mine) await chore.run(city)
      }
    }
  }
}
