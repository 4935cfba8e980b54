import type { BankMove } from '@plaza/contract'
import { sql } from '@plaza/db'
import { verifyLedger } from '@plaza/ledger'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reconcileDay } from '../modules/wallet/bank/reconcile.ts'
import { moneyTown, type Citizen, type Direction, type MoneyTown } from './lib/money-town.ts'

// A city and its bank as two processes. The bank is slow, silent, double, refusing and dead, both are killed; in the end
// every payment is certain, no cent is made or lost, and the bank's statement has all of them once.

const DAY_MS = 86_400_000

let town: MoneyTown
let anna: Citizen
let atFirst: bigint
const moves: BankMove[] = []

beforeAll(async () => {
  town = await moneyTown()
  anna = await town.citizen('anna', 0)
  atFirst = await town.cityAccount()
})
afterAll(() => town?.[Symbol.asyncDispose]())

async function moved(direction: Direction, cents: number): Promise<BankMove> {
  const asked = await anna.move(direction, cents)
  const final = await anna.final(asked.id)
  moves.push(final)
  return final
}

const sumOf = (direction: Direction) =>
  moves
    .filter(move => move.state === 'settled' && move.direction === direction)
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n)

test('an account is linked, fills the wallet and empties it', async () => {
  expect(anna.link).toMatchObject({ state: 'linked', holder: 'Lucía Ferrer' })
  expect(await moved('in', 4_000)).toMatchObject({ state: 'settled' })
  expect(await anna.wallet()).toMatchObject({ balance: '4000', incoming: '0' })
  expect(await moved('out', 500)).toMatchObject({ state: 'settled' })
  expect(await anna.wallet()).toMatchObject({ balance: '3500', held: '0' })
})

test.each([
  ['slow beyond patience', { slowMs: 1_500 }],
  ['silent', { silent: true }],
  ['dead before it reads', { dead: 'before' }],
  ['dead after it acted', { dead: 'after' }],
])('a bank that is %s leaves nothing decided wrongly', async (_, mood) => {
  await town.mood(mood)
  const [top, out] = [await anna.move('in', 300), await anna.move('out', 200)]
  for (const { id } of [top, out]) expect((await anna.standing(id)).state).not.toBe('rejected')
  const { held } = await anna.wallet()
  expect(['0', '200']).toContain(held)
  await town.mood({})
  for (const { id } of [top, out]) moves.push(await anna.final(id))
  expect(moves.slice(-2).map(move => move.state)).toEqual(['settled', 'settled'])
})

test('a bank that hears and tells everything twice pays once', async () => {
  await town.mood({ double: true })
  expect((await moved('in', 250)).state).toBe('settled')
  expect((await moved('out', 150)).state).toBe('settled')
  await town.mood({})
})

test('what the bank refuses is free again, with its reason', async () => {
  const { balance } = await anna.wallet()
  await town.mood({ refuse: 'AM04' })
  expect(await moved('in', 250)).toMatchObject({ state: 'rejected', reason: 'AM04' })
  expect(await moved('out', 150)).toMatchObject({ state: 'rejected', reason: 'AM04' })
  await town.mood({})
  expect(await anna.wallet()).toMatchObject({ balance, held: '0', incoming: '0' })
})

test('bank and city are killed with money under way, and each payment is made once', async () => {
  await town.mood({ lateMs: 2_000 })
  const [top, out] = [await anna.move('in', 350), await anna.move('out', 100)]
  await town.killBank()
  const lost = await anna.move('out', 120)
  expect((await anna.standing(lost.id)).state).not.toBe('rejected')
  await town.killCity()
  await town.startBank()
  await town.mood({})
  await town.startCity()
  for (const { id } of [top, out, lost]) moves.push(await anna.final(id))
  expect(moves.slice(-3).map(move => move.state)).toEqual(['settled', 'settled', 'settled'])
})

test('in the end the wallet, the ledger, the bank and its statement say the same', async () => {
  const { db } = town.inside
  const there = sumOf('in') - sumOf('out')
  expect(await anna.wallet()).toMatchObject({ balance: there.toString(), held: '0', incoming: '0' })
  expect(await town.cityAccount()).toBe(atFirst + there)
  expect(await town.books()).toMatchObject({ sum: '0', wrongAccounts: 0, open: 0 })
  expect((await verifyLedger(db)).faults).toEqual([])

  // The day is over when its bookings lie a day back.
  await db.run(sql`update bank.booking set booked_at = booked_at - interval '1 day'`)
  const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10)
  expect(await reconcileDay(town.inside, yesterday)).toBe(true)
  expect(await db.rows(sql`select why, ref from wallet.suspense`)).toEqual([])
  const rows = await db.rows<{ id: string }>(sql`select id from wallet.bank_move where reconciled_on = ${yesterday}`)
  const settled = moves.filter(move => move.state === 'settled').map(move => move.id)
  expect(rows.map(row => row.id).toSorted()).toEqual(settled.toSorted())
})
