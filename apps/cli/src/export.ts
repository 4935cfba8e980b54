import { existsSync } from 'node:fs'
import path from 'node:path'
import { Complaint, type Config } from './config.ts'
import { visitDatabase } from './database.ts'
import { openLog } from './log.ts'
import { say } from './say.ts'
import { openDoor } from './server-door.ts'

/** Writes everything that the city keeps of one person into a ZIP, while it runs: `plaza export anna anna.zip`. */
export async function exportPerson(config: Config): Promise<number> {
  const [person, file = `${person}.zip`] = config.rest
  if (!person) throw new Complaint('Say whose: plaza export <handle> [file.zip]')
  if (existsSync(file)) throw new Complaint(`${file} exists already. Choose another name.`)
  const log = openLog(config.home)
  await using database = await visitDatabase(config, log)
  const done = await (
    await openDoor()
  ).exportPerson({
    databaseUrl: database.url,
    home: config.home,
    log,
    handle: person.replace(/^@/, ''),
    file: path.resolve(file),
    ...(config.s3Url ? { s3Url: config.s3Url } : {}),
  })
  if (!done) throw new Complaint(`Nobody here is called @${person.replace(/^@/, '')}.`)
  say(`Wrote ${done.rows} rows (${done.bytes} bytes) to ${file}. It opens with index.html, without Plaza.`)
  return 0
}
