import type { Settlement } from '@plaza/contract'
import { sql } from '@plaza/db'
import { readStatement } from '@plaza/iso20022'
import { hours, TestClock } from '@plaza/kernel'
import { balances } from '@plaza/ledger'
import { cityAccountId, reconcileDay } from '@plaza/wallet'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_SUMS, splitSettlement } from '../settlements/rules.ts'
import { settleDue } from '../settlements/settle.ts'
import { linkBank } from './bank.ts'
import { market, PASSWORD, type Citizen, type Market, type Shop } from './scene.ts'

const DAWN = Date.UTC(2026, 0, 5, 3)
/** Lets the hour of settlements come, and everything that follows from it. */
async function nextDawn(town: Market) {
  town.city.skip(hours(24))
  await settleDue(town.city)
  await rest(town)
}
async function rest(town: Market) {
  for (let i = 0; i < 3; i++) {
    await town.city.settle()
    town.city.skip(hours(1))
    await town.city.settle()
  }
}

async function opened() {
  const town = await market({ clock: new TestClock(DAWN) })
  const anna = await town.person('anna')
  const shop = await town.shop(anna)
  const bob = await town.person('bob', { cents: 15_000 })
  const { bank, link } = await linkBank(town, anna)
  const at = `/merchants/${shop.merchant.id}`
  const chosen = await anna.call(`PUT ${at}/bank`, { link, proof: { password: PASSWORD } })
  expect(chosen.body).toMatchObject({ ending: '2051', holder: 'Anna' })
  return { town, anna, shop, bob, bank, link, at }
}

const listOf = async (who: Citizen, at: string) =>
  (await who.call<{ settlements: Settlement[] }>(`GET ${at}/settlements`)).body.settlements

async function sell(shop: Shop, bob: Citizen, no: string, cents: number) {
  expect((await bob.pay(await shop.order(no, cents))).no).toBeUndefined()
}

const give = (shop: Shop, no: string, total: number, cents: number) =>
  shop.ask('POST', '/v3/refund/domestic/refunds', {
    out_trade_no: no,
    out_refund_no: `R-${no}`,
    amount: { total, refund: cents, currency: 'EUR' },
  })

test('each day what is there goes to the bank, once, and the next day only what came since', async () => {
  const { town, anna, shop, bob, bank, at } = await opened()
  await using _ = town
  await sell(shop, bob, 'S1', 3_000)
  await sell(shop, bob, 'S2', 1_000)
  await give(shop, 'S2', 1_000, 400)
  await nextDawn(town)
  await Promise.all([settleDue(town.city), settleDue(town.city)])
  const sums = { payments: 2, paid: '4000', refunds: 1, refunded: '400', other: '0', fee: '0', amount: '3600' }
  expect(await listOf(anna, at)).toMatchObject([{ ...sums, state: 'settled', ending: '2051' }])
  expect([await shop.cents(), [...bank.paid.values()]]).toEqual([0n, [3_600n]])
  await nextDawn(town)
  expect(await listOf(anna, at)).toHaveLength(1)
  await sell(shop, bob, 'S3', 250)
  await nextDawn(town)
  expect(await listOf(anna, at)).toMatchObject([{ payments: 1, paid: '250', amount: '250' }, sums])
  expect([...bank.paid.values()]).toEqual([3_600n, 250n])
  // It is nobody's wallet: the owner's own movements show nothing of it.
  expect((await anna.call('GET /wallet/bank/moves')).body).toEqual({ moves: [] })
})

test('nobody knows what the bank did: the money stays held and is sent once; what it refuses is in the next', async () => {
  const { town, anna, shop, bob, bank, at } = await opened()
  await using _ = town
  await sell(shop, bob, 'S1', 2_000)
  bank.mood = 'silent'
  await nextDawn(town)
  expect(await listOf(anna, at)).toMatchObject([{ amount: '2000', state: 'unknown' }])
  expect([await shop.cents(), bank.pushes]).toEqual([2_000n, 1])
  await sell(shop, bob, 'S2', 70)
  bank.mood = 'well'
  await nextDawn(town)
  expect(await listOf(anna, at)).toMatchObject([
    { amount: '70', state: 'settled' },
    { amount: '2000', state: 'settled' },
  ])
  expect(bank.paid.size).toBe(2)
  await sell(shop, bob, 'S3', 30)
  bank.mood = 'refusing'
  await nextDawn(town)
  expect((await listOf(anna, at))[0]).toMatchObject({ amount: '30', state: 'rejected', reason: 'AC04' })
  bank.mood = 'well'
  await nextDawn(town)
  expect((await listOf(anna, at))[0]).toMatchObject({ amount: '30', paid: '0', other: '30', state: 'settled' })
})

