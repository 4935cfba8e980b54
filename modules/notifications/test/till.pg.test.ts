import { calls } from '@plaza/calls'
import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import {
  merchantsApi as shops,
  notificationsApi,
  walletApi,
  type Endpoint,
  type Merchant,
  type Sticker,
  type TillOrder,
} from '@plaza/contract'
import { authenticate, createPerson, identity, openSession } from '@plaza/identity'
import { derivedId, hours, seconds } from '@plaza/kernel'
import { ledger, transfer } from '@plaza/ledger'
import { merchants, useMerchantDoor } from '@plaza/merchants'
import { testCity } from '@plaza/testkit'
import { accountIdOf, cityAccountId, holderFor, wallet } from '@plaza/wallet'
import { expect, test } from 'vitest'
import { delivering } from '../deliver.ts'
import { frames } from '../frames.ts'
import { notifications, usePush } from '../index.ts'
import { GRACE_MS, TILL_EVERY_MS } from '../limits.ts'
import { browser, pushService } from './receiver.ts'
import { KEYS } from './scene.ts'

const [PASSWORD, PIN] = ['a ship at sea', '580274']
const STAFF = ['owner', 'carl', 'cora'] as const
type Name = (typeof STAFF)[number] | 'payer'

/** A bakery, two cashiers whose hours are open, somebody who pays, and a push service. */
async function bakery() {
  const service = await pushService()
  const modules = [identity, ledger, contacts, chat, calls, wallet, merchants, notifications]
  const city = await testCity({ modules, authenticate })
  useMerchantDoor(city, { origin: 'http://127.0.0.1', masterKeys: [{ n: 1, bytes: Buffer.alloc(32, 1) }] })
  usePush(city, { ...KEYS, subject: 'mailto:operator@plaza.test', hosts: ['127.0.0.1'], allowPrivate: true })
  const routes = modules.flatMap(one => one.routes ?? [])
  const callers = new Map<Name, { person: string; device: string; kind: string }>()
  const ask = async <Reply>(name: Name, endpoint: Endpoint, input: object = {}): Promise<Reply> =>
    (await routes
      .find(one => one.endpoint === endpoint)!
      .handle(city, { input, by: callers.get(name)! } as never)) as Reply
  const phones = new Map(STAFF.map(name => [name, browser(service.origin, name)]))
  for (const name of [...STAFF, 'payer'] as const) {
    const { id } = await createPerson(city, { id: derivedId(name), handle: `${name}_t`, name, password: PASSWORD })
    const token = await openSession(city, id, { name: 'Phone', kind: 'browser' })
    callers.set(name, { person: id, device: (await city.authenticate(token))!.device, kind: 'citizen' })
    await holderFor(city, id)
    if (name !== 'payer') await ask(name, notificationsApi.notifyDevice, phones.get(name)!.subscription)
  }
  const id = (name: Name) => callers.get(name)!.person
  await transfer(city, {
    id: city.newId(),
    from: cityAccountId('bank', 'EUR'),
    to: accountIdOf(id('payer'), 'EUR'),
    amount: 9_000n,
  })
  await ask('payer', walletApi.setPin, { pin: PIN, proof: { password: PASSWORD } })
  const wish = { id: city.newId(), name: 'Anna Bakery', city: 'Madrid', country: 'ES', category: '5411' }
  const { id: shop } = await ask<Merchant>('owner', shops.createMerchant, wish)
  for (const name of ['carl', 'cora'] as const)
    await ask('owner', shops.addStaff, { id: shop, person: id(name), role: 'cashier' })
  const shift = (name: Name, mode = 'live') =>
    ask<{ id: string }>(name, shops.openShift, { id: shop, mode, shift: city.newId() })
  for (const name of STAFF) await shift(name)
  const { code } = await ask<Sticker>('carl', shops.sticker, { id: shop, mode: 'live' })
  const proved = async (order: string, amount: string) => {
    const command = { do: 'order', id: order, to: shop, amount, currency: 'EUR' }
    return (await ask<{ proof: string }>('payer', walletApi.prove, { command, pin: PIN })).proof
  }
  return {
    city,
    shop,
    ask,
    id,
    /** The payer pays the sticker on the wall. */
    async atSticker(amount: string) {
      const order = city.newId()
      await ask('payer', shops.payShop, {
        id: order,
        code,
        amount,
        currency: 'EUR',
        proof: await proved(order, amount),
      })
    },
    /** The payer pays an order that a cashier made. */
    async orderOf(cashier: Name, amount: string) {
      const made = { id: shop, mode: 'live', order: city.newId(), amount }
      const { code: order } = await ask<TillOrder>(cashier, shops.makeTillOrder, made)
      await ask('payer', shops.settleOrder, { code: order, proof: await proved(made.order, amount) })
    },
    look: (name: Name) =>
      frames.look!(city, { caller: callers.get(name)!, send: () => {} } as never, { t: 'look', on: true }),
    async pass(ms = GRACE_MS) {
      await city.settle()
      city.skip(ms)
      await city.settle()
      city.skip(seconds(2))
      await city.settle()
      await delivering(city)
    },
    /** What the devices of the staff were called for since the last time. */
    heard: () =>
      service.heard.splice(0).map(one => {
        const name = one.path.slice(1) as (typeof STAFF)[number]
        const { title, body, path, tag } = phones.get(name)!.read(one.body)
        return { name, title, body, path, tag }
      }),
    async [Symbol.asyncDispose]() {
      await city[Symbol.asyncDispose]()
      await service[Symbol.asyncDispose]()
    },
  }
}

