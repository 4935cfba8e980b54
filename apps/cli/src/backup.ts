import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Config } from './config.ts'
import { Complaint } from './config.ts'
import { visitDatabase } from './database.ts'
import { openLog } from './log.ts'
import { say } from './say.ts'
import { writeBackup } from './write-backup.ts'

/** Writes the whole city into one file while it runs. */
export async function backup(config: Config): Promise<number> {
  const file = config.rest[0]
  if (!file) throw new Complaint('Say where to: plaza backup city.tar.gz')
  if (existsSync(file)) throw new Complaint(`${file} exists already. A backup never overwrites: choose another name.`)
  if (!existsSync(config.home) && !config.databaseUrl) throw new Complaint(`There is no city in ${config.home}.`)
  const log = openLog(config.home)
  await using database = await visitDatabase(config, log)
  const manifest = await writeBackup({ databaseUrl: database.url, home: config.home, file: path.resolve(file) })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  say(`Saved ${rows} rows of ${manifest.tables.length} tables and ${manifest.blobs.count} files to ${file}.`)
  if (config.s3Url) say('Pictures and files lie in the bucket of PLAZA_S3_URL, which is not part of it: keep that too.')
  say('It holds everything of everybody, and the keys for notifications: keep it as you would keep the city.')
  return 0
}
