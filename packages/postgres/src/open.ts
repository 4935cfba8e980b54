import { chmodSync, chownSync, mkdirSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { Client } from 'pg'
import { findBinaries } from './binaries.ts'
import { makeCluster } from './cluster.ts'
import { openHome } from './home.ts'
import type { Log } from './log.ts'
import { checkDatabase } from './outside.ts'
import { ownHome, type Ownership } from './owner.ts'
import { findPlace, type Place } from './place.ts'
import type { Settings } from './settings.ts'
import { supervise } from './supervise.ts'

export interface Database extends AsyncDisposable {
  /** For `pg`, and readable by `new URL`. */
  url: string
  kind: 'embedded' | 'outside'
  /** Ends an embedded server and gives the home back; leaves an outside one alone. */
  stop(): Promise<void>
}

export interface OpenOptions {
  home: string
  /** A PostgreSQL of the operator's own. Without it, one is run inside the home. */
  url?: string | undefined
  log: Log
  /** Lines of postgresql.conf that differ from ours: for tests and benches. */
  settings?: Settings
  /** Windows always uses loopback with a password; elsewhere this is for testing that way. */
  loopback?: boolean
}

/** Opens the city's database. Throws AlreadyRunning when another process has this home. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  if (options.url) {
    await checkDatabase(options.url)
    return database(options.url, 'outside', async () => {})
  }
  const home = openHome(options.home)
  const owner = await ownHome(home)
  try {
    return await openEmbedded({ ...options, home }, owner)
  } catch (error) {
    await owner.release()
    throw error
  }
}

async function openEmbedded(options: OpenOptions, owner: Ownership): Promise<Database> {
  const { home, log } = options
  const loopback = options.loopback ?? process.platform === 'win32'
  const place = await findPlace({ home, native: await findBinaries(), log })
  const socketDir = loopback ? undefined : makeSocketDir(place, place.base === home ? owner.socketDir : place.base)
  const { data, password } = await makeCluster(place, { socket: !loopback })
  const port = loopback ? await freePort() : 5432
  const url = (name: string) =>
    socketDir
      ? `postgresql://plaza@localhost/${name}?host=${encodeURIComponent(socketDir)}`
      : `postgresql://plaza:${password}@127.0.0.1:${port}/${name}`
  const server = await supervise({
    place,
    data,
    socketDir,
    port,
    logFile: path.join(place.base, 'postgres.log'),
    log,
    adminUrl: url('postgres'),
    ...(options.settings && { extra: options.settings }),
  })
  const stop = once(async () => {
    await server.stop()
    await owner.release()
  })
  try {
    await makeDatabase(url('postgres'))
  } catch (error) {
    await server.stop()
    throw error
  }
  owner.tell(url('plaza'))
  log.info({ base: place.base }, 'PostgreSQL runs')
  return database(url('plaza'), 'embedded', stop)
}

function database(url: string, kind: Database['kind'], stop: () => Promise<void>): Database {
  return { url, kind, stop, [Symbol.asyncDispose]: stop }
}

/** Only PostgreSQL's user and root may enter: whoever reaches the socket is trusted. */
function makeSocketDir(place: Place, near: string): string {
  const dir = path.join(near, 'run')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
  if (place.account) chownSync(dir, place.account.uid, place.account.gid)
  return dir
}

async function makeDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = 'plaza'`)
    if (rowCount === 0) await client.query('create database plaza')
  } finally {
    await client.end()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
