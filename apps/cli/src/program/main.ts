import { randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Complaint } from '../complaint.ts'
import { say } from '../say.ts'
import type { Command, Desk } from './desk.ts'
import { readOptions } from './options.ts'

/** Loaded only when called. */
const commands: Record<string, () => Promise<Command>> = {
  login: async () => (await import('./login.ts')).login,
  key: async () => (await import('./key.ts')).key,
  new: async () => (await import('./new.ts')).newProgram,
  check: async () => (await import('./check.ts')).check,
  dev: async () => (await import('../dev/dev.ts')).dev,
  preview: async () => (await import('./preview.ts')).preview,
  upload: async () => (await import('./upload.ts')).upload,
  submit: async () => (await import('./submit.ts')).submit,
  release: async () => (await import('./release.ts')).release,
  rollback: async () => (await import('./rollback.ts')).rollback,
  status: async () => (await import('./status.ts')).status,
  secret: async () => (await import('./secret.ts')).secret,
  help: async () => (await import('./help.ts')).help,
}

/** `plaza program <command> …`: what makers of mini programs do, from their own machine, by the public API. */
export async function runMaker(desk: Desk, args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) throw new Complaint(`There is no "plaza program ${name}". See "plaza program help".`)
  const command = await load()
  return command(desk, readOptions(rest))
}

/** This terminal. npm changes the folder before it runs a script and tells where the person was. */
export function thisDesk(environment: Record<string, string | undefined>): Desk {
  const config = environment['XDG_CONFIG_HOME'] || environment['APPDATA'] || path.join(homedir(), '.config')
  return {
    cwd: environment['INIT_CWD'] || process.cwd(),
    settings: path.join(config, 'plaza'),
    server: environment['PLAZA_SERVER']?.trim() || undefined,
    say,
    now: Date.now,
    newId: randomUUID,
    wait: ms => wait(ms),
    fetch: (url, init) => fetch(url, init),
  }
}