test('cashiers on duty hear of the sticker, of an order only its own; the owner when they want to; nobody of how much', async () => {
  await using at = await bakery()
  await at.atSticker('480')
  await at.pass()
  const told = at.heard()
  expect(told.map(one => one.name).toSorted()).toEqual(['carl', 'cora'])
  expect(told[0]).toMatchObject({
    title: 'Anna Bakery',
    body: 'A payment came in',
    path: `/me/shops/${at.shop}/till`,
  })
  await at.pass(TILL_EVERY_MS)
  await at.orderOf('carl', '250')
  await at.pass()
  expect(at.heard().map(one => one.name)).toEqual(['carl'])
  expect(await at.ask('owner', shops.tillCalls, { id: at.shop })).toEqual({ on: false })
  expect(await at.ask('owner', shops.setTillCalls, { id: at.shop, on: true })).toEqual({ on: true })
  expect(await at.ask('carl', shops.setTillCalls, { id: at.shop, on: false })).toEqual({ on: false })
  await at.pass(TILL_EVERY_MS)
  await at.atSticker('100')
  await at.pass()
  expect(
    at
      .heard()
      .map(one => one.name)
      .toSorted(),
  ).toEqual(['cora', 'owner'])
  await at.pass(hours(1))
  expect(at.heard()).toEqual([])
})

test('who looks is not called; what comes in close together is told together, how much it was to whom that was allowed', async () => {
  await using at = await bakery()
  await at.ask('carl', notificationsApi.changeNotifications, { showText: true })
  await at.atSticker('100')
  await at.pass()
  expect(at.heard().find(one => one.name === 'carl')?.body).toBe('A payment came in: €1.00')
  for (const amount of ['200', '350']) await at.atSticker(amount)
  await at.pass(seconds(20))
  expect(at.heard()).toEqual([])
  await at.look('cora')
  await at.pass(TILL_EVERY_MS - seconds(25))
  expect(at.heard()).toMatchObject([{ name: 'carl', body: '2 payments came in: €5.50' }])
  // What cora saw at the till is not told again.
  await at.pass(hours(1))
  await at.atSticker('300')
  await at.pass()
  expect(at.heard().find(one => one.name === 'cora')?.body).toBe('A payment came in')
})

test('hours that ended, a job that ended and play money call nobody', async () => {
  await using at = await bakery()
  const { shifts } = await at.ask<{ shifts: { id: string }[] }>('carl', shops.shifts, { id: at.shop, mode: 'live' })
  await at.ask('carl', shops.closeShift, { id: at.shop, shift: shifts[0]!.id })
  await at.ask('owner', shops.removeStaff, { id: at.shop, person: at.id('cora') })
  const { code } = await at.ask<Sticker>('owner', shops.sticker, { id: at.shop, mode: 'test' })
  await at.ask('payer', shops.payShop, { id: at.city.newId(), code, amount: '500', currency: 'EUR' })
  await at.atSticker('480')
  await at.pass()
  expect(at.heard()).toEqual([])
})
