import { AlreadyRunning } from '@plaza/postgres'
import { Complaint, readConfig, type Config } from './config.ts'
import { sayWrong } from './say.ts'

/** A verb does its work and tells the exit code. Loaded only when called, so that `help` is quick. */
type Verb = (config: Config) => Promise<number>

const verbs: Record<string, () => Promise<Verb>> = {
  start: async () => (await import('./start.ts')).start,
  migrate: async () => (await import('./migrate.ts')).migrate,
  seed: async () => (await import('./seed.ts')).seed,
  doctor: async () => (await import('./doctor.ts')).doctor,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  export: async () => (await import('./export.ts')).exportPerson,
  audit: async () => (await import('./audit.ts')).audit,
  program: async () => (await import('./program.ts')).program,
  help: async () => (await import('./help.ts')).help,
}

async function main(args: string[]): Promise<number> {
  if (args[0] === 'program' && args[1] !== 'install') {
    const { runMaker, thisDesk } = await import('./program/main.ts')
    return runMaker(thisDesk(process.env), args.slice(1))
  }
  const config = readConfig(args, process.env)
  const load = verbs[config.verb]
  if (!load) throw new Complaint(`There is no "plaza ${config.verb}". See "plaza help".`)
  const verb = await load()
  return verb(config)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  // What a person can mend is told in a sentence; anything else is a bug and shows where it is.
  if (error instanceof Complaint || error instanceof AlreadyRunning) sayWrong(error.message)
  else sayWrong(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exitCode = 1
}
