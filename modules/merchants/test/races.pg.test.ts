import type { PayOrder } from '@plaza/contract'
import { sql } from '@plaza/db'
import { TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { decidePay, decideRefund } from '../orders/rules.ts'
import { market, orderOf, type Citizen, type Market, type Plant, type Shop } from './scene.ts'

const REFUNDS = '/v3/refund/domestic/refunds'

/** People with money and a confirmation of one order in their hand, so that they can all pay at once. */
async function payers(town: Market, count: number, code: string): Promise<(() => Promise<string>)[]> {
  const ready: (() => Promise<string>)[] = []
  for (let i = 0; i < count; i++) {
    const who = await town.person(`payer_${i}_${code.slice(0, 4).toLowerCase()}`, { cents: 1_000 })
    const { body } = await who.call<PayOrder>(`GET /pay/orders/${code}`)
    const proof = await who.prove(body)
    ready.push(async () => (await who.call(`POST /pay/orders/${code}/pay`, { proof })).no ?? 'paid')
  }
  return ready
}

/** What merchants have is what was paid to them less what they gave back, and no order was paid twice. */
async function faults(town: Market, shop: Shop): Promise<string[]> {
  const { paid, refunded, twice } = await town.city.db.one<{ paid: bigint; refunded: bigint; twice: number }>(sql`
    select coalesce(sum(amount), 0)::bigint as paid, coalesce(sum(refunded), 0)::bigint as refunded,
      (select count(*)::integer from (
        select ref from ledger.transfer where code = 'merchant.payment' group by ref having count(*) > 1) as many) as twice
    from merchants.trade where mchid = ${shop.mchid} and paid_at is not null`)
  const has = await shop.cents()
  return [
    ...(has === paid - refunded ? [] : [`has ${has}, paid ${paid}, refunded ${refunded}`]),
    ...(twice === 0 ? [] : [`${twice} orders were paid twice`]),
  ]
}

/** One order, thirty payers at once: one pays, and the others hear that it is paid. */
async function payRace(plant: Plant = {}): Promise<{ outcomes: string[]; faults: string[] }> {
  await using town = await market({ clock: new TestClock(), plant })
  const shop = await town.shop(await town.person('anna'))
  const ready = await payers(town, 30, await shop.order('A1', 700))
  const outcomes = await Promise.all(ready.map(pay => pay()))
  return { outcomes: outcomes.toSorted(), faults: await faults(town, shop) }
}

test('one order paid thirty times at once is paid once', async () => {
  const { outcomes, faults } = await payRace()
  expect(outcomes).toEqual([...Array<string>(29).fill('order_paid'), 'paid'])
  expect(faults).toEqual([])
})

test('the race sees a rider that does not look whether an order is paid', async () => {
  const { faults } = await payRace({
    decidePay: (request, row, now) => decidePay(request, row && { ...row, state: 'NOTPAY' }, now),
  })
  expect(faults).toEqual([expect.stringMatching(/^has \d+, paid 700, refunded 0$/), '1 orders were paid twice'])
})

test('pay against close: either the money moved and the order is paid, or it did not and is closed', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  for (let round = 0; round < 10; round++) {
    const no = `C${round}`
    const code = await shop.order(no, 300)
    const [pay] = (await payers(town, 1, code)) as [() => Promise<string>]
    const close = () => shop.ask('POST', `/v3/pay/transactions/out-trade-no/${no}/close`, { mchid: shop.mchid })
    const [paid, closed] = await Promise.all(round % 2 ? [pay(), close()] : [later(pay), close()])
    const { body } = await shop.ask('GET', `/v3/pay/transactions/out-trade-no/${no}?mchid=${shop.mchid}`)
    const state = body['trade_state'] as string
    expect([paid, closed.status, state]).toEqual(
      state === 'SUCCESS' ? ['paid', 400, 'SUCCESS'] : ['order_closed', 204, 'CLOSED'],
    )
  }
  expect(await faults(town, shop)).toEqual([])
})

