import { Client } from 'pg'
import { POSTGRES_MAJOR_MIN } from './limits.ts'

const WAIT_MS = 10_000

/** Connects once; throws a sentence a person can act on when the server is missing, too old or closed to us. */
export async function checkDatabase(url: string): Promise<{ version: string }> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: WAIT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => {})
    throw new Error(`The database ${hidePassword(url)} does not answer: ${sayError(error)}`, { cause: error })
  }
  try {
    const { rows } = await client.query<{ number: number; version: string }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
    )
    const { number = 0, version = '' } = rows[0] ?? {}
    if (number < POSTGRES_MAJOR_MIN * 10_000) {
      throw new Error(`The database is PostgreSQL ${version}; Plaza needs ${POSTGRES_MAJOR_MIN} or newer.`)
    }
    return { version }
  } finally {
    await client.end()
  }
}

/** The address as it may stand in a log. */
export function hidePassword(url: string): string {
  return url.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1:…@')
}

/** Node hides the reasons of a failed connection in an aggregate when a name has several addresses. */
export function sayError(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(sayError).join('; ')
  return error instanceof Error ? error.message || error.name : String(error)
}
