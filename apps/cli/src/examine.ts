import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runningDatabase } from '@plaza/postgres'
import { Client } from 'pg'
import { pino } from 'pino'
import type { Config } from './config.ts'
import { visitDatabase } from './database.ts'
import { tryPort } from './port.ts'
import { openDoor } from './server-door.ts'

export interface Finding {
  name:
    | 'node'
    | 'home'
    | 'disk'
    | 'blobs'
    | 'port'
    | 'push-keys'
    | 'calls'
    | 'review'
    | 'database'
    | 'safety'
    | 'migrations'
    | 'clock'
  state: 'ok' | 'warning' | 'problem'
  what: string
  mend?: string
}

const GB = 1024 ** 3
const DISK_PROBLEM_GB = 1
const DISK_WARNING_GB = 5
const SKEW_WARNING_MS = 2_000
const SKEW_PROBLEM_MS = 60_000
const NO_SUPERUSER = 'Run Plaza as an ordinary user, without PLAZA_CHROMIUM_BARE.'
const LET_NAMESPACES =
  'Let ordinary users make user namespaces (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone, or the ' +
  'AppArmor profile of Chromium), or install the package chromium-sandbox.'

/** One finding after the other, cheap ones first. Changes nothing but a probe file that it removes again. */
export async function* examine(config: Config): AsyncGenerator<Finding> {
  yield node()
  const home = writable('home', config.home, 'the home')
  yield home
  if (home.state === 'problem') return
  yield disk(config.home)
  yield config.s3Url === undefined
    ? writable('blobs', path.join(config.home, 'blobs'), 'the folder for pictures and files')
    : await bucket(config.s3Url)
  yield await port(config)
  yield pushKeys(config.home)
  if (config.roles.includes('calls')) yield await calls()
  if (config.roles.includes('worker')) yield await review(config)
  yield* database(config)
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const what = `Node ${process.versions.node}`
  if (major > 20 || (major === 20 && minor >= 19)) return { name: 'node', state: 'ok', what }
  return { name: 'node', state: 'problem', what, mend: 'Install Node 20.19 or newer.' }
}

function writable(name: 'home' | 'blobs', folder: string, called: string): Finding {
  const missing = !existsSync(folder)
  try {
    mkdirSync(folder, { recursive: true })
    const probe = path.join(folder, `probe-${process.pid}`)
    writeFileSync(probe, 'can be removed')
    rmSync(probe)
    return { name, state: 'ok', what: `${called} ${folder} can be written${missing ? ' (made just now)' : ''}` }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const mend = 'Choose another folder with PLAZA_HOME, or let the user of this process write there.'
    return { name, state: 'problem', what: `${called} ${folder} cannot be written (${reason})`, mend }
  }
}

/** The key and its secret stand in the address, so of it only what the store said is told. */
async function bucket(s3Url: string): Promise<Finding> {
  try {
    await (await openDoor()).probeFiles?.(s3Url)
    return { name: 'blobs', state: 'ok', what: 'the bucket for pictures and files takes and gives back' }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    const mend = 'Check PLAZA_S3_URL: host, bucket, region, and that the key may read and write there.'
    return { name: 'blobs', state: 'problem', what, mend }
  }
}

function disk(home: string): Finding {
  const { bavail, bsize } = statfsSync(home)
  const free = (bavail * bsize) / GB
  const state = free < DISK_PROBLEM_GB ? 'problem' : free < DISK_WARNING_GB ? 'warning' : 'ok'
  const mend = { mend: 'Make room, or move PLAZA_HOME to a larger disk: PostgreSQL stops when its disk is full.' }
  return { name: 'disk', state, what: `${free.toFixed(1)} GB free for ${home}`, ...(state !== 'ok' && mend) }
}

async function port(config: Config): Promise<Finding> {
  const where = `port ${config.port} on ${config.host}`
  const code = await tryPort(config.host, config.port)
  if (code === undefined) return { name: 'port', state: 'ok', what: `${where} is free` }
  const running = code === 'EADDRINUSE' ? await runningDatabase(config.home) : undefined
  if (running)
    return { name: 'port', state: 'ok', what: `${where} is used, and Plaza runs here (process ${running.pid})` }
  const mend = 'Choose another with PLAZA_PORT, or stop the other program.'
  return { name: 'port', state: 'problem', what: `${where} cannot be used (${code})`, mend }
}

/** A VAPID pair: an uncompressed point of P-256 and its secret, base64url. */
function pushKeys(home: string): Finding {
  const file = path.join(home, 'push-keys.json')
  if (!existsSync(file)) {
    return { name: 'push-keys', state: 'ok', what: 'no keys for notifications yet: plaza start makes them' }
  }
  try {
    const keys: { publicKey?: unknown; privateKey?: unknown } = JSON.parse(readFileSync(file, 'utf8'))
    if (bytes(keys.publicKey) === 65 && bytes(keys.privateKey) === 32) {
      return { name: 'push-keys', state: 'ok', what: 'keys for notifications are there' }
    }
  } catch {
    // told below, like any other damage
  }
  const mend = `Bring ${file} back from a backup. Or remove it: new keys are made, and everybody must allow notifications again.`
  return { name: 'push-keys', state: 'problem', what: 'the keys for notifications cannot be read', mend }
}

