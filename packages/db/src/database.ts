import { assert } from '@plaza/kernel'
import type { Writable } from 'node:stream'
import pg from 'pg'
import type { Prepared, Sql } from './sql.ts'

/** Longest that a transaction may sit idle: a stalled process must not hold other people's rows. */
const IDLE_IN_TRANSACTION_MS = 5_000
const LOCK_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 30_000
const TRANSACTION_TRIES_MAX = 8

/** Serialization failure, deadlock: the transaction did nothing and may simply run again. */
const RETRIABLE = new Set(['40001', '40P01'])
/** The server went away or is starting: nothing is known of the last commit. */
const CONNECTION_LOST = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
])

/** Plaza's reading of PostgreSQL types: int8 as bigint (money), int4 as number, timestamptz as epoch milliseconds. */
const types = {
  getTypeParser(oid: number, format?: string): (text: string) => unknown {
    if (format !== 'binary') {
      if (oid === pg.types.builtins.INT8) return BigInt
      if (oid === pg.types.builtins.TIMESTAMPTZ) return (text: string) => Date.parse(text)
    }
    return pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown
  },
}

export interface Queries {
  /** All rows. Their type is trusted, so each store function has a test against a real database. */
  rows<Row>(query: Sql): Promise<Row[]>
  /** The one row there must be. */
  one<Row>(query: Sql): Promise<Row>
  /** The row, if there is one. */
  maybe<Row>(query: Sql): Promise<Row | undefined>
  /** Runs a statement and returns how many rows it touched. */
  run(query: Sql): Promise<number>
  /** The rows of a hot path's fixed statement, used here outside its pipeline. */
  fixed<Row>(query: Prepared, values: readonly unknown[]): Promise<Row[]>
}

/** Texts that each connection prepares once; those beyond are planned whenever they run. */
const PREPARED_TEXTS_MAX = 1_000
const names = new Map<string, string>()

/**
 * Templates are few and their texts fixed, so each connection plans a text once: for a reading by key, planning costs
 * several times as much as running.
 */
function named(text: string): { name?: string; text: string } {
  let name = names.get(text)
  if (name === undefined && names.size < PREPARED_TEXTS_MAX) names.set(text, (name = `plaza_${names.size}`))
  return name === undefined ? { text } : { name, text }
}

function queriesOver(client: {
  query(q: { text: string; values: unknown[]; name?: string }): Promise<pg.QueryResult>
}): Queries {
  // Without values a text may hold several statements, as those of migrations do: these are never prepared.
  const ask = ({ text, values }: Sql) =>
    client.query({ ...(values.length > 0 ? named(text) : { text }), values: values as unknown[] })
  return {
    rows: async <Row>(query: Sql) => (await ask(query)).rows as Row[],
    one: async <Row>(query: Sql) => {
      const { rows } = await ask(query)
      assert(rows.length === 1, `expected one row, got ${rows.length}: ${query.text.slice(0, 80)}`)
      return rows[0] as Row
    },
    maybe: async <Row>(query: Sql) => (await ask(query)).rows[0] as Row | undefined,
    run: async (query: Sql) => (await ask(query)).rowCount ?? 0,
    fixed: async <Row>(query: Prepared, values: readonly unknown[]) =>
      (await client.query({ ...query, values: values as unknown[] })).rows as Row[],
  }
}

/** One PostgreSQL: a pool for ordinary work and pipelined connections for hot paths. */
export class Database implements Queries, AsyncDisposable {
  readonly url: string
  readonly #pool: pg.Pool
  readonly #hot = new Set<Hot>()
  readonly rows: Queries['rows']
  readonly one: Queries['one']
  readonly maybe: Queries['maybe']
  readonly run: Queries['run']
  readonly fixed: Queries['fixed']

  constructor(url: string, options: { poolMax?: number } = {}) {
    this.url = url
    this.#pool = new pg.Pool({
      ...clientConfig(url),
      max: options.poolMax ?? 10,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
    })
    // An idle connection that dies is replaced by the pool; without a listener it would end the process.
    this.#pool.on('error', () => {})
    // The same for one in use between two statements, or on its way out; the pool listens to idle ones alone. Whoever uses
    // it hears by the next statement.
    this.#pool.on('connect', client => client.on('error', () => {}))
    const plain = queriesOver(this.#pool)
    this.rows = plain.rows
    this.one = plain.one
    this.maybe = plain.maybe
    this.run = plain.run
    this.fixed = plain.fixed
  }

  /**
   * Runs `work` in one transaction and commits, or rolls back and throws. Deadlocks and serialization failures are run
   * again, so `work` must only touch the database.
   */
  async tx<T>(work: (tx: Queries) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = await this.#pool.connect()
      let broken: Error | undefined
      try {
        await client.query('begin')
        const result = await work(queriesOver(client))
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch((lost: Error) => (broken = lost))
        if (!isRetriable(error) || attempt >= TRANSACTION_TRIES_MAX) throw error
      } finally {
        client.release(broken)
      }
    }
  }

  /** A connection of its own whose queries are sent without waiting for earlier answers. */
  hot(options: HotOptions = {}): Hot {
    const hot = new Hot(this.url, options)
    this.#hot.add(hot)
    return hot
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#hot].map(hot => hot[Symbol.asyncDispose]()))
    await this.#pool.end()
  }
}

