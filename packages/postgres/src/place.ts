import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { chownSync, existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { chooseAccount, type Account } from './account.ts'
import { homeHash } from './home.ts'
import type { Log } from './log.ts'

const run = promisify(execFile)

/** Where PostgreSQL's programs and files are, and how to start them as a user it accepts. */
export interface Place {
  /** Holds bin/, lib/ and share/. */
  native: string
  /** Holds data, settings and log: the home, or a directory of ours where PostgreSQL's user cannot reach the home. */
  base: string
  account: Account | undefined
  start(program: string, args: string[], options: SpawnOptions): ChildProcess
}

interface Way {
  says: string
  native: string
  base: string
  /** A capability of Linux that lets PostgreSQL walk through directories closed to its user. */
  capability?: 'dac_read_search' | 'dac_override'
}

/** Finds a way to run PostgreSQL here. Not root: as ourselves. Root: as another user, by the first way that works. */
export async function findPlace(options: { home: string; native: string; log: Log }): Promise<Place> {
  const { home, native, log } = options
  const account = chooseAccount({ home, data: path.join(home, 'postgres') })
  if (!account) return { native, base: home, account, start: starter({ says: '', native, base: home }, undefined) }

  const aside = `/var/lib/plaza-${homeHash(home)}`
  const copied = path.join(aside, 'native')
  const dataAside = existsSync(path.join(aside, 'postgres', 'PG_VERSION'))
  const dataHere = existsSync(path.join(home, 'postgres', 'PG_VERSION'))
  const near: Way[] = [
    { says: 'another user', native, base: home },
    { says: 'another user that may read everything', native, base: home, capability: 'dac_read_search' },
    { says: 'another user that may open everything', native, base: home, capability: 'dac_override' },
    { says: 'another user, programs copied', native: copied, base: home },
  ]
  const far: Way = { says: 'another user, programs and data apart', native: copied, base: aside }
  // Data never changes its place by itself: a city that suddenly looks empty is worse than one that does not start.
  const ways = dataHere ? near : dataAside ? [far] : [...near, far]

  for (const way of ways) {
    if (!(await works(way, account, native))) continue
    if (way !== near[0])
      log.info({ way: way.says, base: way.base, uid: account.uid }, 'PostgreSQL runs in a special way')
    return { native: way.native, base: way.base, account, start: starter(way, account) }
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and the user with the id ${account.uid} cannot reach ${home}. ` +
      'Start Plaza as an ordinary user, or set PLAZA_HOME to a directory that others may walk through ' +
      '(such as /var/lib/plaza), or set PLAZA_DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** Tries the way for real: enter the base, write there, run the program. Permission bits alone do not tell. */
async function works(way: Way, account: Account, native: string): Promise<boolean> {
  const probe = path.join(way.base, `probe-${process.pid}`)
  try {
    if (way.native !== native) await copyPrograms(native, way.native)
    mkdirSync(way.base, { recursive: true })
    mkdirSync(probe, { mode: 0o700 })
    chownSync(probe, account.uid, account.gid)
    const script = 'cd "$1" && : > "$1/file" && exec "$0" -V'
    const child = starter(way, account)('/bin/sh', ['-c', script, path.join(way.native, 'bin', 'postgres'), probe], {
      stdio: 'ignore',
    })
    return await new Promise<boolean>(resolve => {
      child.on('error', () => resolve(false))
      child.on('exit', code => resolve(code === 0))
    })
  } catch {
    return false
  } finally {
    rmSync(probe, { recursive: true, force: true })
  }
}

/** Children get a session of their own: Ctrl-C in the terminal is for us, and we stop the database last. */
function starter(way: Way, account: Account | undefined): Place['start'] {
  return (program, args, options) => {
    const common = {
      ...options,
      cwd: path.parse(way.base).root,
      detached: process.platform !== 'win32',
      windowsHide: true,
    }
    if (!account) return spawn(program, args, common)
    if (!way.capability) return spawn(program, args, { ...common, uid: account.uid, gid: account.gid })
    // no_setuid_fixup: access(2) would else ignore the capability, and PostgreSQL looks for its files with access(2).
    const drop = [
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      `--inh-caps=+${way.capability}`,
      `--ambient-caps=+${way.capability}`,
      '--securebits=+no_setuid_fixup',
    ]
    return spawn('setpriv', [...drop, '--', program, ...args], common)
  }
}

async function copyPrograms(from: string, to: string): Promise<void> {
  mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 })
  if (lstatSync(path.dirname(to)).uid !== 0) throw new Error(`${path.dirname(to)} is not ours.`)
  rmSync(to, { recursive: true, force: true })
  await run('cp', ['-R', from, to]) // keeps the links relative, as they are
  await run('chmod', ['-R', 'u=rwX,go=rX', to])
}
