import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { serverFlags } from '#tools/node-flags.mjs'
import { openDatabase } from '@plaza/postgres'
import pino from 'pino'

/** The server is alone on its core; its database and whoever asks share the other. */
const SERVER_CORE = 0
const LOAD_CORE = 1

/** A server that is measured, in a process of its own. */
export interface PinnedServer<Town> extends AsyncDisposable {
  /** What it wrote for its callers before it was ready. */
  readonly town: Town
  /** Tells it what to do, and answers with what it says to that. */
  readonly order: <T>(what: string) => Promise<T>
}

/**
 * Starts a script on the server's core with `--home`, `--database`, `--out` and `more`, and moves this process to the other.
 * The script writes its town to the file, says a line of JSON when it is ready, and one for each order.
 */
export async function startPinned<Town>(script: URL, more: readonly string[] = []): Promise<PinnedServer<Town>> {
  execFileSync('taskset', ['-acp', String(LOAD_CORE), String(process.pid)])
  const home = mkdtempSync(join(tmpdir(), 'plaza-bench-'))
  chmodSync(home, 0o711)
  const database = await openDatabase({ home, log: pino({ level: 'warn' }, pino.destination(2)) })
  const out = join(home, 'town.json')
  const wish = ['--home', home, '--database', database.url, '--out', out, ...more]
  const program = [
    process.execPath,
    ...(process.env['BENCH_SERVER_ARGS'] ?? '').split(' ').filter(Boolean),
    ...serverFlags(1),
    '--import',
    'tsx',
    fileURLToPath(script),
    ...wish,
  ]
  const server = spawn('taskset', ['-c', String(SERVER_CORE), ...program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = new Promise(resolve => server.once('exit', resolve))
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]()
  /** Its next line of JSON; what it logs beside is passed over. */
  const answer = async <T>(): Promise<T> => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error('the server ended')
      if (value.startsWith('{')) return JSON.parse(value) as T
    }
  }
  const order = <T>(what: string): Promise<T> => {
    server.stdin.write(`${what}\n`)
    return answer<T>()
  }
  const stop = async () => {
    server.stdin.end('stop\n')
    await gone
    await database.stop()
    rmSync(home, { recursive: true, force: true })
  }
  try {
    await answer()
    return { town: JSON.parse(readFileSync(out, 'utf8')) as Town, order, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}
