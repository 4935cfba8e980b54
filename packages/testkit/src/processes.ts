import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { bundleOf } from './bundle.ts'

const PORTS = { from: 12_000, count: 18_000 }
const PORT_TRIES_MAX = 50

const script = fileURLToPath(new URL('../../../apps/server/test/serve.ts', import.meta.url))

export interface CityProcessOptions {
  readonly home: string
  readonly databaseUrl: string
  readonly busUrl?: string
  readonly roles?: readonly ('api' | 'gateway' | 'worker' | 'calls')[]
  /** The same again after a restart, so that phones find it; 0 takes any. */
  readonly port?: number
  /** Further options of the server, such as its bank: plain data. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** A server in a process of its own, which a test may kill. */
export interface CityProcess extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Ends it as a power cut does, and resolves when it is gone. */
  kill9(): Promise<void>
  /** Asks it to stop as an operator does. */
  stop(): Promise<void>
}

/** Starts a server process of a city and resolves when it serves. */
export async function startCity(options: CityProcessOptions): Promise<CityProcess> {
  const { roles = ['api', 'gateway', 'worker', 'calls'], port = 0, settings, ...rest } = options
  const argument = JSON.stringify({ ...settings, ...rest, roles, port, host: '127.0.0.1' })
  const child = spawn(process.execPath, ['--enable-source-maps', await bundleOf(script), argument], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const said = await firstLine(child)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    url: `http://127.0.0.1:${said.port}`,
    port: said.port,
    pid: child.pid as number,
    kill9: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  }
}

async function firstLine(child: ChildProcess): Promise<{ port: number }> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream }))
    return JSON.parse(line) as { port: number }
  throw new Error('the server process ended before it served')
}

/**
 * A port that is free now, for a server that will listen there in a moment. Below those that a system gives to whoever calls
 * out: one of these may be taken by then.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORT_TRIES_MAX; tries++) {
    const port = PORTS.from + Math.floor(Math.random() * PORTS.count)
    const server = createServer()
    const free = await new Promise<boolean>(done => {
      server.once('error', () => done(false))
      server.listen(port, '127.0.0.1', () => done(true))
    })
    if (!free) continue
    server.close()
    await once(server, 'close')
    return port
  }
  throw new Error('no port is free')
}
