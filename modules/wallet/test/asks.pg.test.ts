import type { ChatRow, MoneyRequest, Split } from '@plaza/contract'
import { days, hours } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { divide } from '../asks/divide.ts'
import { scene, type Citizen, type Scene } from './scene.ts'

async function friends(plaza: Scene): Promise<[Citizen, Citizen, Citizen]> {
  const people = [
    await plaza.person('anna', { cents: 10_000 }),
    await plaza.person('bo_h', { cents: 5_000 }),
    await plaza.person('cy_h', { cents: 5_000 }),
  ] as const
  await plaza.befriend(...people)
  return [...people]
}

const ask = (plaza: Scene, who: Citizen, from: Citizen, amount: string, more = {}) =>
  who.call<MoneyRequest>('POST /wallet/requests', {
    id: plaza.city.newId(),
    to: from.id,
    amount,
    currency: 'EUR',
    ...more,
  })
const tell = <Body = MoneyRequest>(who: Citizen, id: string, what: string) =>
  who.call<Body>(`POST /wallet/requests/${id}/${what}`)

async function pay(who: Citizen, { id, from, amount }: Pick<MoneyRequest, 'id' | 'from' | 'amount'>) {
  const proof = await who.prove({ do: 'pay_request', id, to: from, amount, currency: 'EUR' })
  return who.call<MoneyRequest>(`POST /wallet/requests/${id}/pay`, { proof })
}

test('a request is paid once, by whoever was asked, and its card says so', async () => {
  await using plaza = await scene()
  const [anna, bo, cy] = await friends(plaza)
  const { body } = await ask(plaza, bo, anna, '1500', { note: 'cinema' })
  expect(body).toMatchObject({ state: 'open', from: bo.id, to: anna.id })
  await plaza.city.settle()
  expect(await plaza.cards(anna, bo)).toMatchObject([{ state: 'open', amount: '1500', note: 'cinema' }])
  expect((await cy.call(`GET /wallet/requests/${body.id}`)).no).toBe('not_found')
  for (const what of ['decline', 'cancel']) expect((await tell(cy, body.id, what)).no).toBe('not_found')
  expect((await cy.call(`POST /wallet/requests/${body.id}/pay`, { proof: 'x' })).no).toBe('not_found')
  expect((await anna.call(`POST /wallet/requests/${body.id}/pay`, { proof: 'x' })).no).toBe('proof_wrong')

  const proof = await anna.prove({ do: 'pay_request', id: body.id, to: bo.id, amount: '1500', currency: 'EUR' })
  const paid = await Promise.all(
    Array.from({ length: 10 }, () => anna.call<MoneyRequest>(`POST /wallet/requests/${body.id}/pay`, { proof })),
  )
  expect(paid.every(one => one.body.state === 'paid')).toBe(true)
  expect(await anna.wallet()).toMatchObject({ balance: '8500', limits: { day: { used: '1500' } } })
  expect(await bo.wallet()).toMatchObject({ balance: '6500' })
  expect((await tell(bo, body.id, 'cancel')).no).toBe('payment_over')
  await plaza.city.settle()
  expect(await plaza.cards(anna, bo)).toMatchObject([{ state: 'paid' }])
})

test('a request that was declined, taken back or is over is not paid any more', async () => {
  await using plaza = await scene()
  const [anna, bo] = await friends(plaza)
  const [declined, cancelled, late] = [
    (await ask(plaza, bo, anna, '100')).body,
    (await ask(plaza, bo, anna, '100')).body,
    (await ask(plaza, bo, anna, '100')).body,
  ]
  expect((await tell(anna, declined.id, 'decline')).body.state).toBe('declined')
  expect((await tell(bo, cancelled.id, 'cancel')).body.state).toBe('cancelled')
  for (const one of [declined, cancelled]) expect((await pay(anna, one)).no).toBe('payment_over')
  plaza.city.skip(days(7))
  expect((await pay(anna, late)).no).toBe('payment_over')
  await plaza.city.settle()
  await plaza.city.settle()
  expect(await plaza.cards(anna, bo)).toMatchObject([
    { state: 'declined' },
    { state: 'cancelled' },
    { state: 'expired' },
  ])
  expect(await anna.wallet()).toMatchObject({ balance: '10000' })
})

