import type { SignedIn } from '@plaza/contract'
import { sql } from '@plaza/db'
import { module, type City } from '@plaza/house'
import { days } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { carriersOf, seeCarrier } from '../carriers/choose.ts'
import { authenticate, closePerson, findByHandle, identity } from '../index.ts'
import { newcomer, refusalOf, scene } from './scene.ts'

test('the city hears of a new person, a change and a device, once each and without secrets', async () => {
  const told: [string, unknown][] = []
  const hear = (topic: string) => [topic, async (_city: City, body: never) => void told.push([topic, body])] as const
  const topics = ['identity.person_created', 'identity.person_changed', 'identity.devices_changed']
  const ear = module({ name: 'ear', listens: Object.fromEntries(topics.map(hear)) })
  await using plaza = await scene({ modules: [identity, ear] })
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  const person = body.me.person.id
  await plaza.city.settle()
  expect(told).toEqual(
    expect.arrayContaining([
      ['identity.person_created', { person }],
      ['identity.devices_changed', { person }],
    ]),
  )
  expect(told.splice(0)).toHaveLength(2)
  await plaza.call('PATCH /identity/me', { language: 'zh' }, { token: body.token })
  await plaza.call('POST /identity/sign-out', {}, { token: body.token })
  await plaza.city.settle()
  expect(told.map(([topic]) => topic).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'identity.devices_changed',
    'identity.person_changed',
  ])
})

test('what is over is forgotten, and a device silent for 400 days is out', async () => {
  await using plaza = await scene()
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  await plaza.call('POST /identity/sign-in', { handle: 'anna', password: 'wrong', deviceName: 'x' })
  await plaza.call('POST /identity/codes', { id: plaza.city.newId(), to: '+34600111222', language: 'en' })
  await plaza.call('POST /identity/passkeys/options', { ceremony: 'sign-in' })
  await plaza.call('POST /identity/links', { deviceName: 'x' })
  const left = () =>
    plaza.city.db.one(sql`
      select (select count(*)::integer from identity.code) as codes,
        (select count(*)::integer from identity.ceremony) as ceremonies,
        (select count(*)::integer from identity.link) as links,
        (select count(*)::integer from identity.attempt where failures > 0) as attempts,
        (select count(*)::integer from identity.session) as sessions`)
  expect(await left()).toEqual({ codes: 1, ceremonies: 1, links: 1, attempts: 2, sessions: 1 })
  plaza.city.skip(days(1))
  await plaza.city.settle()
  expect(await left()).toEqual({ codes: 0, ceremonies: 0, links: 0, attempts: 0, sessions: 1 })
  expect(await authenticate(plaza.city, body.token)).toBeDefined()
  plaza.city.skip(days(401))
  await plaza.city.settle()
  expect(await authenticate(plaza.city, body.token)).toBeUndefined()
  plaza.city.skip(days(31))
  await plaza.city.settle()
  expect(await left()).toMatchObject({ sessions: 0 })
})

test('the sandbox keeps the newest two hundred', async () => {
  await using plaza = await scene()
  for (let i = 0; i < 205; i++) {
    plaza.city.skip(1)
    await carriersOf(plaza.city).phone.send({ to: '+34600111222', subject: '', text: String(i) })
  }
  const { messages } = await seeCarrier(plaza.city)
  expect(messages).toHaveLength(200)
  expect([messages[0]?.text, messages.at(-1)?.text]).toEqual(['204', '5'])
})

test('a closed account is out everywhere, cannot be found, and says so to who knows its password', async () => {
  await using plaza = await scene()
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  expect(await authenticate(plaza.city, body.token)).toBeDefined()
  await closePerson(plaza.city, body.me.person.id)
  expect(await authenticate(plaza.city, body.token)).toBeUndefined()
  expect(await findByHandle(plaza.city, 'anna')).toBeUndefined()
  const { password } = newcomer('anna')
  const signIn = (typed: string) =>
    plaza.call('POST /identity/sign-in', { handle: 'anna', password: typed, deviceName: 'x' })
  expect(refusalOf(await signIn(password))).toBe('account_closed')
  expect(refusalOf(await signIn('wrong'))).toBe('wrong_credentials')
  expect(refusalOf(await plaza.call('POST /identity/sign-up', { ...newcomer('anna2'), handle: 'anna' }))).toBe(
    'handle_taken',
  )
})

test('only operators see the carrier, and only the signed-in see people', async () => {
  await using plaza = await scene()
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  expect(refusalOf(await plaza.call('GET /operator/carrier', {}, { token: body.token }))).toBe('not_allowed')
  expect(refusalOf(await plaza.call(`GET /people?ids=${body.me.person.id}`))).toBe('not_signed_in')
})
