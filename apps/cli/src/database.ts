import { openDatabase, runningDatabase, type Database } from '@plaza/postgres'
import type { Logger } from 'pino'
import { Complaint, type Config } from './config.ts'

/** The database for a short visit: the operator's own, that of a running Plaza, or one opened just for this. */
export async function visitDatabase(config: Config, log: Logger): Promise<Database & { running: boolean }> {
  const running = config.databaseUrl ? undefined : await runningDatabase(config.home)
  if (running && !running.url) throw new Complaint('Plaza is just starting here. Try again in a moment.')
  const database = await openDatabase({ home: config.home, url: config.databaseUrl ?? running?.url, log })
  return { ...database, running: running !== undefined }
}
