import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { clearLeftovers, openDatabase } from '@plaza/postgres'
import { BUNDLES_VARIABLE } from './bundle.ts'
import { dropRunDatabases, RUN_VARIABLE, SERVER_VARIABLE } from './database.ts'

const quiet = { info() {}, warn() {}, error() {} }
const PREFIX = 'plaza-tests-'
const MEMORY = '/dev/shm'
const MEMORY_MIN = 6 * 1024 ** 3

/** One PostgreSQL for the whole test run. Every vitest project calls this; only the first opens a server. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[SERVER_VARIABLE]) return undefined
  if (hasMemory()) process.env['TMPDIR'] = MEMORY
  process.env[RUN_VARIABLE] = `${process.pid}${randomBytes(2).toString('hex')}`
  const bundles = mkdtempSync(path.join(os.tmpdir(), 'plaza-bundles-'))
  process.env[BUNDLES_VARIABLE] = bundles
  const forget = () => rmSync(bundles, { recursive: true, force: true })
  const outside = process.env['PLAZA_DATABASE_URL']
  if (outside) {
    process.env[SERVER_VARIABLE] = outside
    return async () => {
      await dropRunDatabases()
      forget()
    }
  }
  await sweep()
  const home = mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`))
  chmodSync(home, 0o711) // as root, PostgreSQL's user walks through
  // Thrown away at the end, so it need not survive a crash; packages/postgres tests that with servers of its own.
  const settings = { shared_buffers: '128MB', max_connections: '300', fsync: 'off', full_page_writes: 'off' }
  const database = await openDatabase({ home, log: quiet, settings })
  process.env[SERVER_VARIABLE] = database.url
  return async () => {
    await database.stop()
    rmSync(home, { recursive: true, force: true })
    forget()
  }
}

/**
 * Whether there is memory to spare for what a run throws away, and programs may be started from there: a database is copied
 * ten times as fast as on a disk.
 */
function hasMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .find(line => line.split(' ')[1] === MEMORY)
    return mount?.includes('noexec') === false && Math.min(bavail * bsize, os.freemem()) >= MEMORY_MIN
  } catch {
    return false // no such place on this system
  }
}

/** A run that was killed leaves a server and a directory; the next run removes them. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(os.tmpdir()).filter(entry => entry.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0])
    if (isAlive(pid)) continue
    const home = path.join(os.tmpdir(), name)
    try {
      await clearLeftovers({ data: path.join(home, 'postgres'), log: quiet })
      rmSync(home, { recursive: true, force: true })
    } catch {
      // it belongs to another user of this machine, who will remove it
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
