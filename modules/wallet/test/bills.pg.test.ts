import type { Bill, ChatEvent, ReplyOf, walletApi } from '@plaza/contract'
import { directConversationId } from '@plaza/contacts'
import { sql } from '@plaza/db'
import { days } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { PAYMENTS_ID } from '../bills/service.ts'
import { writeBills } from '../bills/write.ts'
import { scene, type Citizen, type Scene } from './scene.ts'

type Page = ReplyOf<typeof walletApi.bills>

async function history(plaza: Scene): Promise<[Citizen, Citizen]> {
  const [anna, bo] = [await plaza.person('anna', { cents: 10_000 }), await plaza.person('bo_h', { cents: 5_000 })]
  await plaza.befriend(anna, bo)
  const pay = async (from: Citizen, to: Citizen, amount: string, note: string) => {
    const { id } = (await from.send(to, amount, { note })).body
    await to.call(`POST /wallet/transfers/${id}/accept`)
  }
  await pay(anna, bo, '1200', 'Pizza on Friday')
  await pay(anna, bo, '800', '=HYPERLINK("x")')
  await pay(bo, anna, '300', 'cinema, "two" seats')
  await anna.send(bo, '100', { note: 'never taken' })
  plaza.city.skip(2_000)
  await plaza.city.settle()
  await writeBills(plaza.city)
  await plaza.city.settle()
  return [anna, bo]
}

const bills = async (who: Citizen, filter: object = {}) => (await who.call<Page>('GET /wallet/bills', filter)).body

test('the history tells every payment that happened, filtered as one likes', async () => {
  await using plaza = await scene()
  const [anna, bo] = await history(plaza)
  const all = await bills(anna)
  expect(all.bills.map(bill => [bill.direction, bill.amount, bill.category])).toEqual([
    ['in', '300', 'fun'],
    ['out', '800', 'people'],
    ['out', '1200', 'food'],
    ['in', '10000', 'other'],
  ])
  expect(all.bills[0]).toMatchObject({ person: bo.id, balance: '8300', note: 'cinema, "two" seats' })
  expect((await bills(bo)).bills).toHaveLength(4)
  expect((await bills(anna, { direction: 'out' })).bills).toHaveLength(2)
  expect((await bills(anna, { text: 'PIZZA' })).bills).toHaveLength(1)
  expect((await bills(anna, { kind: 'bank' })).bills).toHaveLength(0)
  expect((await bills(anna, { person: bo.id })).bills).toHaveLength(3)
  expect((await bills(anna, { until: plaza.city.clock.now() - days(1) })).bills).toHaveLength(0)
  const page = await bills(anna, { limit: 2 })
  expect(page.more).toBe(true)
  const rest = await bills(anna, { limit: 2, before: page.bills[1]?.id })
  expect([...page.bills, ...rest.bills]).toEqual(all.bills)

  const [receipt] = all.bills as [Bill]
  expect((await anna.call<Bill>(`GET /wallet/bills/${receipt.id}`)).body).toEqual(receipt)
  const eve = await plaza.person('eve_h')
  expect((await eve.call(`GET /wallet/bills/${receipt.id}`)).no).toBe('not_found')
  expect((await eve.call(`PUT /wallet/bills/${receipt.id}/category`, { category: 'home' })).no).toBe('not_found')
  await anna.call(`PUT /wallet/bills/${receipt.id}/category`, { category: 'gifts' })
  expect((await anna.call<Bill>(`GET /wallet/bills/${receipt.id}`)).body.category).toBe('gifts')
  expect((await bo.call<Bill>(`GET /wallet/bills/${receipt.id}`)).body.category).toBe('fun')
})

test('the picture of a month adds up, and its file carries a stamp that anybody can check', async () => {
  await using plaza = await scene()
  const [anna] = await history(plaza)
  const month = (await anna.call<ReplyOf<typeof walletApi.month>>('GET /wallet/months/2026-01')).body
  expect(month.total).toEqual({ in: '10300', out: '2000' })
  expect(month.categories[0]).toMatchObject({ category: 'food', out: '1200', count: 1 })
  expect((await anna.call('GET /wallet/months/2026-13')).no).toBe('bad_input')

  const file = (await anna.call<ReplyOf<typeof walletApi.exportMonth>>('GET /wallet/months/2026-01/export')).body
  const bytes = Buffer.from(file.base64, 'base64')
  const lines = bytes.toString().split('\r\n')
  expect(lines).toHaveLength(7)
  expect(lines[3]).toContain(`"'=HYPERLINK(""x"")"`)
  expect(lines[4]).toContain('in,3.00,EUR,bo_h,"cinema, ""two"" seats",83.00,')
  const checked = await anna.call<ReplyOf<typeof walletApi.checkStamp>>(`GET /wallet/stamps/${file.stamp}`)
  expect(checked.body.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect((await anna.call(`GET /wallet/stamps/${'0'.repeat(32)}`)).body).toEqual({ made: false })
})

test('the Payments service writes each payment into the chats once, and keeps silent when it was left', async () => {
  await using plaza = await scene()
  const [anna] = await history(plaza)
  const said = async () => {
    const conv = directConversationId(anna.id, PAYMENTS_ID)
    const page = await anna.call<{ events: ChatEvent[] }>(`GET /chats/${conv}/messages`)
    return page.body.events.filter(event => event.k === 'card').map(event => event.b['text'])
  }
  expect(await said()).toEqual(['Received: 100.00 EUR', 'Paid: 12.00 EUR', 'Paid: 8.00 EUR', 'Received: 3.00 EUR'])
  // The follower lost its place: everything is read again, and nothing is told twice.
  await plaza.city.db.run(sql`delete from ledger.follower`)
  await writeBills(plaza.city)
  await plaza.city.settle()
  expect(await said()).toHaveLength(4)
  await anna.call(`DELETE /contacts/${PAYMENTS_ID}`)
  await plaza.give(anna, 100)
  await writeBills(plaza.city)
  await plaza.city.settle()
  expect(await said()).toHaveLength(4)
})
