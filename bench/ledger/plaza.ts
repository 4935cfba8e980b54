import { sql } from '@plaza/db'
import { systemClock, derivedId } from '@plaza/kernel'
import { ledger, openAccounts, setPlan, transfer, verifyLedger, type Limit } from '@plaza/ledger'
import { testCity, type TestCity } from '@plaza/testkit'
import pg from 'pg'
import { START_BALANCE, type Payment, type Peer } from './peer.ts'

const OPEN_AT_ONCE = 2_000
/** With holds, one payment in this many is a hold and its capture. */
const HOLD_EACH = 10
const HOLD_MS = 3_600_000
const SEAL_EACH_MS = 500

const LIMITS: readonly Limit[] = [
  { name: 'day', side: 'out', window: 'day', amountMax: 50_000_000n },
  { name: 'month', side: 'out', window: 'month', amountMax: 500_000_000n },
  { name: 'year', side: 'out', window: 'year', amountMax: 5_000_000_000n },
]

/** What is on besides plain transfers. Freeze, floor and ceiling are always read. */
const KINDS: Record<string, { limits?: boolean; holds?: boolean; seals?: boolean }> = {
  plaza: {},
  'plaza-limits': { limits: true },
  'plaza-holds': { holds: true },
  'plaza-seals': { seals: true },
  'plaza-full': { limits: true, holds: true, seals: true },
}

export const plazaNames = Object.keys(KINDS)

/** Plaza's ledger over its own door, on a database of its own. */
export async function makePlaza(name: string, serverUrl: string, accounts: number): Promise<Peer> {
  const { limits = false, holds = false, seals = false } = KINDS[name] ?? {}
  const city = await cityOn(name, serverUrl)
  const ids = Array.from({ length: accounts }, (_, i) => derivedId(name, String(i)))
  if (limits) await setPlan(city, 'bench', LIMITS)
  for (let i = 0; i < accounts; i += OPEN_AT_ONCE) {
    await openAccounts(
      city,
      ids.slice(i, i + OPEN_AT_ONCE).map((id, k) => ({
        id,
        currency: 'EUR',
        kind: 'bench',
        floor: i + k === 0 ? null : 0n,
        ...(limits && i + k > 0 ? { plan: 'bench' } : {}),
      })),
    )
  }
  await fund(city, ids)
  await city.db.run(sql`vacuum analyze`)
  const isHeld = ({ amount }: Payment) => holds && amount % HOLD_EACH === 0
  const payHeld = async (from: string, to: string, { id, amount }: Payment, ended: () => void) => {
    const hold = derivedId('hold', id)
    const expiresAt = city.clock.now() + HOLD_MS
    const held = await transfer(city, { kind: 'hold', id: hold, from, to, amount: BigInt(amount), expiresAt })
    ended()
    return held.ok || held.code === 'exists_different'
      ? transfer(city, { kind: 'capture', id, hold, final: true })
      : held
  }
  return {
    name,
    knowsIds: true,
    async pay(payment, ended) {
      const [from, to] = [ids[payment.from] as string, ids[payment.to] as string]
      const verdict = isHeld(payment)
        ? await payHeld(from, to, payment, ended)
        : await transfer(city, { id: payment.id, from, to, amount: BigInt(payment.amount) })
      if (verdict.ok) return verdict.code
      if (verdict.code !== 'insufficient') throw new Error(`refused: ${verdict.code}`)
      return 'refused'
    },
    ...(seals ? { beside: () => sealing(city) } : {}),
    faults: async () => (await verifyLedger(city.db)).faults.map(fault => `${fault.what} (${fault.where})`),
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
}

async function cityOn(name: string, serverUrl: string): Promise<TestCity> {
  const server = new pg.Client({ connectionString: serverUrl })
  await server.connect()
  const database = `bench_${name.replace('-', '_')}`
  await server.query(`create database ${database}`)
  await server.end()
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return testCity({ modules: [ledger], databaseUrl: url.href, clock: systemClock })
}

/** Lets the city's chores run as its worker would: seals and expiries. */
function sealing(city: TestCity): () => Promise<void> {
  let stopped = false
  const work = (async () => {
    while (!stopped) {
      await city.settle()
      await new Promise(resolve => setTimeout(resolve, SEAL_EACH_MS))
    }
    await city.settle()
  })()
  return async () => {
    stopped = true
    await work
  }
}

async function fund(city: TestCity, ids: readonly string[]): Promise<void> {
  const [source, ...others] = ids as [string, ...string[]]
  for (let i = 0; i < others.length; i += OPEN_AT_ONCE) {
    const verdicts = await transfer(
      city,
      others
        .slice(i, i + OPEN_AT_ONCE)
        .map(to => ({ id: derivedId('fund', to), from: source, to, amount: BigInt(START_BALANCE) })),
    )
    if (verdicts.some(verdict => !verdict.ok)) throw new Error('funding was refused')
  }
}
