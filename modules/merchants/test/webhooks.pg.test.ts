import { hours, TestClock } from '@plaza/kernel'
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { probeDue } from '../notify/probe.ts'
import { market, type Heard, type Shop } from './scene.ts'

const at = ({ merchant }: Shop) => `/merchants/${merchant.id}`

/** Checks a message as the specification of Standard Webhooks says. */
function verified(secret: string, { headers, body }: Heard): { type: string; data: Record<string, unknown> } {
  const text = `${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${body}`
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(text).digest('base64')}`)
  return JSON.parse(body) as { type: string; data: Record<string, unknown> }
}

test('a server hears of payments and refunds in the open form too, each once, tried again under the same id', async () => {
  await using town = await market({ clock: new TestClock() })
  await using server = await town.receiver()
  const bob = await town.person('bob', { cents: 1_000 })
  const shop = await town.shop(await town.person('anna'))
  const set = await shop.owner.call<{ secret: string }>(`PUT ${at(shop)}/webhook`, {
    mode: 'live',
    url: `${server.url}/open`,
  })
  const { secret } = set.body
  expect(secret).toMatch(/^whsec_.{32}$/)
  const order = await bob.pay(await shop.order('A1', 100, { notify_url: `${server.url}/sealed` }))
  server.answer = 500
  await town.bring()
  server.answer = 200
  town.city.skip(60_000)
  await town.bring()
  const open = server.heard.filter(({ path }) => path === '/open')
  expect([open.length, server.heard.filter(({ path }) => path === '/sealed').length]).toEqual([2, 2])
  expect(new Set(open.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  for (const heard of open)
    expect(verified(secret, heard)).toMatchObject({
      type: 'transaction.success',
      data: { out_trade_no: 'A1', trade_state: 'SUCCESS', amount: { total: 100 } },
    })
  const refund = { refund: town.city.newId(), amount: '40' }
  await shop.owner.call(`POST ${at(shop)}/orders/${order.body.id}/refunds`, refund)
  await town.bring()
  const last = server.heard.at(-1) as Heard
  expect(verified(secret, last)).toMatchObject({ type: 'refund.success', data: { amount: { refund: 40 } } })
  const renewed = await shop.owner.call<{ secret: string }>(`PUT ${at(shop)}/webhook`, {
    mode: 'live',
    url: `${server.url}/open`,
  })
  expect(renewed.body.secret).not.toBe(secret)
  await shop.owner.call(`DELETE ${at(shop)}/webhook`, { mode: 'live' })
  await bob.pay(await shop.order('A2', 50))
  await town.bring()
  expect(server.heard.filter(({ path }) => path === '/open').length).toBe(3)
})

test('who wants it is tried with a wrong signature each day, and told whether their server refused it', async () => {
  await using town = await market({ clock: new TestClock() })
  await using server = await town.receiver()
  const shop = await town.shop(await town.person('anna'))
  await shop.order('A1', 100, { notify_url: `${server.url}/sealed` })
  await probeDue(town.city)
  expect(server.heard).toHaveLength(0)
  await shop.owner.call(`PUT ${at(shop)}/probe`, { mode: 'live', on: true })
  await probeDue(town.city)
  await probeDue(town.city)
  expect(server.heard).toHaveLength(1)
  expect(server.heard[0]?.headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//)
  const seen = async () =>
    (await shop.owner.call<{ probe: object }>(`GET ${at(shop)}/webhook`, { mode: 'live' })).body.probe
  expect(await seen()).toMatchObject({ last: { status: 200, passed: false } })
  server.answer = 401
  town.city.skip(hours(24))
  await probeDue(town.city)
  expect(await seen()).toMatchObject({ last: { status: 401, passed: true } })
  await shop.owner.call(`PUT ${at(shop)}/probe`, { mode: 'live', on: false })
  town.city.skip(hours(24))
  await probeDue(town.city)
  expect([server.heard.length, await seen()]).toEqual([2, undefined])
})

test('addresses inside are refused, and only owners choose', async () => {
  await using town = await market({ config: { allowPrivateHooks: false } })
  const anna = await town.person('anna')
  const shop = await town.shop(anna)
  const [mia, bob] = [await town.person('mia'), await town.person('bob')]
  await anna.call(`PUT ${at(shop)}/staff/${mia.id}`, { role: 'manager' })
  const url = 'https://shop.example.org/plaza'
  for (const bad of [
    'http://127.0.0.1/x',
    'http://0x7f.1/',
    'https://[::ffff:10.0.0.1]/',
    'ftp://shop.example.org/',
    'x',
  ])
    expect((await anna.call(`PUT ${at(shop)}/webhook`, { mode: 'live', url: bad })).no).toBe('webhook_refused')
  expect((await mia.call(`PUT ${at(shop)}/webhook`, { mode: 'live', url })).no).toBe('owner_only')
  expect((await bob.call(`PUT ${at(shop)}/webhook`, { mode: 'live', url })).no).toBe('not_found')
  expect((await bob.call(`PUT ${at(shop)}/probe`, { mode: 'live', on: true })).no).toBe('not_found')
  expect((await anna.call(`PUT ${at(shop)}/webhook`, { mode: 'live', url })).no).toBeUndefined()
  expect((await mia.call(`GET ${at(shop)}/webhook`, { mode: 'live' })).body).toMatchObject({ webhook: { url } })
})
