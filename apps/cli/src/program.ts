import path from 'node:path'
import { Complaint, type Config } from './config.ts'
import { visitDatabase } from './database.ts'
import { openLog } from './log.ts'
import { say } from './say.ts'
import { openDoor, type ProgramProblem } from './server-door.ts'

/** `plaza program install FOLDER`: compiles a mini program and makes it what the citizens of this city get. */
export async function program(config: Config): Promise<number> {
  const [verb, folder] = config.rest
  if (verb !== 'install' || !folder) throw new Complaint('Say what to install: plaza program install <folder>')
  const { home, s3Url } = config
  const log = openLog(home)
  await using database = await visitDatabase(config, log)
  const door = await openDoor()
  await door.migrateAll(database.url, log)
  const source = { databaseUrl: database.url, home, log, ...(s3Url && { s3Url }) }
  const { appId, name, errors, warnings } = await door.installFolder(source, path.resolve(folder))
  for (const warning of warnings) say(`warning: ${told(warning)}`)
  for (const error of errors) say(`error: ${told(error)}`)
  if (errors.length > 0) throw new Complaint(`${name} was not installed: mend the errors above.`)
  say(`${name} is open to citizens as ${appId}.`)
  return 0
}

const told = ({ file, line, message, remedy }: ProgramProblem): string =>
  `${file ?? ''}${line ? `:${line}` : ''}${file ? ' ' : ''}${message}${remedy ? ` ${remedy}` : ''}`
