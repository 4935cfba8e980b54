import { startBank, type BankOptions, type RunningBank } from '@plaza/bank'
import { createTestDatabase } from '@plaza/testkit'
import { pino } from 'pino'

export const SECRET = 'channel-secret'

export interface OpenBank extends AsyncDisposable {
  readonly bank: RunningBank
  readonly logged: string[]
  channel(
    path: string,
    options?: { body?: string; headers?: Record<string, string>; method?: string },
  ): Promise<Response>
  control(path: string, body?: object): Promise<Response>
  /** Stops and starts on the same database. */
  again(): Promise<void>
}

/** A bank in this process with a database of its own. */
export async function openBank(options: Partial<BankOptions> = {}): Promise<OpenBank> {
  const database = await createTestDatabase()
  const logged: string[] = []
  const start = () =>
    startBank({
      databaseUrl: database.url,
      host: '127.0.0.1',
      port: 0,
      clientSecret: SECRET,
      callbackSecret: 'callback-secret',
      returnOrigins: ['https://plaza.example.org'],
      currency: 'EUR',
      zone: 'Europe/Berlin',
      customerMinor: 10_000n,
      cityMinor: 100_000n,
      log: pino({ level: 'trace' }, { write: line => void logged.push(line) }),
      ...options,
    })
  let bank = await start()
  const call = (path: string, method: string, headers: Record<string, string>, body?: string) =>
    fetch(`${bank.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
  return {
    get bank() {
      return bank
    },
    logged,
    channel: (path, { body, headers = {}, method = body === undefined ? 'GET' : 'POST' } = {}) => {
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/xml' }
      return call(`/channel${path}`, method, { authorization: `Bearer ${SECRET}`, ...type, ...headers }, body)
    },
    control: (path, body) =>
      call(
        `/control${path}`,
        body ? 'POST' : 'GET',
        body ? { 'content-type': 'application/json' } : {},
        body && JSON.stringify(body),
      ),
    async again() {
      await bank[Symbol.asyncDispose]()
      bank = await start()
    },
    async [Symbol.asyncDispose]() {
      await bank[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}
