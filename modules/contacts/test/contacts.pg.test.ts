import { limits } from '@plaza/contract'
import { module } from '@plaza/house'
import { authenticate, identity } from '@plaza/identity'
import { days, derivedId } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { areFriends, contacts, directConversationId, isOpen, seedFriendships } from '../index.ts'
import { scene } from './scene.ts'

test('Anna asks, Bo agrees, and each keeps the other under their own name', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  const asked = await anna.ask(bo, { note: 'From the market', remark: 'Bo of the market' })
  expect(asked.body).toMatchObject({
    state: 'open',
    note: 'From the market',
    from: { handle: 'anna' },
    to: { handle: 'bo_' },
  })
  expect(asked.body.expiresAt - asked.body.at).toBe(days(7))
  expect(await anna.at(bo)).toMatchObject({ relation: 'asked' })
  expect(await bo.at(anna)).toMatchObject({ relation: 'asks', request: { id: asked.body.id } })
  expect((await bo.book()).contacts).toEqual([])

  const accepted = await bo.answer(asked.body.id, true, { remark: '  Anna   from stall 5' })
  expect(accepted.body.state).toBe('accepted')
  const conversation = directConversationId(anna.id, bo.id)
  expect((await anna.book()).contacts).toMatchObject([{ remark: 'Bo of the market', friend: true, conversation }])
  expect((await bo.book()).contacts).toMatchObject([{ remark: 'Anna from stall 5', friend: true, conversation }])
  expect(await areFriends(plaza.city, anna.id, [bo.id, derivedId('nobody')])).toEqual(new Set([bo.id]))
  expect(await isOpen(plaza.city, bo.id, anna.id)).toBe(true)
})

test('a repeat of asking or answering changes nothing; another thing under the same id is refused', async () => {
  await using plaza = await scene()
  const [anna, bo, carla] = [await plaza.person('anna'), await plaza.person('bo_'), await plaza.person('carla')]
  const id = plaza.city.newId()
  const first = await anna.ask(bo, { id })
  expect((await anna.ask(bo, { id })).body).toEqual(first.body)
  expect((await anna.ask(bo, { id, note: 'other words' })).no).toBe('exists_different')
  expect((await anna.ask(carla, { id })).no).toBe('exists_different')
  expect((await carla.ask(bo, { id })).no).toBe('exists_different')
  expect((await anna.ask(bo)).body.id).toBe(id)

  expect((await carla.answer(id, true)).no).toBe('not_found')
  expect((await anna.answer(id, true)).no).toBe('not_found')
  expect((await bo.answer(id, true)).body.state).toBe('accepted')
  expect((await bo.answer(id, true)).body.state).toBe('accepted')
  expect((await bo.answer(id, false)).no).toBe('request_not_open')
  expect((await anna.ask(bo, { id })).body.state).toBe('accepted')
  expect((await anna.ask(bo)).no).toBe('already_contacts')
  expect((await anna.ask(anna)).no).toBe('is_self')
  expect((await anna.ask({ id: derivedId('nobody') })).no).toBe('not_found')
})

test('two who ask each other are friends at once, even in the same moment', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  const answers = await Promise.all([anna.ask(bo, { remark: 'B' }), bo.ask(anna, { remark: 'A' })])
  expect(answers.map(answer => answer.body.state).toSorted()).toEqual(['accepted', 'open'])
  expect((await anna.book()).contacts).toMatchObject([{ friend: true, remark: 'B' }])
  expect((await bo.book()).contacts).toMatchObject([{ friend: true, remark: 'A' }])
  expect((await anna.book()).requests.map(request => request.state)).toEqual(['accepted', 'accepted'])
})

test('an acceptance pressed on two devices at once befriends once', async () => {
  const told: unknown[] = []
  const ear = module({
    name: 'ear',
    listens: { 'contacts.befriended': async (_city, body: never) => void told.push(body) },
  })
  await using plaza = await scene({ modules: [identity, contacts, ear], authenticate })
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  const { body } = await anna.ask(bo)
  const answers = await Promise.all([1, 2, 3, 4].map(() => bo.answer(body.id, true)))
  expect(answers.map(answer => answer.body.state)).toEqual(['accepted', 'accepted', 'accepted', 'accepted'])
  await plaza.city.settle()
  expect(told).toEqual([{ a: anna.id, b: bo.id, request: body.id, note: 'hello', from: anna.id }])
})