const later = async <T>(work: () => Promise<T>): Promise<T> => {
  await new Promise(resolve => setTimeout(resolve, 5))
  return work()
}

/** A hundred refunds of forty at once from an order of a thousand: twenty-five of them fit. */
async function refundStorm(
  plant: Plant,
  { parts, cents }: { parts: number; cents: number },
): Promise<{ given: number; faults: string[] }> {
  await using town = await market({ clock: new TestClock(), plant })
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 1_000 })
  await bob.pay(await shop.order('A1', 1_000))
  const answers = await Promise.all(
    Array.from({ length: parts }, (_, i) =>
      shop.ask('POST', REFUNDS, {
        out_trade_no: 'A1',
        // Each number twice: a repeat is no further refund.
        out_refund_no: `R${i >> 1}`,
        amount: { refund: cents, total: 1_000, currency: 'EUR' },
      }),
    ),
  )
  const given = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body['out_refund_no'])).size
  const moved = 1_000n - (await shop.cents())
  return {
    given,
    faults: [
      ...(await faults(town, shop)),
      ...(moved === BigInt(given * cents) ? [] : [`${moved} moved, ${given} parts of ${cents} were answered`]),
      ...(given * cents <= 1_000 && given <= 50 ? [] : [`${given} parts of ${cents} were given`]),
    ],
  }
}

test('refunds in a storm never come to more than was paid, and each number is one refund', async () => {
  expect(await refundStorm({}, { parts: 200, cents: 40 })).toEqual({ given: 25, faults: [] })
  expect(await refundStorm({}, { parts: 200, cents: 1 })).toEqual({ given: 50, faults: [] })
})

test('the storm sees a rider that does not count the parts', async () => {
  const { faults } = await refundStorm(
    { decideRefund: (request, row, now) => decideRefund(request, row && { ...row, refunds: 0 }, now) },
    { parts: 200, cents: 1 },
  )
  expect(faults).toEqual(['100 parts of 1 were given'])
})

test('behind a rider that does not count the sum the ledger still gives back no more than was paid', async () => {
  const plant: Plant = {
    decideRefund: (request, row, now) => decideRefund(request, row && { ...row, refunded: 0n }, now),
  }
  expect(await refundStorm(plant, { parts: 200, cents: 40 })).toEqual({ given: 25, faults: [] })
})

test('two hundred prepays of one number at once make one order; each is answered with it, or refused for its difference', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const ask = (cents: number) => shop.ask('POST', '/v3/pay/transactions/native', orderOf(shop, 'A1', cents))
  const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => ask(i % 4 === 0 ? 200 : 100)))
  const links = new Set(answers.map(({ body }) => body['code_url']).filter(Boolean))
  expect(links.size).toBe(1)
  const [kept] = await town.city.db.rows<{ amount: bigint }>(sql`select amount from merchants.trade`)
  const fits = answers.filter((_, i) => (i % 4 === 0 ? 200n : 100n) === kept?.amount)
  expect(fits.every(({ status }) => status === 200)).toBe(true)
  expect(answers.filter(({ status }) => status === 400)).toHaveLength(200 - fits.length)
})

test('two hundred orders are paid by as many people at once, and every cent is where it belongs', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'), 'test')
  const people: Citizen[] = []
  for (let i = 0; i < 20; i++) people.push(await town.person(`many_${i}`))
  const codes = await Promise.all(Array.from({ length: 200 }, (_, i) => shop.order(`M${i}`, 10 + i)))
  const answers = await Promise.all(
    codes.map((code, i) => (people[i % 20] as Citizen).call<PayOrder>(`POST /pay/orders/${code}/pay`, {})),
  )
  expect(answers.filter(({ body }) => body.state === 'SUCCESS')).toHaveLength(200)
  expect(await faults(town, shop)).toEqual([])
  expect(await shop.cents()).toBe(BigInt((200 * (10 + 209)) / 2))
})