test('what only the bank’s statement knows is settled by it, and nothing of it is unexplained', async () => {
  const { town, anna, shop, bob, bank, at } = await opened()
  await using _ = town
  const olga = await town.person('olga', { kind: 'operator' })
  await sell(shop, bob, 'S1', 900)
  bank.mood = 'silent'
  await nextDawn(town)
  expect(await listOf(anna, at)).toMatchObject([{ state: 'unknown' }])
  bank.closed = true
  expect(await reconcileDay(town.city, new Date(town.city.clock.now()).toISOString().slice(0, 10))).toBe(true)
  expect(await listOf(anna, at)).toMatchObject([{ state: 'settled' }])
  expect((await olga.call('GET /wallet/office/suspense')).body).toMatchObject({ items: [], unknown: [] })
  expect(await shop.cents()).toBe(0n)
})

test('the fee is data: a share of payments less refunds, to the city, in the same commit', async () => {
  const { town, anna, shop, bob, at } = await opened()
  await using _ = town
  await town.city.db.run(sql`insert into merchants.fee (category, basis_points) values ('5411', 60)`)
  await sell(shop, bob, 'S1', 4_000)
  await give(shop, 'S1', 4_000, 333)
  await nextDawn(town)
  expect(await listOf(anna, at)).toMatchObject([{ fee: '22', amount: '3645' }])
  const [fees] = await balances(town.city, [cityAccountId('fees', 'EUR')])
  expect(fees?.posted).toBe(22n)
})

test('a settlement is told line by line, as CSV and as camt.053 whose balances add up', async () => {
  const { town, anna, shop, bob, at } = await opened()
  await using _ = town
  await sell(shop, bob, 'S1', 500)
  await sell(shop, bob, 'S2', 300)
  await give(shop, 'S2', 300, 100)
  await nextDawn(town)
  const [made] = await listOf(anna, at)
  const file = async (format: string) => {
    const path = `GET ${at}/settlements/${made?.id}/statement`
    const { body } = await anna.call<{ fileName: string; base64: string }>(path, { format })
    return Buffer.from(body.base64, 'base64')
  }
  const csv = (await file('csv')).toString().trim().split('\r\n')
  expect(csv).toHaveLength(4)
  expect(csv[3]).toContain(',refund,S2,out,1.00,EUR,7.00,')
  const camt = readStatement(await file('camt053'), 'UTC')
  const signed = camt.entries.map(({ amount, direction }) => (direction === 'credit' ? amount.minor : -amount.minor))
  expect(signed).toEqual([500n, 300n, -100n])
  expect(camt.balances.map(({ kind, minor }) => [kind, minor])).toEqual([
    ['OPBD', 0n],
    ['CLBD', 700n],
  ])
})

test('only the owner chooses the account, a manager looks, a cashier and strangers do not', async () => {
  const { town, anna, shop, bob, link, at } = await opened()
  await using _ = town
  const [mia, carl] = [await town.person('mia'), await town.person('carl')]
  await anna.call(`PUT ${at}/staff/${mia.id}`, { role: 'manager' })
  await anna.call(`PUT ${at}/staff/${carl.id}`, { role: 'cashier' })
  const proof = { password: PASSWORD }
  expect((await mia.call(`PUT ${at}/bank`, { link, proof })).no).toBe('owner_only')
  expect((await bob.call(`PUT ${at}/bank`, { link, proof })).no).toBe('not_found')
  expect((await anna.call(`PUT ${at}/bank`, { link, proof: { password: 'wrong' } })).no).toBe('wrong_credentials')
  expect((await anna.call(`PUT ${at}/bank`, { link: town.city.newId(), proof })).no).toBe('not_found')
  await sell(shop, bob, 'S1', 100)
  await nextDawn(town)
  const [made] = await listOf(mia, at)
  expect((await carl.call(`GET ${at}/settlements`)).no).toBe('admins_only')
  expect((await bob.call(`GET ${at}/settlements`)).no).toBe('not_found')
  const other = await town.shop(await town.person('carol'))
  const path = `GET /merchants/${other.merchant.id}/settlements/${made?.id}/statement`
  expect((await other.owner.call(path)).no).toBe('not_found')
  await anna.call(`DELETE /wallet/bank/links/${link}`)
  await sell(shop, bob, 'S2', 100)
  await nextDawn(town)
  expect(await listOf(anna, at)).toHaveLength(1)
  expect(await shop.cents()).toBe(100n)
})

test('a settlement is what its parts say, and a fee is never more than is there', () => {
  const money = fc.bigInt({ min: 0n, max: 10n ** 15n })
  fc.assert(
    fc.property(money, money, money, fc.integer({ min: 0, max: 1000 }), (paid, refunded, available, basisPoints) => {
      const { fee, other, amount } = splitSettlement({ ...NO_SUMS, paid, refunded }, { available, basisPoints })
      expect(amount).toBe(paid - refunded + other - fee)
      expect(fee >= 0n && amount >= 0n && fee + amount === available).toBe(true)
    }),
  )
})
