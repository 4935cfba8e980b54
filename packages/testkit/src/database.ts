import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** How the global setup tells the workers where the server of this run is, and how its databases are called. */
export const SERVER_VARIABLE = 'PLAZA_TEST_DATABASE_URL'
export const RUN_VARIABLE = 'PLAZA_TEST_RUN'

export interface TestDatabase extends AsyncDisposable {
  url: string
  name: string
}

/** The PostgreSQL of this test run. Only tests named `*.pg.test.ts` or `*.story.test.ts` have one. */
export function testServerUrl(): string {
  const url = process.env[SERVER_VARIABLE]
  if (!url) throw new Error('No test server: name the test *.pg.test.ts and run it from the root of the repository.')
  return url
}

/** A database of one test's own, empty or cloned from `template`; dropped at the end even when still in use. */
export async function createTestDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const name = `${runPrefix()}_${process.pid}_${randomBytes(4).toString('hex')}`
  await onServer(server =>
    server.query(`create database ${name} template ${options.template ?? 'template0'} strategy file_copy`),
  )
  return {
    name,
    url: databaseUrl(name),
    [Symbol.asyncDispose]: () => onServer(server => server.query(`drop database if exists ${name} with (force)`)),
  }
}

const templates = new Map<string, Promise<string>>()

/**
 * Names a migrated template for `createTestDatabase`. Whichever worker comes first migrates, once per run; the others
 * wait. `key` is a word (letters, digits, `_`), and `migrate` must close its connections.
 */
export function provideTemplate(key: string, migrate: (url: string) => Promise<void>): Promise<string> {
  const known = templates.get(key)
  if (known) return known
  const made = makeTemplate(key, migrate)
  templates.set(key, made)
  made.catch(() => templates.delete(key))
  return made
}

async function makeTemplate(key: string, migrate: (url: string) => Promise<void>): Promise<string> {
  if (!/^\w{1,24}$/.test(key)) throw new Error(`A template is named by a short word, not ${key}`)
  const name = `${runPrefix()}_template_${key.toLowerCase()}`
  await onServer(async server => {
    // Held by this session, so it is free again if this worker dies in the middle.
    await server.query('select pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await server.query('select from pg_database where datname = $1', [name])
    if (rowCount) return
    const building = `${name}_new`
    await server.query(`drop database if exists ${building} with (force)`)
    await server.query(`create database ${building} template template0 strategy file_copy`)
    await migrate(databaseUrl(building))
    await server.query(`alter database ${building} with allow_connections false`)
    await server.query(
      'select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [building],
    )
    await server.query(`alter database ${building} rename to ${name}`)
  })
  return name
}

/** Removes everything this run made on the server: needed when the server is not ours to throw away. */
export async function dropRunDatabases(): Promise<void> {
  await onServer(async server => {
    const { rows } = await server.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [runPrefix()],
    )
    for (const { datname } of rows) await server.query(`drop database if exists ${datname} with (force)`)
  })
}

function runPrefix(): string {
  return `plaza_test_${process.env[RUN_VARIABLE] ?? 'alone'}`
}

function databaseUrl(name: string): string {
  const url = new URL(testServerUrl())
  url.pathname = `/${name}`
  return url.href
}

async function onServer(work: (server: Client) => Promise<unknown>): Promise<void> {
  const server = new Client({ connectionString: testServerUrl() })
  await server.connect()
  try {
    await work(server)
  } finally {
    await server.end()
  }
}