test('paying against taking back: either it is paid, or no money moved', async () => {
  await using plaza = await scene()
  const [anna, bo] = await friends(plaza)
  let paid = 0
  for (let i = 0; i < 6; i++) {
    const { body } = await ask(plaza, bo, anna, '100')
    const proof = await anna.prove({ do: 'pay_request', id: body.id, to: bo.id, amount: '100', currency: 'EUR' })
    await Promise.all([anna.call(`POST /wallet/requests/${body.id}/pay`, { proof }), tell(bo, body.id, 'cancel')])
    const { state } = (await bo.call<MoneyRequest>(`GET /wallet/requests/${body.id}`)).body
    expect(['paid', 'cancelled']).toContain(state)
    if (state === 'paid') paid++
    expect(await anna.wallet()).toMatchObject({ balance: String(10_000 - paid * 100) })
  }
})

test('a dinner is split in a group, shares come in, the card keeps count', async () => {
  await using plaza = await scene()
  const [anna, bo, cy] = await friends(plaza)
  const group = await anna.call<ChatRow>('POST /chats', {
    id: plaza.city.newId(),
    people: [bo.id, cy.id],
    title: 'Dinner',
  })
  expect(group.no).toBe(undefined)
  const wanted = {
    id: plaza.city.newId(),
    conversation: group.body.c,
    currency: 'EUR',
    note: 'pizza',
    equal: { total: '1000', people: [anna.id, bo.id, cy.id] },
  }
  const made = await anna.call<Split>('POST /wallet/splits', wanted)
  expect(made.body).toMatchObject({ state: 'open', total: '1000', paid: '334' })
  expect((await anna.call<Split>('POST /wallet/splits', wanted)).body).toEqual(made.body)
  const eve = await plaza.person('eve_h')
  expect((await eve.call(`GET /wallet/splits/${wanted.id}`)).no).toBe('not_found')
  expect((await eve.call(`POST /wallet/splits/${wanted.id}/close`)).no).toBe('not_found')
  expect((await bo.call(`POST /wallet/splits/${wanted.id}/remind`)).no).toBe('not_found')
  const foreign = { ...wanted, id: plaza.city.newId(), equal: { total: '1000', people: [eve.id] } }
  expect((await anna.call('POST /wallet/splits', foreign)).no).toBe('not_a_member')
  const tiny = { ...wanted, id: plaza.city.newId(), equal: { total: '2', people: [anna.id, bo.id, cy.id] } }
  expect((await anna.call('POST /wallet/splits', tiny)).no).toBe('split_too_small')

  const shareOf = (who: Citizen) => made.body.shares.find(share => share.person === who.id) as Split['shares'][0]
  expect((await pay(bo, { ...shareOf(bo), from: anna.id })).body).toMatchObject({ state: 'paid', split: wanted.id })
  await plaza.city.settle()
  const facts = async () => {
    const page = await bo.call<{ events: { k: string; b: { card: string; facts: object } }[] }>(
      `GET /chats/${group.body.c}/messages`,
    )
    return page.body.events.filter(event => event.k === 'card').map(event => event.b)
  }
  expect(await facts()).toMatchObject([{ card: 'split', facts: { state: 'open', paid: '667' } }])

  // After a day they are reminded by themselves; by button only now and then.
  plaza.city.skip(hours(24))
  await plaza.city.settle()
  await plaza.city.settle()
  expect(await facts()).toMatchObject([{ card: 'split' }, { card: 'split_reminder', facts: { people: [cy.id] } }])
  expect((await anna.call(`POST /wallet/splits/${wanted.id}/remind`)).no).toBe('reminded_enough')
  plaza.city.skip(hours(6))
  expect((await anna.call<Split>(`POST /wallet/splits/${wanted.id}/remind`)).body.reminders).toBe(2)

  expect((await pay(cy, { ...shareOf(cy), from: anna.id })).body.state).toBe('paid')
  await plaza.city.settle()
  expect((await facts())[0]).toMatchObject({ facts: { state: 'done', paid: '1000' } })
  expect(await anna.wallet()).toMatchObject({ balance: '10666' })
})