export interface HotOptions {
  /** Longest that a transaction of this connection may sit idle, where that should be shorter than usual. */
  readonly idleInTransactionMs?: number
  readonly lockTimeoutMs?: number
}

/** The second flight of a transaction found another connection than the first: what was locked is locked no more. */
export class ConnectionChanged extends Error {
  override readonly name = 'ConnectionChanged'
  readonly code = '08003'
}

/** A pipelined connection that reopens itself. One user at a time: whoever owns it orders its transactions. */
export class Hot implements AsyncDisposable {
  readonly #url: string
  readonly #options: HotOptions
  #client: Promise<pg.Client> | undefined
  #flown: pg.Client | undefined
  #closed = false

  constructor(url: string, options: HotOptions = {}) {
    this.#url = url
    this.#options = options
  }

  #connect(): Promise<pg.Client> {
    assert(!this.#closed, 'hot connection used after close')
    this.#client ??= (async () => {
      const client = new pg.Client({ ...clientConfig(this.#url, this.#options), pipeline: true })
      const forget = () => (this.#client = undefined)
      client.on('error', forget)
      client.on('end', forget)
      try {
        await client.connect()
        // Batch statements see 1 to 500 rows; the generic plan is right for all of them and costs no planning.
        // They always go through a key: a plan made while a table was empty must not turn into a scan when it has grown.
        await client.query(
          'set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off',
        )
      } catch (error) {
        this.#client = undefined
        throw error
      }
      return client
    })()
    return this.#client
  }

  /**
   * Sends all steps at once, in order, and answers with their rows. One failing step fails the flight. A flight that
   * `continues` a transaction never opens a new connection: outside the transaction its steps would each commit alone.
   */
  async flight(
    steps: readonly { query: Prepared; values?: unknown[] }[],
    options: { continues?: boolean } = {},
  ): Promise<unknown[][]> {
    const client = options.continues ? await this.#client : await this.#connect()
    if (!client || (options.continues && client !== this.#flown))
      throw new ConnectionChanged('connection lost inside a transaction, which did nothing')
    this.#flown = client
    // Corked, the whole flight leaves in one system call, and the server wakes up once.
    const { stream } = (client as unknown as { connection: { stream: Writable } }).connection
    stream.cork()
    const answers = steps.map(step =>
      client.query({ name: step.query.name, text: step.query.text, values: step.values ?? [] }),
    )
    stream.uncork()
    const settled = await Promise.allSettled(answers)
    const failed = settled.find(s => s.status === 'rejected')
    if (failed) throw failed.reason
    return settled.map(s => (s as PromiseFulfilledResult<pg.QueryResult>).value.rows as unknown[])
  }

  /** Drops the connection after a failure of unknown extent; the next flight opens a new one. */
  async reset(): Promise<void> {
    const old = this.#client
    this.#client = undefined
    await old?.then(client => client.end()).catch(() => {})
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    await this.reset()
  }
}

function clientConfig(url: string, options: HotOptions = {}): pg.ClientConfig {
  return {
    connectionString: url,
    types,
    application_name: 'plaza',
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
  }
}

const codeOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

/** Whether the transaction certainly did nothing and may run again. */
export function isRetriable(error: unknown): boolean {
  return RETRIABLE.has(codeOf(error))
}

/** Whether the database went away: the work may or may not have committed, so only an idempotent repeat is right. */
export function isConnectionLost(error: unknown): boolean {
  if (CONNECTION_LOST.has(codeOf(error))) return true
  return (
    error instanceof Error &&
    /Connection terminated|connection error|not queryable|timeout expired/i.test(error.message)
  )
}

/** Whether a statement made itself fail by dividing by zero, as one does whose rows are not what it was told. */
export function isDivisionByZero(error: unknown): boolean {
  return codeOf(error) === '22012'
}

/** Whether a unique constraint (of this name, if given) refused the row. */
export function isTaken(error: unknown, constraint?: string): boolean {
  return codeOf(error) === '23505' && (!constraint || (error as { constraint?: string }).constraint === constraint)
}
