import type { Mandate, Transfer } from '@plaza/contract'
import { TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { scene, type Citizen, type Scene } from './scene.ts'

async function family(plaza: Scene): Promise<[Citizen, Citizen, Citizen, Mandate]> {
  const [mum, kid, shop] = [
    await plaza.person('mum_h', { cents: 10_000 }),
    await plaza.person('kid_h'),
    await plaza.person('shop_h'),
  ]
  await plaza.befriend(mum, kid, shop)
  const input = { id: plaza.city.newId(), to: kid.id, amount: '2000', currency: 'EUR' }
  const proof = await mum.prove({ do: 'family', ...input })
  const given = await mum.call<Mandate>('POST /wallet/family', { ...input, note: 'school', proof })
  expect(given.body).toMatchObject({ state: 'active', monthMax: '2000', used: '0' })
  expect((await mum.call<Mandate>('POST /wallet/family', { ...input, note: 'school', proof: 'x' })).body).toEqual(
    given.body,
  )
  return [mum, kid, shop, given.body]
}

test('whoever has a family card pays from the other’s wallet, up to the cap of the month', async () => {
  await using plaza = await scene()
  const [mum, kid, shop, card] = await family(plaza)
  await plaza.city.settle()
  expect(await plaza.cards(kid, mum)).toMatchObject([{ state: 'active', monthMax: '2000' }])
  const paid = await kid.send(shop, '1500', { mandate: card.id })
  expect(paid.no).toBe(undefined)
  expect(await mum.wallet()).toMatchObject({ held: '1500', balance: '10000' })
  expect(await kid.wallet()).toMatchObject({ held: '0', balance: '0' })
  const over = await kid.send(shop, '501', { mandate: card.id })
  expect([over.no, over.facts['limit']]).toEqual(['limit_reached', 'family'])
  // What comes back may be spent again.
  await shop.call(`POST /wallet/transfers/${paid.body.id}/decline`)
  const again = await kid.send(shop, '2000', { mandate: card.id })
  expect((await shop.call<Transfer>(`POST /wallet/transfers/${again.body.id}/accept`)).body.state).toBe('accepted')
  expect(await mum.wallet()).toMatchObject({ balance: '8000' })
  const { body } = await mum.call<{ given: Mandate[] }>('GET /wallet/family')
  expect(body.given).toMatchObject([{ used: '2000' }])
  plaza.city.skip(31 * 86_400_000)
  expect((await kid.send(shop, '100', { mandate: card.id })).no).toBe(undefined)
})

test('the month of the cap is the city’s, not that of Greenwich', async () => {
  const clock = new TestClock(Date.parse('2026-03-31T21:30:00Z'))
  await using plaza = await scene({ clock, config: { timeZone: 'Europe/Madrid' } })
  const [mum, kid, shop, card] = await family(plaza)
  expect((await kid.send(shop, '2000', { mandate: card.id })).no).toBe(undefined)
  // In Madrid it is half past eleven at night on the last of March; an hour later it is April there, and here still March.
  plaza.city.skip(3_600_000)
  const { body } = await mum.call<{ given: Mandate[] }>('GET /wallet/family')
  expect(body.given).toMatchObject([{ used: '0' }])
  expect((await kid.send(shop, '2000', { mandate: card.id })).no).toBe(undefined)
  expect((await kid.send(shop, '1', { mandate: card.id })).facts['limit']).toBe('family')
})

test('a family card serves its holder alone, and nobody once it is revoked', async () => {
  await using plaza = await scene()
  const [mum, kid, shop, card] = await family(plaza)
  expect((await shop.send(kid, '100', { mandate: card.id })).no).toBe('not_found')
  expect((await mum.send(shop, '100', { mandate: card.id })).no).toBe('not_found')
  expect((await shop.call(`POST /wallet/family/${card.id}/revoke`)).no).toBe('not_found')
  const command = { id: plaza.city.newId(), to: shop.id, amount: '100', currency: 'EUR' }
  // A proof for the own wallet is none for the card.
  const proof = await kid.prove({ do: 'transfer', ...command })
  expect((await kid.call('POST /wallet/transfers', { ...command, mandate: card.id, proof })).no).toBe('proof_wrong')
  expect((await mum.call<Mandate>(`POST /wallet/family/${card.id}/revoke`)).body.state).toBe('revoked')
  expect((await kid.send(shop, '100', { mandate: card.id })).no).toBe('mandate_over')
  await plaza.city.settle()
  expect(await plaza.cards(mum, kid)).toMatchObject([{ state: 'revoked' }])
})

test('payments at once never use more than the cap', async () => {
  await using plaza = await scene()
  const [mum, kid, shop, card] = await family(plaza)
  const commands = []
  for (let i = 0; i < 12; i++) {
    const input = { id: plaza.city.newId(), to: shop.id, amount: '300', currency: 'EUR', mandate: card.id }
    commands.push({ ...input, proof: await kid.prove({ do: 'transfer', ...input }) })
  }
  const answers = await Promise.all(commands.map(one => kid.call('POST /wallet/transfers', one)))
  expect(answers.filter(one => one.no === undefined)).toHaveLength(6)
  expect(await mum.wallet()).toMatchObject({ held: '1800' })
})