test('a bill is split by what is on it: each pays their items, which have names', async () => {
  await using plaza = await scene()
  const [anna, bo, cy] = [
    await plaza.person('anna_i', { cents: 10_000 }),
    await plaza.person('bruno_i', { cents: 10_000 }),
    await plaza.person('cyril_i', { cents: 10_000 }),
  ]
  await plaza.befriend(anna, bo, cy)
  const group = await anna.call<ChatRow>('POST /chats', {
    id: plaza.city.newId(),
    title: 'Dinner',
    people: [bo.id, cy.id],
  })
  const everybody = [anna.id, bo.id, cy.id].toSorted()
  const items = [
    { name: 'Paella for three 🥘', amount: '4500', people: everybody },
    { name: 'Rioja', amount: '1900', people: [anna.id, bo.id].toSorted() },
    { amount: '350', people: [cy.id] },
  ]
  const wanted = { id: plaza.city.newId(), conversation: group.body.c, currency: 'EUR', items }
  const made = await anna.call<Split>('POST /wallet/splits', wanted)
  expect(made.body).toMatchObject({ total: '6750', paid: '2450', items })
  const owed = Object.fromEntries(made.body.shares.map(share => [share.person, share.amount]))
  expect(owed).toEqual({ [bo.id]: '2450', [cy.id]: '1850' })
  expect((await cy.call<Split>(`GET /wallet/splits/${wanted.id}`)).body.items).toEqual(items)
  expect((await anna.call<Split>('POST /wallet/splits', wanted)).body).toEqual(made.body)
  const renamed = { ...wanted, items: [{ ...items[0], name: 'Salad' }, ...items.slice(1)] }
  expect((await anna.call('POST /wallet/splits', renamed)).no).toBe('exists_different')
  const nameless = { ...wanted, id: plaza.city.newId(), items: [{ ...items[0], name: '' }] }
  expect((await anna.call('POST /wallet/splits', nameless)).no).toBe('bad_input')
})

test('a closed split is owed no more', async () => {
  await using plaza = await scene()
  const [anna, bo, cy] = await friends(plaza)
  const group = await anna.call<ChatRow>('POST /chats', { id: plaza.city.newId(), people: [bo.id, cy.id] })
  const items = [
    { amount: '900', people: [bo.id] },
    { amount: '601', people: [bo.id, cy.id] },
  ]
  const split = await anna.call<Split>('POST /wallet/splits', {
    id: plaza.city.newId(),
    conversation: group.body.c,
    currency: 'EUR',
    items,
  })
  expect(split.body.shares.map(share => share.amount).sort()).toEqual(['1201', '300'])
  expect((await anna.call<Split>(`POST /wallet/splits/${split.body.id}/close`)).body.state).toBe('closed')
  const [share] = split.body.shares as [Split['shares'][0]]
  const debtor = share.person === bo.id ? bo : cy
  expect((await pay(debtor, { ...share, from: anna.id })).no).toBe('payment_over')
  expect((await anna.call(`POST /wallet/splits/${split.body.id}/remind`)).no).toBe('payment_over')
})

test('shares always add up to the bill', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  for (let total = 7n; total < 200n; total += 13n)
    for (let count = 1; count <= 7; count++) {
      const owed = divide([
        { amount: total, people: people.slice(0, count) },
        { amount: total + 1n, people },
      ])
      expect([...owed.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(total * 2n + 1n)
    }
})
