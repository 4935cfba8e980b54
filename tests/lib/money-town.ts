import { CITY_IBAN, DEMO_PIN, demoCustomers, sandboxChannel, spawnBank, type BankProcess } from '@plaza/bank'
import { isoBank } from '@plaza/banking'
import type { BankLink, BankMove, Wallet } from '@plaza/contract'
import { sql } from '@plaza/db'
import { createPerson, identity, openSession } from '@plaza/identity'
import { derivedId, systemClock, systemDice, uuidv7 } from '@plaza/kernel'
import { contacts } from '@plaza/contacts'
import { chat } from '@plaza/chat'
import { ledger } from '@plaza/ledger'
import { migrateAll } from '@plaza/server'
import {
  bankScript,
  createTestDatabase,
  freePort,
  startCity,
  testCity,
  type CityProcess,
  type TestCity,
} from '@plaza/testkit'
import { useBank, wallet } from '@plaza/wallet'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'

const PASSWORD = 'a ship at sea'
const PIN = '580274'
/** So long the city waits for an answer of the bank. */
const PATIENCE_MS = 1_000
const FINAL_MS = 120_000

export type Direction = 'in' | 'out'

/** A city and a sandbox bank, each a process of its own that may be killed, on one database. */
export interface MoneyTown extends AsyncDisposable {
  /** The same city from the inside, to look at its rows. */
  readonly inside: TestCity
  readonly bank: BankProcess
  /** How the bank behaves from now on; what is not named is well again. */
  mood(mood: Readonly<Record<string, unknown>>): Promise<void>
  books(): Promise<{ sum: string; wrongAccounts: number; open: number }>
  cityAccount(): Promise<bigint>
  killBank(): Promise<void>
  startBank(): Promise<void>
  killCity(): Promise<void>
  startCity(): Promise<void>
  citizen(handle: string, customer: number): Promise<Citizen>
}

/** Somebody with a wallet and a linked account at the bank. */
export interface Citizen {
  readonly link: BankLink
  wallet(): Promise<Wallet>
  move(direction: Direction, cents: number): Promise<BankMove>
  /** As it stands when it is final. */
  final(id: string): Promise<BankMove>
  standing(id: string): Promise<BankMove>
}

/** Opens both with a fresh database. */
export async function moneyTown(): Promise<MoneyTown> {
  const database = await createTestDatabase()
  const home = mkdtempSync(join(tmpdir(), 'plaza-money-'))
  const [cityPort, bankPort] = [await freePort(), await freePort()]
  const channel = { ...sandboxChannel({ home, port: bankPort }), timeoutMs: PATIENCE_MS }
  const script = await bankScript()
  const openBank = () =>
    spawnBank({
      databaseUrl: database.url,
      home,
      port: bankPort,
      script,
      callbackUrl: `http://127.0.0.1:${cityPort}/bank/news`,
      settings: { BANK_LOG: 'error' },
    })
  const openCity = () => startCity({ home, databaseUrl: database.url, port: cityPort, settings: { bank: channel } })
  await migrateAll(database.url, pino({ level: 'silent' }))
  let [bank, city]: [BankProcess, CityProcess] = await Promise.all([openBank(), openCity()])
  const modules = [identity, ledger, contacts, chat, wallet]
  const inside = await testCity({ modules, databaseUrl: database.url, clock: systemClock })
  useBank(inside, isoBank({ ...channel, clock: systemClock }))
  const control = async <T>(what: string, body?: object): Promise<T> => {
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const answer = await fetch(`http://127.0.0.1:${bankPort}/control/${what}`, body ? asked : {})
    if (!answer.ok) throw new Error(`${what}: ${answer.status}`)
    return (await answer.json()) as T
  }
  return {
    inside,
    get bank() {
      return bank
    },
    mood: mood =>
      control('mood', { slowMs: 0, lateMs: 0, silent: false, double: false, refuse: null, dead: 'no', ...mood }),
    books: () => control('books'),
    async cityAccount() {
      const row = await inside.db.one<{ balance: bigint }>(
        sql`select balance from bank.account where iban = ${CITY_IBAN}`,
      )
      return row.balance
    },
    killBank: () => bank.kill9(),
    async startBank() {
      bank = await openBank()
    },
    killCity: () => city.kill9(),
    async startCity() {
      city = await openCity()
    },
    citizen: (handle, customer) => citizen(inside, `http://127.0.0.1:${cityPort}`, handle, customer),
    async [Symbol.asyncDispose]() {
      await inside[Symbol.asyncDispose]()
      await city[Symbol.asyncDispose]()
      await bank[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function citizen(inside: TestCity, url: string, handle: string, customer: number): Promise<Citizen> {
  const { id } = await createPerson(inside, { id: derivedId(handle), handle, name: handle, password: PASSWORD })
  const token = await openSession(inside, id, { name: 'phone', kind: 'browser' })
  const call = async <T>(verb: string, path: string, input?: object): Promise<T> => {
    const headers = { authorization: `Bearer ${token}`, ...(input && { 'content-type': 'application/json' }) }
    const answer = await fetch(`${url}/api${path}`, {
      method: verb,
      headers,
      ...(input && { body: JSON.stringify(input) }),
    })
    const body = (await answer.json()) as T & { error?: { code: string } }
    if (!answer.ok) throw new Error(`${path}: ${body.error?.code}`)
    return body
  }
  const newId = () => uuidv7(Date.now(), systemDice)
  await call('PUT', '/wallet/pin', { pin: PIN, proof: { password: PASSWORD } })
  const begun = await call<BankLink>('POST', '/wallet/bank/links', { id: newId() })
  const code = await agree(begun.url ?? '', demoCustomers[customer]?.number ?? '')
  const link = await call<BankLink>('POST', `/wallet/bank/links/${begun.id}/finish`, { code })
  const standing = (move: string) => call<BankMove>('GET', `/wallet/bank/moves/${move}`)
  return {
    link,
    wallet: () => call('GET', '/wallet'),
    async move(direction, cents) {
      const what = { id: newId(), amount: String(cents), currency: 'EUR' }
      const command = { do: direction === 'in' ? 'top_up' : 'withdraw', to: link.id, ...what }
      const { proof } = await call<{ proof: string }>('POST', '/wallet/proofs', { command, pin: PIN })
      const path = direction === 'in' ? '/wallet/bank/top-ups' : '/wallet/bank/withdrawals'
      return call('POST', path, { ...what, link: link.id, proof })
    },
    standing,
    async final(move) {
      for (const until = Date.now() + FINAL_MS; Date.now() < until; await wait(200)) {
        const now = await standing(move)
        if (now.state === 'settled' || now.state === 'rejected') return now
      }
      throw new Error(`${move} is not final: ${JSON.stringify(await standing(move))}`)
    },
  }
}

/** Does what a customer does on the bank's page; the code with which they come back. */
async function agree(url: string, number: string): Promise<string> {
  const post = (step: string, form: Record<string, string>) =>
    fetch(`${url}/${step}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
  const page = await (await post('sign-in', { number, pin: DEMO_PIN })).text()
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? ''
  const decided = await post('decide', { pass: field('pass'), iban: field('iban'), answer: 'yes' })
  return new URL(decided.headers.get('location') ?? 'about:blank').searchParams.get('code') ?? ''
}
