import { existsSync } from 'node:fs'
import path from 'node:path'
import { migrateBank } from '@plaza/bank'
import { openDatabase, runningDatabase, AlreadyRunning } from '@plaza/postgres'
import { Complaint, type Config } from './config.ts'
import { openLog } from './log.ts'
import { readBackup } from './read-backup.ts'
import { say } from './say.ts'
import { openDoor } from './server-door.ts'

/** Brings a backup into an empty home or database: all of it or nothing. */
export async function restore(config: Config): Promise<number> {
  const file = config.rest[0]
  if (!file) throw new Complaint('Say what from: plaza restore city.tar.gz')
  if (!existsSync(file)) throw new Complaint(`There is no file ${file}.`)
  const running = await runningDatabase(config.home)
  if (running) throw new AlreadyRunning(config.home, running.pid)
  const log = openLog(config.home)
  await using database = await openDatabase({ home: config.home, url: config.databaseUrl, log })
  const manifest = await readBackup({
    databaseUrl: database.url,
    home: config.home,
    file: path.resolve(file),
    migrate: async (url, migrations) => {
      await (await openDoor()).migrateAll(url, log)
      // The sandbox bank keeps its books beside the city's.
      if (migrations.some(name => name.startsWith('bank/'))) await migrateBank(url)
    },
  })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  say(
    `Restored ${rows} rows of ${manifest.tables.length} tables and ${manifest.blobs.count} files from ${manifest.at}.`,
  )
  return 0
}
