import { sql } from '@plaza/db'
import { hours, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { NOTIFY_PAUSES_MS } from '../limits.ts'
import { addressFault } from '../notify/address.ts'
import { market, orderOf } from './scene.ts'

test('news are tried again on the schedule until somebody hears them, and then never more', async () => {
  await using town = await market({ clock: new TestClock() })
  await using server = await town.receiver()
  const bob = await town.person('bob', { cents: 1_000 })
  const shop = await town.shop(await town.person('anna'))
  server.answer = 500
  await bob.pay(await shop.order('A1', 100, { notify_url: `${server.url}/paid` }))
  await town.bring()
  for (const [i, pause] of NOTIFY_PAUSES_MS.slice(0, 5).entries()) {
    town.city.skip(pause - 1)
    await town.bring()
    expect(server.heard, `before pause ${i} is over`).toHaveLength(i + 1)
    town.city.skip(1)
    await town.bring()
    expect(server.heard).toHaveLength(i + 2)
  }
  server.answer = 204
  town.city.skip(hours(1))
  await town.bring()
  const count = server.heard.length
  town.city.skip(hours(24))
  await town.bring()
  expect(server.heard).toHaveLength(count)
  const bodies = server.heard.map(({ body }) => JSON.parse(body) as { id: string; resource: { nonce: string } })
  expect(new Set(bodies.map(({ id }) => id)).size).toBe(1)
  expect(new Set(bodies.map(({ resource }) => resource.nonce)).size).toBe(count)
})

test('after a day of failures news are given up; the desk shows each try and can send them again', async () => {
  await using town = await market({ clock: new TestClock() })
  await using server = await town.receiver()
  const bob = await town.person('bob', { cents: 1_000 })
  const shop = await town.shop(await town.person('anna'))
  server.answer = 302
  await bob.pay(await shop.order('A1', 100, { notify_url: `${server.url}/paid` }))
  await town.bring()
  for (const pause of NOTIFY_PAUSES_MS) {
    town.city.skip(pause)
    await town.bring()
  }
  expect(NOTIFY_PAUSES_MS.reduce((sum, pause) => sum + pause, 0)).toBe(hours(24) + 4 * 60_000)
  expect(server.heard).toHaveLength(NOTIFY_PAUSES_MS.length + 1)
  expect(server.heard.every(({ path }) => path === '/paid')).toBe(true)
  const { id } = shop.merchant
  const { body } = await shop.owner.call<{ orders: { id: string }[] }>(`GET /merchants/${id}/orders`, { mode: 'live' })
  const see = async () => {
    const path = `GET /merchants/${id}/orders/${body.orders[0]?.id}`
    const one = await shop.owner.call<{ notifies: { id: string; state: string; deliveries: object[] }[] }>(path)
    return one.body.notifies[0]
  }
  const gone = await see()
  expect(gone).toMatchObject({ state: 'given_up', tries: 16, deliveries: { length: 16 } })
  expect(gone?.deliveries[0]).toMatchObject({ status: 302, why: '3xx' })
  server.answer = 200
  await shop.owner.call(`POST /merchants/${id}/notifies/${gone?.id}/resend`)
  await town.bring()
  expect(await see()).toMatchObject({ state: 'done', tries: 17 })
})

test.each([
  ['http://127.0.0.1/x', 'must be on the open internet'],
  ['http://2130706433/x', 'must be on the open internet'],
  ['http://0177.0.0.1/x', 'must be on the open internet'],
  ['http://0x7f.1/x', 'must be on the open internet'],
  ['http://127.1/x', 'must be on the open internet'],
  ['http://[::1]/x', 'must be on the open internet'],
  ['http://[::ffff:127.0.0.1]/x', 'must be on the open internet'],
  ['http://[::ffff:7f00:1]/x', 'must be on the open internet'],
  ['http://[64:ff9b::7f00:1]/x', 'must be on the open internet'],
  ['http://169.254.169.254/latest', 'must be on the open internet'],
  ['http://10.1.2.3/x', 'must be on the open internet'],
  ['http://localhost/x', 'must be on the open internet'],
  ['http://shop.local/x', 'must be on the open internet'],
  ['http://LOCALHOST./x', 'must be on the open internet'],
  ['https://me:secret@shop.example.org/x', 'must have no user in it'],
  ['https://shop.example.org@127.0.0.1/x', 'must have no user in it'],
  ['https://shop.example.org/x?y=1', 'must have no query and no fragment'],
  ['https://shop.example.org/x?', 'must have no query and no fragment'],
  ['ftp://shop.example.org/x', 'must begin with http:// or https://'],
  ['file:///etc/passwd', 'must begin with http:// or https://'],
  ['shop.example.org', 'not a web address'],
  [`https://shop.example.org/${'x'.repeat(255)}`, 'longer than 255 letters'],
  ['https://shop.example.org/notify', undefined],
])('%s: %s', (url, fault) => expect(addressFault(url, { allowPrivate: false })).toBe(fault))

test('an address inside is refused with the order; a name that leads inside is not called when it is time', async () => {
  await using town = await market({ clock: new TestClock(), config: { allowPrivateHooks: false } })
  await using server = await town.receiver()
  const bob = await town.person('bob', { cents: 1_000 })
  const shop = await town.shop(await town.person('anna'))
  const wish = { ...orderOf(shop, 'A1', 100), notify_url: server.url }
  expect(await shop.ask('POST', '/v3/pay/transactions/native', wish)).toMatchObject({
    status: 400,
    body: { code: 'PARAM_ERROR', detail: { field: '/body/notify_url' } },
  })
  await bob.pay(await shop.order('A2', 100))
  await town.city.db.run(sql`update merchants.notify set url = ${server.url}`)
  await town.bring()
  expect(server.heard).toEqual([])
  const row = await town.city.db.one<{ why: string }>(sql`select why from merchants.delivery`)
  expect(row.why).toBe('not_outside')
})
