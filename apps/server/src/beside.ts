import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '@plaza/house'
import { createServer } from 'node:net'
import { dataOf, declaredServer, isMissing } from './declared.ts'
import type { OwnServer } from './start.ts'

const LOOPBACK = '127.0.0.1'
const PORTS_TRIED_MAX = 40
const SECRET_BYTES = 16
const PAUSE_MS_MIN = 500
const PAUSE_MS_MAX = 60_000
/** A server that lived so long was well: the next pause is short again. */
const STEADY_MS = 60_000

/** A server of one of the city's own programs, and where the city reaches it. */
export interface Beside extends AsyncDisposable {
  readonly servers: readonly OwnServer[]
  start(api: string): void
}

/**
 * The servers of the city's own mini programs: plain Node programs that know only the public API. Each has a port of its own
 * after the city's, a secret that the home keeps, and is started again when it ends.
 */
export async function besideServers(of: {
  home: string
  port: number
  taken: readonly (number | undefined)[]
  log: Logger
}): Promise<Beside> {
  const secrets = readSecrets(of.home)
  const servers: (OwnServer & { port: number; script: string })[] = []
  for (const declared of OWN_WITH_SERVERS.flatMap(name => declaredServer(name) ?? [])) {
    const { appId, origin, script } = declared
    if (isMissing(of.home, declared)) continue
    const port = await freePort(of.port, [...of.taken, ...servers.map(one => one.port)])
    if (port === undefined) break
    secrets[appId] ??= randomBytes(SECRET_BYTES).toString('hex')
    servers.push({ appId, origin, upstream: `http://${LOOPBACK}:${port}`, secret: secrets[appId], port, script })
  }
  writeSecrets(of.home, secrets)
  const stop = new AbortController()
  const running = new Set<ChildProcess>()
  const keep = async (server: (typeof servers)[number], api: string) => {
    for (let deaths = 0; !stop.signal.aborted; deaths++) {
      const since = performance.now()
      await ended(run(server, of.home, api, running))
      if (stop.signal.aborted) return
      if (performance.now() - since > STEADY_MS) deaths = 0
      of.log.warn({ appId: server.appId, deaths }, 'server of a program ended, starting it again')
      await wait(Math.min(PAUSE_MS_MIN * 2 ** deaths, PAUSE_MS_MAX), undefined, { signal: stop.signal }).catch(() => {})
    }
  }
  return {
    servers,
    start: api => void servers.map(server => keep(server, api)),
    async [Symbol.asyncDispose]() {
      stop.abort()
      await Promise.all([...running].map(child => (child.kill('SIGTERM'), ended(child))))
    },
  }
}

/** Named, so that nothing is started because a folder lies there. */
const OWN_WITH_SERVERS = ['poll', 'shop']

function run(
  { appId, secret, origin, port, script }: OwnServer & { port: number; script: string },
  home: string,
  api: string,
  running: Set<ChildProcess>,
): ChildProcess {
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA: dataOf(home, appId),
      ORIGIN: origin,
      PLAZA_API: api,
      APP_ID: appId,
      APP_SECRET: secret,
    },
  })
  running.add(child)
  child.on('exit', () => running.delete(child))
  return child
}

const ended = (child: ChildProcess) =>
  new Promise<void>(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })

async function freePort(after: number, taken: readonly (number | undefined)[]): Promise<number | undefined> {
  for (let next = after + 1; next <= Math.min(after + PORTS_TRIED_MAX, 65_535); next++)
    if (!taken.includes(next) && (await isFree(next))) return next
  return undefined
}

const isFree = (port: number) =>
  new Promise<boolean>(resolve => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, LOOPBACK, () => server.close(() => resolve(true)))
  })

const fileOf = (home: string) => path.join(home, 'program-servers.json')

function readSecrets(home: string): Record<string, string> {
  return existsSync(fileOf(home)) ? (JSON.parse(readFileSync(fileOf(home), 'utf8')) as Record<string, string>) : {}
}

function writeSecrets(home: string, secrets: Record<string, string>): void {
  mkdirSync(home, { recursive: true })
  writeFileSync(fileOf(home), `${JSON.stringify(secrets)}\n`, { mode: 0o600 })
}
