import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A bank that does not serve by then is ended. */
const START_MS = 30_000
const STOP_MS = 5_000
const main = fileURLToPath(new URL('./main.ts', import.meta.url))

export interface SpawnBankOptions {
  readonly databaseUrl: string
  /** Where the secrets that bank and city share are kept; made at the first start. */
  readonly home: string
  /** The same again after a restart; 0 takes any. */
  readonly port: number
  /** The city's address for callbacks. */
  readonly callbackUrl?: string
  /** What to run in place of the sources: one file made of them. */
  readonly script?: string
  /** Further settings by their name in the environment, such as `BANK_ZONE`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A bank in a process of its own. */
export interface BankProcess extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly secrets: BankSecrets
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<void>
  /** Ends it as a power cut does, and resolves when it is gone. */
  kill9(): Promise<void>
}

export interface BankSecrets {
  readonly clientSecret: string
  readonly callbackSecret: string
}

/** Starts the sandbox bank beside a city and resolves when it serves. Needs nothing set up. */
export async function spawnBank(options: SpawnBankOptions): Promise<BankProcess> {
  const secrets = ensureBankSecrets(options.home)
  const program = options.script === undefined ? ['--import', import.meta.resolve('tsx'), main] : [options.script]
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // Ctrl-C in a terminal is for whoever started us, who then stops the bank last.
    detached: true,
    env: {
      ...outsideOf(process.env),
      BANK_DATABASE_URL: options.databaseUrl,
      BANK_PORT: String(options.port),
      BANK_CLIENT_SECRET: secrets.clientSecret,
      BANK_CALLBACK_SECRET: secrets.callbackSecret,
      ...(options.callbackUrl === undefined ? {} : { BANK_CALLBACK_URL: options.callbackUrl }),
      ...options.settings,
    },
  })
  const ended = once(child, 'exit').then(() => {})
  const { url, port } = await firstLine(child)
  return {
    url,
    port,
    pid: child.pid as number,
    secrets,
    ended,
    kill9: () => end(child, 'SIGKILL'),
    [Symbol.asyncDispose]: () => end(child, 'SIGTERM'),
  }
}

/** What any program needs of its environment; the city's own settings and secrets are no business of the bank. */
function outsideOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(PLAZA|PG|BANK)_?/.test(name)))
}

/** The secrets of a home, made at the first call; only their owner can read the file. */
export function ensureBankSecrets(home: string): BankSecrets {
  const file = path.join(home, 'bank-secrets.json')
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true })
    const fresh = () => randomBytes(32).toString('base64url')
    const secrets: BankSecrets = { clientSecret: fresh(), callbackSecret: fresh() }
    // Whole or not there: a process that starts at the same moment reads the same.
    const part = `${file}.${randomBytes(4).toString('hex')}.part`
    writeFileSync(part, `${JSON.stringify(secrets)}\n`, { mode: 0o600, flag: 'wx' })
    try {
      linkSync(part, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(part)
    }
  }
  return JSON.parse(readFileSync(file, 'utf8')) as BankSecrets
}

async function firstLine(child: ChildProcess): Promise<{ url: string; port: number }> {
  const late = setTimeout(() => child.kill('SIGKILL'), START_MS)
  late.unref()
  try {
    return await readLine(child)
  } finally {
    clearTimeout(late)
  }
}

async function readLine(child: ChildProcess): Promise<{ url: string; port: number }> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream }))
    return JSON.parse(line) as { url: string; port: number }
  throw new Error('the bank ended before it served')
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(late)
}
