import { hours } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { seedWallets } from '../index.ts'
import { scene } from './scene.ts'

test('thirty payments at once around the daily limit: exactly as many as fit', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna', { cents: 15_000 }), await plaza.person('bo_h')]
  await plaza.befriend(anna, bo)
  const sends = await anna.ready(bo, '900', 30)
  const answers = await Promise.all(sends.map(send => send()))
  expect(answers.filter(one => one.no === undefined)).toHaveLength(11)
  const refused = answers.filter(one => one.no === 'limit_reached')
  expect(refused).toHaveLength(19)
  expect(refused.every(one => one.facts['limit'] === 'day')).toBe(true)
  expect(await anna.wallet()).toMatchObject({ held: '9900', limits: { day: { max: '10000', used: '9900' } } })
  plaza.city.skip(hours(24))
  expect((await anna.send(bo, '900')).no).toBe(undefined)
})

test('a storm on a small balance spends it once', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna', { cents: 500 }), await plaza.person('bo_h')]
  await plaza.befriend(anna, bo)
  const sends = await anna.ready(bo, '100', 20)
  const answers = await Promise.all(sends.map(send => send()))
  expect(answers.filter(one => one.no === undefined)).toHaveLength(5)
  expect(answers.filter(one => one.no === 'balance_too_low')).toHaveLength(15)
  expect(await anna.wallet()).toMatchObject({ balance: '500', held: '500' })
})

test('a wallet takes no more than its tier may hold', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna', { cents: 10_000 }), await plaza.person('bo_h', { cents: 14_000 })]
  await plaza.befriend(anna, bo)
  expect((await anna.send(bo, '1001')).no).toBe('payee_cannot_receive')
  expect((await anna.send(bo, '1000')).no).toBe(undefined)
})

test('a wallet is opened once, from however many devices it is looked at first', async () => {
  await using plaza = await scene()
  const anna = await plaza.person('anna', { pin: false })
  const looks = await Promise.all(Array.from({ length: 10 }, () => anna.wallet()))
  expect(new Set(looks.map(look => look.account)).size).toBe(1)
  expect(looks[0]).toMatchObject({ balance: '0', currency: 'EUR', places: 2, tier: 0, pinSet: false })
})

test('a demo city gives its people something to begin with, once', async () => {
  await using plaza = await scene()
  const anna = await plaza.person('anna', { pin: false })
  const purses = [{ person: anna.id, amount: 40_000n }]
  await seedWallets(plaza.city, purses)
  await seedWallets(plaza.city, purses)
  expect(await anna.wallet()).toMatchObject({ balance: '40000', tier: 2 })
})
