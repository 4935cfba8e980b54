import type { Config } from './config.ts'
import { visitDatabase } from './database.ts'
import { openLog } from './log.ts'
import { say } from './say.ts'
import { openDoor } from './server-door.ts'

/** Brings the schema of every module up to date; safe to repeat. */
export async function migrate(config: Config): Promise<number> {
  const log = openLog(config.home)
  await using database = await visitDatabase(config, log)
  await (await openDoor()).migrateAll(database.url, log)
  say('The database is up to date.')
  return 0
}
