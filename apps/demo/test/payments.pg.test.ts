import { chat, sync } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import type { ChatRow } from '@plaza/contract'
import { sql } from '@plaza/db'
import { envelopes } from '@plaza/envelopes'
import { identity } from '@plaza/identity'
import { ledger } from '@plaza/ledger'
import { testCity, type TestCity } from '@plaza/testkit'
import { wallet } from '@plaza/wallet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDemoCity, type DemoLogin } from '../src/build.ts'
import { LOGINS, who } from '../src/cast.ts'
import { DAY_MS, HISTORY_DAYS, PIN } from '../src/limits.ts'
import { PastClock } from '../src/payments/past.ts'
import { playPayments } from '../src/payments/play.ts'

const past = new PastClock()
let city: TestCity
let logins: DemoLogin[]

beforeAll(async () => {
  city = await testCity({ modules: [identity, ledger, contacts, chat, wallet, envelopes], clock: past })
  logins = await buildDemoCity(city, { past })
})
afterAll(() => city[Symbol.asyncDispose]())

interface Line {
  kind: string
  direction: string
  amount: bigint
  at: number
}
const bills = (key: string) =>
  city.db.rows<Line>(sql`
    select kind, direction, amount, extract(epoch from at)::float8 * 1000 as at from wallet.bill
    where person = ${who(key).id} order by version`)

test.each(LOGINS)('%s has weeks of payments of every kind', async login => {
  const lines = await bills(login)
  expect(lines.length).toBeGreaterThanOrEqual(8)
  expect(new Set(lines.map(line => line.kind))).toEqual(new Set(['welcome', 'request', 'transfer', 'envelope']))
  expect(new Set(lines.map(line => line.direction))).toEqual(new Set(['in', 'out']))
  const days = new Set(lines.map(line => Math.floor(line.at / DAY_MS)))
  expect(days.size).toBeGreaterThanOrEqual(6)
  expect(Math.min(...lines.map(line => line.at))).toBeGreaterThan(Date.now() - HISTORY_DAYS * DAY_MS)
  expect(lines.every(line => line.at < Date.now())).toBe(true)
})

test('each conversation tells its payments in the order of time, and only the last are unread', async () => {
  const { n } = await city.db.one<{ n: number }>(sql`
    select count(*)::integer as n from chat.message as later
    join chat.message as earlier on earlier.conv = later.conv and earlier.q = later.q - 1
    where later.at < earlier.at and later.kind = 'card'`)
  expect(n).toBe(0)
  const rows: ChatRow[] = []
  for await (const frame of sync(city, who('lucia').id, 0)) rows.push(...frame.rows)
  const dinner = rows.find(({ title }) => title === 'La cena de los jueves')
  expect(dinner && dinner.n - dinner.readN).toBe(1)
})

test('the PIN of those who paid is told, and nothing was refused', async () => {
  expect(logins[0]?.how).toContain(PIN)
  const { n } = await city.db.one<{ n: number }>(
    sql`select count(*)::integer as n from wallet.transfer where state <> 'accepted'`,
  )
  expect(n).toBe(0)
})

test('playing again moves no money', async () => {
  const before = await bills('lucia')
  await playPayments(city, past)
  expect(await bills('lucia')).toEqual(before)
})
