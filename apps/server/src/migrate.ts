import { Database, migrate, pendingMigrations as pending, type SqlFolder } from '@plaza/db'
import type { Logger } from '@plaza/house'
import { jobsSql } from '@plaza/jobs'
import { modules } from './modules.ts'

const folders: readonly SqlFolder[] = [
  jobsSql,
  ...modules.flatMap(({ name, sql }) => (sql ? [{ module: name, folder: sql }] : [])),
]

/** Brings the whole city's schema up to date; safe to repeat and to start twice at once. */
export async function migrateAll(databaseUrl: string, log: Logger): Promise<void> {
  await using db = new Database(databaseUrl, { poolMax: 2 })
  const ran = await migrate(db, folders)
  if (ran.length > 0) log.info({ files: ran.length }, 'database migrated')
}

/** Names of the migrations that would run now. */
export async function pendingMigrations(databaseUrl: string): Promise<string[]> {
  await using db = new Database(databaseUrl, { poolMax: 2 })
  return await pending(db, folders)
}