test('a request runs out after seven days, whether or not the chore came by', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  const { body } = await anna.ask(bo)
  plaza.city.skip(days(7))
  expect((await bo.book()).requests).toMatchObject([{ state: 'expired' }])
  expect((await bo.answer(body.id, true)).no).toBe('request_expired')
  expect(await bo.at(anna)).toMatchObject({ relation: 'none' })
  await plaza.city.settle()
  expect((await bo.answer(body.id, true)).no).toBe('request_expired')
  const again = await anna.ask(bo)
  expect(again.body.state).toBe('open')
  expect(again.body.id).not.toBe(body.id)
})

test('who wants no requests is reached by QR code only, and a renewed code cancels the old', async () => {
  await using plaza = await scene()
  const anna = await plaza.person('anna')
  const bo = await plaza.person('bo_', { privacy: { acceptRequests: false } })
  expect((await anna.ask(bo)).no).toBe('requests_not_accepted')
  const { url } = (await bo.call<{ url: string }>('GET /contacts/my-code')).body
  expect((await bo.call<{ url: string }>('GET /contacts/my-code')).body.url).toBe(url)
  expect(url).toMatch(/^https:\/\/plaza\.test\/u\/q-/)
  expect(await anna.find(url)).toMatchObject({ person: { id: bo.id }, relation: 'none', source: 'qr' })
  const secret = url.split('/u/')[1] as string
  expect(await anna.find(secret)).toMatchObject({ person: { id: bo.id } })

  await bo.call('POST /contacts/my-code/renew')
  expect(await anna.find(url)).toEqual({})
  expect((await anna.ask(bo, { source: 'qr', code: secret })).no).toBe('requests_not_accepted')
  const fresh = (await bo.call<{ url: string }>('GET /contacts/my-code')).body.url.split('/u/')[1]
  expect((await anna.ask(bo, { source: 'qr', code: fresh })).body).toMatchObject({ state: 'open', source: 'qr' })
})

test('people are found by handle and phone as far as they allow', async () => {
  await using plaza = await scene()
  const anna = await plaza.person('anna')
  await plaza.person('hidden', { phone: '+15550001', privacy: { findByHandle: false, findByPhone: true } })
  await plaza.person('usual', { phone: '+15550002' })
  expect(await anna.find('hidden')).toEqual({})
  expect(await anna.find('+1 (555) 00-01')).toMatchObject({ person: { handle: 'hidden' }, source: 'phone' })
  expect(await anna.find('+15550002')).toEqual({})
  expect(await anna.find(' @USUAL ')).toMatchObject({ person: { handle: 'usual' }, relation: 'none', source: 'handle' })
  expect(await anna.find('anna')).toMatchObject({ relation: 'self' })
  expect(await anna.find('nobody here')).toEqual({})
})

test('a blocked person sees what a stranger sees', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  const { body } = await anna.ask(bo)
  expect((await bo.change(anna, { blocked: true })).body).toMatchObject({ blocked: true, friend: false })
  expect(await anna.at(bo)).toMatchObject({ relation: 'asked', request: { state: 'open' } })
  expect(await anna.find('bo_')).toMatchObject({ person: { id: bo.id }, relation: 'asked' })
  expect((await bo.book()).requests).toEqual([])
  expect((await anna.ask(bo)).no).toBe('requests_not_accepted')
  expect((await bo.ask(anna)).no).toBe('blocked')
  expect((await anna.ask(bo, { ...pick(body), to: bo.id })).body.state).toBe('open')

  expect((await bo.change(anna, { blocked: false })).body).toMatchObject({ blocked: false, friend: false })
  expect((await bo.change(anna, { blocked: false })).no).toBe('not_a_contact')
  expect((await bo.change(anna, { starred: true })).no).toBe('not_a_contact')
  expect((await bo.answer(body.id, true)).body.state).toBe('accepted')
})