async function calls(): Promise<Finding> {
  if ((await openDoor()).canForward()) return { name: 'calls', state: 'ok', what: 'calls of groups can be forwarded' }
  const what = 'node-datachannel is not there: calls have four people at most'
  return {
    name: 'calls',
    state: 'warning',
    what,
    mend: 'npm install, with optional dependencies, on a system it has a binary for.',
  }
}

/** Whether the city's browser can look at mini programs in review. Operators can open the pages themselves where it cannot. */
async function review(config: Config): Promise<Finding> {
  const found = await (await openDoor()).probeReviewer(config).catch(String)
  const warning = (what: string, mend: string): Finding => ({ name: 'review', state: 'warning', what, mend })
  switch (found) {
    case 'sandboxed':
      return { name: 'review', state: 'ok', what: 'Chromium looks at mini programs in review, in its own sandbox' }
    case 'bare':
      return warning('Chromium looks at mini programs in review without its own sandbox', NO_SUPERUSER)
    case 'no_browser':
      return warning('no Chromium looks at mini programs in review', 'Install Chromium, or name it in PLAZA_CHROMIUM.')
    case 'no_sandbox':
      return process.getuid?.() === 0
        ? warning(
            'Chromium has no sandbox for the superuser, so nothing looks at mini programs in review',
            NO_SUPERUSER,
          )
        : warning('Chromium gets no sandbox here, so nothing looks at mini programs in review', LET_NAMESPACES)
    default:
      return warning(
        `Chromium does not start: ${found.split('\n')[0]}`,
        'Start it by hand, or name another in PLAZA_CHROMIUM.',
      )
  }
}

function bytes(key: unknown): number {
  return typeof key === 'string' ? Buffer.from(key, 'base64url').length : 0
}

async function* database(config: Config): AsyncGenerator<Finding> {
  let visited
  try {
    visited = await visitDatabase(config, pino({ level: 'silent' }))
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    const mend = config.databaseUrl ? 'Check PLAZA_DATABASE_URL.' : `See ${path.join(config.home, 'postgres.log')}.`
    yield { name: 'database', state: 'problem', what, mend }
    return
  }
  await using opened = visited
  const client = new Client({ connectionString: opened.url })
  await client.connect()
  try {
    const asked = Date.now()
    const { rows } = await client.query<{ version: string; at: Date; fsync: string; commit: string; pages: string }>(
      `select current_setting('server_version') as version, clock_timestamp() as at, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages`,
    )
    const facts = rows[0]
    if (!facts) throw new Error('the database gave no answer')
    const kind = opened.kind === 'outside' && !opened.running ? 'of your own' : 'brought along'
    yield { name: 'database', state: 'ok', what: `PostgreSQL ${facts.version} (${kind}) answers` }
    yield safety(facts)
    yield await migrations(opened.url)
    yield clock(facts.at.getTime() - (asked + Date.now()) / 2)
  } finally {
    await client.end()
  }
}

function safety(facts: { fsync: string; commit: string; pages: string }): Finding {
  const off = [
    facts.fsync === 'off' && 'fsync',
    facts.commit === 'off' && 'synchronous_commit',
    facts.pages === 'off' && 'full_page_writes',
  ].filter(name => name !== false)
  if (off.length === 0) return { name: 'safety', state: 'ok', what: 'what was answered is on the disk (fsync on)' }
  const mend = off.map(name => `alter system reset ${name};`).join(' ') + ' select pg_reload_conf();'
  return { name: 'safety', state: 'problem', what: `${off.join(', ')} off: money can be lost in a crash`, mend }
}

async function migrations(databaseUrl: string): Promise<Finding> {
  const door = await openDoor().catch(() => undefined)
  const pending = await door?.pendingMigrations?.(databaseUrl)
  if (!pending) return { name: 'migrations', state: 'warning', what: 'cannot tell whether the schema is up to date' }
  if (pending.length === 0) return { name: 'migrations', state: 'ok', what: 'the schema is up to date' }
  const mend = 'plaza start does this by itself, or: plaza migrate'
  return { name: 'migrations', state: 'warning', what: `${pending.length} migrations have not run yet`, mend }
}

function clock(skewMs: number): Finding {
  const size = Math.abs(skewMs)
  const state = size > SKEW_PROBLEM_MS ? 'problem' : size > SKEW_WARNING_MS ? 'warning' : 'ok'
  const what = `the clocks of Plaza and its database differ by ${(size / 1000).toFixed(1)} s`
  return { name: 'clock', state, what, ...(state !== 'ok' && { mend: 'Set both machines by NTP.' }) }
}
