import type { Config } from './config.ts'
import { visitDatabase } from './database.ts'
import { openLog } from './log.ts'
import { say } from './say.ts'
import { openDoor, type Login } from './server-door.ts'

/** Puts the demo city into the database, which is migrated first. */
export async function seed(config: Config): Promise<number> {
  const { home, s3Url } = config
  const log = openLog(home)
  await using database = await visitDatabase(config, log)
  const door = await openDoor()
  await door.migrateAll(database.url, log)
  const seeded = await door.seedDemo({ databaseUrl: database.url, home, log, ...(s3Url && { s3Url }) })
  say('The demo city is there.')
  sayLogins(seeded?.logins ?? [])
  return 0
}

/** Tells whom one can be in the demo city. */
export function sayLogins(logins: Login[]): void {
  if (logins.length === 0) return
  say('Log in as:')
  for (const { who, how } of logins) say(`  ${who.padEnd(12)} ${how}`)
}
