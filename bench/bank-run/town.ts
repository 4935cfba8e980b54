import { CITY_IBAN, DEMO_PIN, demoCustomers, BANK_BIC, CREDITOR_ID, spawnBank, type BankProcess } from '@plaza/bank'
import { openPromotion } from '@plaza/envelopes'
import type { City } from '@plaza/house'
import { systemDice, uuidv7 } from '@plaza/kernel'
import { openCity } from '@plaza/server'
import { startCity, type CityProcess } from '@plaza/testkit'
import { cityAccountId, seedWallets } from '@plaza/wallet'
import pg from 'pg'
import pino from 'pino'
import { agree } from '../lib/agree.ts'
import { makeCrowd } from '../lib/crowd.ts'

const PEOPLE = 8
const START = 20_000n
const PASSWORD = 'a ship at sea'
export const PIN = '580274'
const BANK_TIMEOUT_MS = 1_500
const PROMOTION = { budget: 5_000n, min: 1n, max: 60n, perPerson: 100, lifeMs: 86_400_000 }

export interface Person {
  readonly id: string
  readonly token: string
  /** Their account at the bank. */
  readonly link: string
}

export interface Town {
  readonly people: readonly Person[]
  readonly group: string
  readonly promotion: string
}

/** Where everything of a run is. */
export interface Ground {
  readonly home: string
  readonly databaseUrl: string
  readonly bankUrl: string
  readonly ports: readonly number[]
  readonly bankPort: number
}

/** A database for the bank beside the city's, on the same server. */
export async function bankDatabase(databaseUrl: string): Promise<string> {
  const server = new pg.Client({ connectionString: databaseUrl })
  await server.connect()
  await server.query('create database bank')
  await server.end()
  const url = new URL(databaseUrl)
  url.pathname = '/bank'
  return url.href
}

export function openBank({ home, bankUrl, bankPort, ports }: Ground): Promise<BankProcess> {
  return spawnBank({
    databaseUrl: bankUrl,
    home,
    port: bankPort,
    callbackUrl: `http://127.0.0.1:${ports[0]}/bank/news`,
    settings: { BANK_LOG: 'silent' },
  })
}

/** What a server needs to know of the bank. */
export const channelTo = (bank: BankProcess) => ({
  baseUrl: `${bank.url}/channel`,
  ...bank.secrets,
  account: { iban: CITY_IBAN, name: 'Plaza Stadt', bic: BANK_BIC },
  creditorId: CREDITOR_ID,
  zone: 'UTC',
  timeoutMs: BANK_TIMEOUT_MS,
})

export function openServer(ground: Ground, bank: BankProcess, i: number): Promise<CityProcess> {
  const { home, databaseUrl, ports } = ground
  return startCity({ home, databaseUrl, port: ports[i] as number, settings: { bank: channelTo(bank) } })
}

/** Opens the city of a run in this process, without a worker. */
export async function inside<T>({ home, databaseUrl }: Ground, work: (city: City) => Promise<T>): Promise<T> {
  const log = pino({ level: 'fatal' })
  const config = { cityName: 'Run', publicUrl: 'http://127.0.0.1', groupMembersMax: 500 }
  await using opened = await openCity({ home, databaseUrl, works: false, log, config })
  return await work(opened.city)
}

/** People who know each other, with money, a group, and a promotion that the city pays; not yet with a PIN or a bank. */
export async function populate(ground: Ground): Promise<Town> {
  const all = Array.from({ length: PEOPLE }, (_, i) => i)
  const pairs = all.flatMap(a => all.slice(a + 1).map(b => [a, b] as const))
  const options = { people: PEOPLE, devices: 1, password: PASSWORD, pairs, groups: [all] }
  const crowd = await makeCrowd(ground.databaseUrl, ground.home, options)
  const people = crowd.people.map(({ id, tokens }) => ({ id, token: tokens[0] as string, link: '' }))
  const promotion = await inside(ground, async city => {
    await seedWallets(
      city,
      people.map(({ id }) => ({ person: id, amount: START })),
    )
    const { lifeMs, ...rules } = PROMOTION
    const now = city.clock.now()
    const payer = cityAccountId('bonus', 'EUR')
    const wish = {
      id: city.newId(),
      payer,
      currency: 'EUR',
      title: 'Run',
      startsAt: now,
      endsAt: now + lifeMs,
      ...rules,
    }
    return (await openPromotion(city, wish)).id
  })
  return { people, group: crowd.conversations.at(-1)?.c as string, promotion }
}

/** Gives everybody a PIN and an account at the bank, as they would by hand. */
export async function equip(town: Town, url: string): Promise<Town> {
  const people: Person[] = []
  for (const [i, person] of town.people.entries()) {
    const ask = async (route: string, input: object) => {
      const [method, path] = route.split(' ') as [string, string]
      const response = await fetch(`${url}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      })
      if (!response.ok) throw new Error(`${route}: ${await response.text()}`)
      return (await response.json()) as { url?: string }
    }
    await ask('PUT /wallet/pin', { pin: PIN, proof: { password: PASSWORD } })
    const link = uuidv7(Date.now(), systemDice)
    const begun = await ask('POST /wallet/bank/links', { id: link })
    const code = await agree(begun.url ?? '', { number: demoCustomers[i]?.number ?? '', pin: DEMO_PIN })
    await ask(`POST /wallet/bank/links/${link}/finish`, { code })
    people.push({ ...person, link })
  }
  return { ...town, people }
}
