import type { MerchantPromotion } from '@plaza/contract'
import { hours, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { market, PASSWORD, type Market } from './scene.ts'

/** A verified shop with takings, and wishes for gifts. */
async function generous(town: Market) {
  const anna = await town.person('anna')
  const shop = await town.shop(anna)
  const bob = await town.person('bob', { cents: 10_000 })
  const olga = await town.person('olga', { kind: 'operator' })
  const at = `/merchants/${shop.merchant.id}`
  const now = town.city.clock.now()
  const wish = (more: object = {}) => ({
    promotion: town.city.newId(),
    title: 'Bread for the harbour',
    budget: '1000',
    min: '300',
    max: '300',
    perPerson: 1,
    startsAt: now,
    endsAt: now + hours(24),
    proof: { password: PASSWORD },
    ...more,
  })
  const open = (input: object) => anna.call<MerchantPromotion>(`POST ${at}/promotions`, input)
  const list = async () =>
    (await anna.call<{ promotions: MerchantPromotion[]; available: string }>(`GET ${at}/promotions`)).body
  const verify = async () => {
    await anna.call(`POST ${at}/verification`)
    await olga.call(`POST /merchants/office/${shop.merchant.id}/verification`, { verified: true })
  }
  await bob.pay(await shop.order('A1', 2_500))
  return { anna, bob, olga, shop, at, wish, open, list, verify }
}

test('a verified shop gives some of its takings away, within a budget, and has the rest back', async () => {
  await using town = await market({ clock: new TestClock() })
  const { anna, bob, shop, at, wish, open, list, verify } = await generous(town)
  const input = wish()
  expect((await open(input)).no).toBe('merchant_unverified')
  await verify()
  expect((await open({ ...input, proof: { password: 'another' } })).no).toBe('wrong_credentials')
  expect(await list()).toEqual({ promotions: [], currency: 'EUR', available: '2500' })
  const made = await open(input)
  expect(made.body).toMatchObject({ state: 'open', budget: '1000', given: '0', gifts: 0 })
  expect((await open(input)).body).toEqual(made.body)
  expect((await open({ ...input, budget: '900' })).no).toBe('exists_different')
  expect(await shop.cents()).toBe(1_500n)
  const { body: seen } = await bob.call<{ promotions: { id: string }[] }>('GET /promotions')
  expect(seen.promotions.map(({ id }) => id)).toEqual([input.promotion])
  for (const who of [bob, await town.person('carol'), await town.person('dora')])
    expect((await who.call(`POST /promotions/${input.promotion}/claim`)).no).toBeUndefined()
  expect((await (await town.person('emil')).call(`POST /promotions/${input.promotion}/claim`)).no).toBe(
    'envelope_empty',
  )
  expect((await list()).promotions).toMatchObject([{ given: '900', gifts: 3 }])
  const ended = await anna.call<MerchantPromotion>(`POST ${at}/promotions/${input.promotion}/end`)
  expect(ended.body).toMatchObject({ state: 'ended', returned: '100' })
  expect((await anna.call(`POST ${at}/promotions/${input.promotion}/end`)).body).toEqual(ended.body)
  expect([await shop.cents(), await bob.cents()]).toEqual([1_600n, 7_800n])
})

test('more than there is is refused and leaves nothing behind; strangers and staff open nothing', async () => {
  await using town = await market({ clock: new TestClock() })
  const { anna, bob, olga, at, wish, open, list, verify } = await generous(town)
  await verify()
  const large = wish({ budget: '2501' })
  expect((await open(large)).no).toBe('merchant_balance_low')
  expect((await list()).promotions).toEqual([])
  expect((await open(wish({ min: '400' }))).no).toBe('bad_input')
  expect((await open(wish({ endsAt: town.city.clock.now() - 1 }))).no).toBe('bad_input')
  const mine = await open({ ...large, budget: '2500' })
  expect(mine.no).toBeUndefined()
  expect((await bob.call(`POST ${at}/promotions`, wish())).no).toBe('not_found')
  expect((await bob.call(`POST ${at}/promotions/${large.promotion}/end`)).no).toBe('not_found')
  await anna.call(`PUT ${at}/staff/${olga.id}`, { role: 'manager' })
  expect((await olga.call(`POST ${at}/promotions`, wish())).no).toBe('owner_only')
  expect((await olga.call(`GET ${at}/promotions`)).body).toMatchObject({ promotions: [{ id: large.promotion }] })
  await anna.call(`DELETE ${at}/staff/${olga.id}`)
  const other = await town.shop(bob)
  const foreign = `/merchants/${other.merchant.id}/promotions/${large.promotion}/end`
  expect((await bob.call(`POST ${foreign}`)).no).toBe('not_found')
  town.city.skip(hours(25))
  await town.city.settle()
  expect((await list()).promotions[0]).toMatchObject({ given: '0' })
})
