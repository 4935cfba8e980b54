import { BANK_BIC, CITY_IBAN, CREDITOR_ID, DEMO_PIN, demoCustomers, spawnBank, type BankProcess } from '@plaza/bank'
import { isoBank, type BankConnector, type BankEvent, type Consent } from '@plaza/banking'
import { sandboxIban } from '@plaza/iso20022'
import { systemClock } from '@plaza/kernel'
import { bankScript, createTestDatabase, freePort } from '@plaza/testkit'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import os from 'node:os'
import path from 'node:path'

/** What the contract needs of a bank under test, besides the connector itself. */
export interface BankScene extends AsyncDisposable {
  readonly connector: BankConnector
  /** The same with another patience, in ms. */
  impatient(timeoutMs: number): BankConnector
  /** What came to the callback address and passed the check. */
  readonly events: readonly BankEvent[]
  /** Callbacks as they came. */
  readonly said: readonly string[]
  /** Callbacks that did not pass. */
  readonly refused: readonly number[]
  /** A citizen with money who agreed. */
  consent(): Promise<Consent>
  /** Account numbers to pay to. */
  readonly ibans: { readonly open: string; readonly elsewhere: string; readonly missing: string }
  close(iban: string, state: 'open' | 'closed' | 'blocked'): Promise<void>
  mood(mood: Readonly<Record<string, unknown>>): Promise<void>
  kill9(): Promise<void>
  restart(): Promise<void>
  /** Whether the bank's own books are whole, and what is still under way. */
  books(): Promise<{ sum: string; wrongAccounts: number; open: number; untold: number }>
}

export const CUSTOMER_MINOR = 500_000n
export const CITY_MINOR = 1_000_000n

/** The sandbox bank as a real process on a database of its own, its callbacks heard by a server of the test. */
export async function sandbox(): Promise<BankScene> {
  const database = await createTestDatabase()
  const home = mkdtempSync(path.join(os.tmpdir(), 'plaza-bank-'))
  const port = await freePort()
  const heard = await listen()
  const script = await bankScript()
  const spawn = () =>
    spawnBank({
      databaseUrl: database.url,
      home,
      port,
      script,
      callbackUrl: heard.url,
      settings: { BANK_CUSTOMER_MINOR: String(CUSTOMER_MINOR), BANK_CITY_MINOR: String(CITY_MINOR), BANK_LOG: 'error' },
    })
  let bank: BankProcess = await spawn()
  const connect = (timeoutMs: number) =>
    isoBank({
      baseUrl: `http://127.0.0.1:${port}/channel`,
      ...bank.secrets,
      account: { iban: CITY_IBAN, name: 'Plaza Stadt', bic: BANK_BIC },
      creditorId: CREDITOR_ID,
      zone: 'UTC',
      clock: systemClock,
      timeoutMs,
    })
  const connector = connect(5_000)
  heard.use(connector)
  const control = async (what: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${port}/control/${what}`, {
      ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`control ${what}: ${response.status}`)
    return response.json()
  }
  let customers = 0
  return {
    connector,
    impatient: connect,
    events: heard.events,
    said: heard.said,
    refused: heard.refused,
    ibans: {
      open: demoCustomers.at(-1)?.iban as string,
      elsewhere: 'DE89370400440532013000',
      missing: sandboxIban('PLZB', 99),
    },
    async consent() {
      const customer = demoCustomers[customers++ % (demoCustomers.length - 1)] as (typeof demoCustomers)[number]
      const started = await connector.link({ returnUrl: 'http://localhost:8229/wallet/linked', state: 'tied' })
      const back = await agree(started.url, customer.number, DEMO_PIN)
      return connector.exchange({ consent: started.consent, code: back.searchParams.get('code') ?? '' })
    },
    close: async (iban, state) => void (await control(`accounts/${iban}`, { state })),
    mood: async mood => void (await control('mood', mood)),
    kill9: () => bank.kill9(),
    async restart() {
      bank = await spawn()
    },
    books: () => control('books') as ReturnType<BankScene['books']>,
    async [Symbol.asyncDispose]() {
      await bank[Symbol.asyncDispose]()
      heard.server.closeAllConnections()
      heard.server.close()
      await database[Symbol.asyncDispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Does what a customer does in the browser, and answers where they are sent back to. */
export async function agree(url: string, number: string, pin: string, answer = 'yes'): Promise<URL> {
  const post = (step: string, form: Record<string, string>) =>
    fetch(`${url}/${step}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const signedIn = await (await post('sign-in', { number, pin })).text()
  const [, pass = ''] = /name="pass" value="([^"]+)"/.exec(signedIn) ?? []
  const [, iban = ''] = /name="iban" value="([^"]+)"/.exec(signedIn) ?? []
  const decided = await post('decide', { pass, iban, answer })
  return new URL(decided.headers.get('location') ?? 'about:blank')
}

async function listen() {
  const events: BankEvent[] = []
  const refused: number[] = []
  const said: string[] = []
  let connector: BankConnector | undefined
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const raw = Buffer.concat(parts)
      said.push(raw.toString())
      const event = connector?.verifyCallback(raw, request.headers)
      if (event) events.push(event)
      else refused.push(Date.now())
      response.writeHead(event ? 204 : 401).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const use = (verifier: BankConnector) => (connector = verifier)
  return { server, url: `http://127.0.0.1:${port}/bank`, events, said, refused, use }
}
