import type { MerchantNotify, MerchantRuleChange, MerchantRules, MerchantTransfer } from '@plaza/contract'
import { hours, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { basisPointsOf } from '../settlements/store.ts'
import { market, type Citizen, type Market, type Shop } from './scene.ts'

const at = ({ merchant }: Shop) => `/merchants/${merchant.id}`
interface Log {
  readonly notifies: MerchantNotify[]
  readonly more: boolean
}

test('an owner tries their server, reads what was brought to it, and has it brought again', async () => {
  await using town = await market({ clock: new TestClock() })
  await using server = await town.receiver()
  const shop = await town.shop(await town.person('anna'))
  const tryIt = () => shop.owner.call<MerchantNotify>(`POST ${at(shop)}/webhook/test`, { mode: 'live' })
  expect((await tryIt()).no).toBe('webhook_refused')
  await shop.owner.call(`PUT ${at(shop)}/webhook`, { mode: 'live', url: `${server.url}/open` })
  server.answer = 500
  expect((await tryIt()).body).toMatchObject({ event: 'WEBHOOK.TEST', state: 'due', tries: 0, deliveries: [] })
  await town.bring()
  const log = async (form = 'standard') =>
    (await shop.owner.call<Log>(`GET ${at(shop)}/notifies`, { mode: 'live', form })).body
  const [first] = (await log()).notifies
  expect(first).toMatchObject({ state: 'due', tries: 1, deliveries: [{ status: 500, why: '5xx' }] })
  server.answer = 204
  await shop.owner.call(`POST ${at(shop)}/notifies/${first?.id}/resend`)
  await town.bring()
  expect((await log()).notifies[0]).toMatchObject({ id: first?.id, state: 'done', tries: 2 })
  const heard = JSON.parse(server.heard.at(-1)?.body ?? '{}') as object
  expect(heard).toMatchObject({ type: 'webhook.test', data: { mchid: shop.mchid } })
  expect(await log('v3')).toEqual({ notifies: [], more: false })
})

test('a log has pages, and is nobody else’s', async () => {
  await using town = await market({ clock: new TestClock() })
  await using server = await town.receiver()
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob')
  const mia = await town.person('mia')
  await shop.owner.call(`PUT ${at(shop)}/webhook`, { mode: 'live', url: server.url })
  for (let i = 0; i < 31; i++) {
    if (i % 8 === 0) town.city.skip(hours(1))
    await shop.owner.call(`POST ${at(shop)}/webhook/test`, { mode: 'live' })
  }
  const page = (who: Citizen, before?: string) =>
    who.call<Log>(`GET ${at(shop)}/notifies`, { mode: 'live', form: 'standard', ...(before ? { before } : {}) })
  const { body: first } = await page(shop.owner)
  const { body: second } = await page(shop.owner, first.notifies.at(-1)?.id)
  expect([first.notifies.length, first.more, second.notifies.length, second.more]).toEqual([30, true, 1, false])
  expect(new Set([...first.notifies, ...second.notifies].map(({ id }) => id)).size).toBe(31)
  expect((await page(bob)).no).toBe('not_found')
  await shop.owner.call(`PUT ${at(shop)}/staff/${mia.id}`, { role: 'cashier' })
  expect((await page(mia)).no).toBe('admins_only')
  expect((await mia.call(`POST ${at(shop)}/webhook/test`, { mode: 'live' })).no).toBe('admins_only')
})

test('a merchant sees what its programs gave to people, and how each stands', async () => {
  await using town = await market()
  const shop = await town.shop(await town.person('anna'))
  const [bob, carol] = [await town.person('bob', { cents: 5_000 }), await town.person('carol')]
  await bob.pay(await shop.order('A1', 3_000))
  const { openid } = (await carol.call<{ openid: string }>('POST /pay/openid', { mchid: shop.mchid, appid: 'app1' }))
    .body
  for (const [no, cents] of [
    ['T1', 700],
    ['T2', 50],
  ] as const)
    await shop.ask('POST', '/v3/fund-app/mch-transfer/transfer-bills', {
      appid: 'app1',
      out_bill_no: no,
      openid,
      transfer_amount: cents,
      transfer_remark: 'A prize',
      transfer_scene_id: '1000',
    })
  await shop.ask('POST', '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/T2/cancel', {})
  const seen = await shop.owner.call<{ transfers: MerchantTransfer[] }>(`GET ${at(shop)}/transfers`, { mode: 'live' })
  expect(seen.body.transfers).toMatchObject([
    { outBillNo: 'T2', amount: '50', state: 'CANCELLED' },
    { outBillNo: 'T1', amount: '700', state: 'WAIT_USER_CONFIRM', remark: 'A prize' },
  ])
  expect((await bob.call(`GET ${at(shop)}/transfers`, { mode: 'live' })).no).toBe('not_found')
})

/** Two operators and whoever is none. */
async function office(town: Market) {
  const [olga, oto] = [await town.person('olga', { kind: 'operator' }), await town.person('oto', { kind: 'operator' })]
  const propose = (who: Citizen, rule: object, id = town.city.newId()) =>
    who.call<MerchantRuleChange>('POST /merchants/office/rules', { id, rule })
  const decide = (who: Citizen, id: string, approve: boolean) =>
    who.call<MerchantRuleChange>(`POST /merchants/office/rules/${id}`, { approve })
  const rules = async () => (await olga.call<MerchantRules>('GET /merchants/office/rules')).body
  return { olga, oto, propose, decide, rules }
}

test('one operator proposes a fee, and only another makes it hold', async () => {
  await using town = await market()
  const { olga, oto, propose, decide, rules } = await office(town)
  const rule = { kind: 'fee', category: '5411', basisPoints: 60 }
  const { body: change } = await propose(olga, rule)
  expect(change).toMatchObject({ state: 'proposed', rule, proposedBy: olga.id })
  expect((await propose(olga, rule, change.id)).body).toEqual(change)
  expect((await propose(oto, rule, change.id)).no).toBe('exists_different')
  expect((await propose(oto, rule)).no).toBe('proposal_open')
  expect((await decide(olga, change.id, true)).no).toBe('needs_another_person')
  expect(await basisPointsOf(town.city.db, '5411')).toBe(0)
  expect((await decide(oto, change.id, true)).body).toMatchObject({ state: 'approved', decidedBy: oto.id })
  expect((await decide(oto, change.id, true)).body).toMatchObject({ state: 'approved' })
  expect((await decide(oto, change.id, false)).no).toBe('already_decided')
  expect([await basisPointsOf(town.city.db, '5411'), await basisPointsOf(town.city.db, '5462')]).toEqual([60, 0])
  expect((await rules()).rules.filter(({ kind }) => kind === 'fee')).toEqual([
    { kind: 'fee', category: '*', basisPoints: 0 },
    rule,
  ])
  const anna = await town.person('anna')
  expect((await anna.call('GET /merchants/office/rules')).no).toBe('not_allowed')
  expect((await propose(anna, rule)).no).toBe('not_allowed')
})

test('what pay codes pay alone, and what one operator decides alone, are rules too; a rejected one changes nothing', async () => {
  await using town = await market()
  const { olga, oto, propose, decide, rules } = await office(town)
  const small = { kind: 'small', tier: 1, paymentMax: '1000', dayMax: '4000' }
  expect((await propose(olga, { ...small, dayMax: '999' })).no).toBe('limits_out_of_order')
  await decide(oto, (await propose(olga, small)).body.id, true)
  await decide(oto, (await propose(olga, { kind: 'dispute', aloneMax: '500' })).body.id, true)
  await decide(oto, (await propose(olga, { ...small, tier: 2 })).body.id, false)
  const now = await rules()
  expect(now.rules).toContainEqual(small)
  expect(now.rules).toContainEqual({ kind: 'small', tier: 2, paymentMax: '5000', dayMax: '20000' })
  expect(now.rules).toContainEqual({ kind: 'dispute', aloneMax: '500' })
  expect(now.changes.map(({ state }) => state)).toEqual(['rejected', 'approved', 'approved'])
})
