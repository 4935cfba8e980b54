import { chat, createGroup } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { sql } from '@plaza/db'
import { envelopesApi } from '@plaza/contract'
import { envelopes, putEnvelope, takeShare } from '@plaza/envelopes'
import type { Call } from '@plaza/house'
import { createPeople, identity } from '@plaza/identity'
import { Refusal, systemClock } from '@plaza/kernel'
import { ledger, verifyLedger } from '@plaza/ledger'
import { testCity, type TestCity } from '@plaza/testkit'
import { accountIdOf, holderFor, seedWallets, wallet } from '@plaza/wallet'
import pg from 'pg'
import { TOTAL, type Outcome, type Racer } from './racer.ts'

const HOST_CENTS = 900_000n
const OPENED_AT_ONCE = 32
const OUTCOMES: Readonly<{ [code: string]: Outcome }> = { envelope_empty: 'empty', envelope_over: 'over' }

/** The real module on a database of its own: `plaza` takes the share, `plaza-open` is the whole command with its answer. */
export async function makePlazas(serverUrl: string, people: number): Promise<Racer[]> {
  const city = await cityOn(serverUrl, people)
  const ids = Array.from({ length: people }, () => city.newId())
  const host = city.newId()
  const conv = await populate(city, host, ids)
  const grabs = {
    plaza: async (envelope: string, person: string) => (await takeShare(city, envelope, person)) as Outcome,
    'plaza-open': (envelope: string, person: string) => openAs(city, envelope, person),
  }
  return Object.entries(grabs).map(([name, grab], i) => ({
    name,
    fill: count => fill(city, { host, conv, count }),
    grab: (envelope, person) => grab(envelope, ids[person] as string),
    takes: envelope =>
      city.db.rows(sql`select person, amount from envelopes.take where envelope = ${envelope} order by place`),
    faults: () => faults(city),
    // They share a city.
    [Symbol.asyncDispose]: async () => (i === 0 ? city[Symbol.asyncDispose]() : undefined),
  }))
}

async function cityOn(serverUrl: string, people: number): Promise<TestCity> {
  const server = new pg.Client({ connectionString: serverUrl })
  await server.connect()
  await server.query('create database bench_plaza')
  await server.end()
  const url = new URL(serverUrl)
  url.pathname = '/bench_plaza'
  return testCity({
    modules: [identity, ledger, contacts, chat, wallet, envelopes],
    databaseUrl: url.href,
    clock: systemClock,
    config: { groupMembersMax: people + 1 },
  })
}

/** People in one group with wallets, and a host who has money. The group's id. */
async function populate(city: TestCity, host: string, people: readonly string[]): Promise<string> {
  const everybody = [host, ...people]
  await createPeople(
    city,
    everybody.map((id, i) => ({ id, handle: `racer_${i}`, name: `Racer ${i}` })),
  )
  await seedFriendships(
    city,
    people.map(id => ({ a: host, b: id, since: 1 })),
  )
  await city.settle()
  const { c } = await createGroup(city, host, { id: city.newId(), title: 'Race', people })
  for (let i = 0; i < everybody.length; i += OPENED_AT_ONCE)
    await Promise.all(everybody.slice(i, i + OPENED_AT_ONCE).map(person => holderFor(city, person)))
  await seedWallets(city, [{ person: host, amount: HOST_CENTS }])
  await city.settle()
  await city.db.run(sql`vacuum analyze`)
  return c
}

async function fill(city: TestCity, { host, conv, count }: { host: string; conv: string; count: number }) {
  const id = city.newId()
  const verdict = await putEnvelope(city, { id, sender: host, conv, kind: 'lucky', total: TOTAL, count })
  if (!verdict.ok) throw new Error(`an envelope was not filled: ${verdict.code} ${verdict.reason ?? ''}`)
  return id
}

const opening = envelopes.routes?.find(({ endpoint }) => endpoint === envelopesApi.openEnvelope)

async function openAs(city: TestCity, id: string, person: string): Promise<Outcome> {
  const call: Call<{ id: string }> = {
    input: { id },
    by: { person, device: person, kind: 'citizen' },
    session: undefined,
    address: '127.0.0.1',
    requestId: id,
    setSession() {},
  }
  try {
    await opening?.handle(city, call as Call<never>)
    // The command tells a winner the same, however often they tap.
    return 'ok'
  } catch (error) {
    const outcome = error instanceof Refusal ? OUTCOMES[error.code] : undefined
    if (!outcome) throw error
    return outcome
  }
}

/** The ledger's whole verification, hash chain included, and every wallet and envelope as its takes say. */
async function faults(city: TestCity): Promise<string[]> {
  await city.settle()
  const { faults: found } = await verifyLedger(city.db)
  const wrong = found.map(fault => `${fault.what} (${fault.where})`)
  const notEmpty = await city.db.run(sql`select from ledger.account where kind = 'envelope' and posted <> 0`)
  if (notEmpty > 0) wrong.push(`${notEmpty} envelopes still hold money`)
  const sums = await city.db.rows<{ person: string; amount: bigint }>(
    sql`select person, sum(amount)::bigint as amount from envelopes.take group by person`,
  )
  const won = new Map(sums.map(({ person, amount }) => [accountIdOf(person, 'EUR'), amount]))
  const accounts = await city.db.rows<{ id: string; posted: bigint }>(
    sql`select id, posted from ledger.account where id = any(${[...won.keys()]}::uuid[])`,
  )
  const off = accounts.filter(({ id, posted }) => posted !== won.get(id)).length
  if (off > 0) wrong.push(`${off} wallets do not have what they won`)
  return wrong
}