const pick = ({ id, note, source }: { id: string; note: string; source: string }) => ({ id, note, source })

test('a block withdraws the own request, and a friend who is blocked stays a friend to whom nothing can be sent', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  const { body } = await anna.ask(bo)
  await anna.change(bo, { blocked: true })
  expect((await bo.answer(body.id, true)).no).toBe('request_expired')
  await anna.change(bo, { blocked: false })
  await seedFriendships(plaza.city, [
    { a: anna.id, b: bo.id, since: 5, remarkA: 'Bo' },
    { a: bo.id, b: anna.id, since: 5 },
  ])
  expect(await isOpen(plaza.city, anna.id, bo.id)).toBe(true)
  await anna.change(bo, { blocked: true, starred: true, tags: [' work ', 'work', 'football'] })
  expect((await anna.book()).contacts).toMatchObject([
    { friend: true, blocked: true, starred: true, tags: ['work', 'football'], since: 5 },
  ])
  expect((await bo.book()).contacts).toMatchObject([{ friend: true, blocked: false }])
  expect(await isOpen(plaza.city, bo.id, anna.id)).toBe(false)

  await bo.remove(anna)
  expect((await bo.book()).contacts).toEqual([])
  expect((await anna.book()).contacts).toMatchObject([{ friend: false, blocked: true }])
  expect(await areFriends(plaza.city, anna.id, [bo.id])).toEqual(new Set())
  expect((await bo.remove(anna)).status).toBe(200)
})

test('services and bots agree at once, and know more people than a citizen may', async () => {
  await using plaza = await scene()
  const [anna, metro] = [await plaza.person('anna'), await plaza.person('metro', { kind: 'service' })]
  expect((await anna.ask(metro, { remark: 'Underground' })).body.state).toBe('accepted')
  expect((await anna.book()).contacts).toMatchObject([{ remark: 'Underground', person: { kind: 'service' } }])
})

test('an empty remark removes it, and the rest of the city hears of changes without their content', async () => {
  const told: [string, unknown][] = []
  const hear = (topic: string) => ({ [topic]: async (_city: unknown, body: never) => void told.push([topic, body]) })
  const topics = ['contacts.changed', 'contacts.blocked', 'contacts.ended', 'contacts.request_changed']
  const ear = module({ name: 'ear', listens: Object.assign({}, ...topics.map(hear)) as never })
  await using plaza = await scene({ modules: [identity, contacts, ear], authenticate })
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  await seedFriendships(plaza.city, [{ a: anna.id, b: bo.id, since: 5, remarkA: 'Bo' }])
  expect((await anna.change(bo, { remark: ' ' })).body.remark).toBeUndefined()
  await plaza.city.settle()
  await anna.change(bo, { blocked: true })
  await plaza.city.settle()
  await anna.remove(bo)
  await plaza.city.settle()
  const pair = { owner: anna.id, other: bo.id }
  expect(told).toEqual(
    expect.arrayContaining([
      ['contacts.changed', pair],
      ['contacts.blocked', { by: anna.id, other: bo.id, on: true }],
      ['contacts.ended', { a: anna.id, b: bo.id }],
    ]),
  )
  expect(told).toHaveLength(4)
})

test('nobody has more than a hundred requests open, or five thousand contacts', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  const crowd = Array.from({ length: limits.CONTACTS_MAX }, (_, i) => derivedId('crowd', String(i)))
  await seedFriendships(
    plaza.city,
    crowd.map(id => ({ a: anna.id, b: id, since: 1 })),
  )
  const { body } = await bo.ask(anna)
  expect((await anna.answer(body.id, true)).no).toBe('too_many_contacts')
  expect(await bo.at(anna)).toMatchObject({ relation: 'asked' })

  let refused: string | undefined
  for (let i = 0; i < limits.REQUESTS_OPEN_MAX && !refused; i++) {
    plaza.city.skip(3000)
    refused = (await bo.ask(await plaza.person(`person${i}`))).no
  }
  expect(refused).toBe('too_many_requests_open')
})
