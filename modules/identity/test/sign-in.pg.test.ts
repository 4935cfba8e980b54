import type { Me, SignedIn } from '@plaza/contract'
import { minutes, seconds } from '@plaza/kernel'
import { MemoryBus } from '@plaza/bus'
import { expect, test } from 'vitest'
import { authenticate, cards, createPeople, createPerson, openSession, privacyOf } from '../index.ts'
import { devicesOf } from '../store.ts'
import { newcomer, refusalOf, scene } from './scene.ts'

test('Anna opens an account, and a repeat of the same call signs her in', async () => {
  await using plaza = await scene()
  const first = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  expect(first.status).toBe(200)
  expect(first.body.me).toMatchObject({ person: { handle: 'anna', kind: 'citizen' }, hasPassword: true, passkeys: [] })
  expect(first.cookie).toMatch(/plaza_session=plaza_.*HttpOnly/)

  const again = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  expect(again.body.me.person).toEqual(first.body.me.person)
  expect(again.body.me.device).not.toBe(first.body.me.device)

  const mine = await plaza.call<Me>('GET /identity/me', {}, { token: first.body.token })
  expect(mine.body).toEqual(first.body.me)
})

test('an app that starts may ask who it is, signed in or not', async () => {
  await using plaza = await scene()
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  const session = (token?: string) => plaza.call('GET /identity/session', {}, token === undefined ? {} : { token })
  expect((await session(body.token)).body).toEqual({ me: body.me })
  expect(await session()).toMatchObject({ status: 200, body: {} })
  expect((await session('plaza_of_nobody')).body).toEqual({})
})

test('the same sign-up sent twice at once makes one account', async () => {
  await using plaza = await scene()
  const answers = await Promise.all(
    [1, 2, 3].map(() => plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))),
  )
  expect(answers.map(answer => answer.status)).toEqual([200, 200, 200])
  expect(new Set(answers.map(answer => answer.body.me.person.id)).size).toBe(1)
})

test('of two people who want one handle at once, one gets it', async () => {
  await using plaza = await scene()
  const other = { ...newcomer('anna'), id: newcomer('bo').id }
  const answers = await Promise.all([newcomer('anna'), other].map(input => plaza.call('POST /identity/sign-up', input)))
  expect(new Set(answers.map(refusalOf))).toEqual(new Set(['handle_taken', undefined]))
})

test.each([
  [{ handle: 'plaza' }, 'handle_invalid'],
  [{ handle: 'p.la_za' }, 'handle_invalid'],
  [{ handle: '9lives' }, 'handle_invalid'],
  [{ name: ' \t ' }, 'name_invalid'],
  [{ name: 'an\u202eannA' }, 'name_invalid'],
  [{ password: 'short' }, 'password_too_weak'],
  [{ password: 'Password123' }, 'password_too_weak'],
  [{ handle: 'annabella', password: 'AnnaBella' }, 'password_too_weak'],
])('a sign-up with %o is refused: %s', async (wrong, code) => {
  await using plaza = await scene()
  expect(refusalOf(await plaza.call('POST /identity/sign-up', { ...newcomer('anna'), ...wrong }))).toBe(code)
})

test('a repeat with another handle, or another password, is not the same account', async () => {
  await using plaza = await scene()
  await plaza.call('POST /identity/sign-up', newcomer('anna'))
  expect(refusalOf(await plaza.call('POST /identity/sign-up', { ...newcomer('anna'), handle: 'anna2' }))).toBe(
    'exists_different',
  )
  expect(
    refusalOf(await plaza.call('POST /identity/sign-up', { ...newcomer('anna'), password: 'another secret' })),
  ).toBe('wrong_credentials')
  expect(refusalOf(await plaza.call('POST /identity/sign-up', newcomer('ANNA')))).toBe('handle_taken')
})

test('a wrong handle and a wrong password are one answer', async () => {
  await using plaza = await scene()
  await plaza.call('POST /identity/sign-up', newcomer('anna'))
  const good = await plaza.call<SignedIn>('POST /identity/sign-in', {
    handle: '@Anna',
    password: "anna's own secret",
    deviceName: 'Tablet',
  })
  expect(good.status).toBe(200)
  const wrong = [
    { handle: 'anna', password: 'wrong', deviceName: 'Tablet' },
    { handle: 'nobody', password: 'wrong', deviceName: 'Tablet' },
  ]
  for (const input of wrong)
    expect(refusalOf(await plaza.call('POST /identity/sign-in', input))).toBe('wrong_credentials')
})

test('a handle that nobody has costs as much work as a wrong password', async () => {
  await using plaza = await scene()
  await plaza.call('POST /identity/sign-up', newcomer('anna'))
  let n = 0
  // CPU rather than the clock: another process may take the machine meanwhile.
  const workOf = async (handle: string) => {
    const from = process.cpuUsage()
    await plaza.call(
      'POST /identity/sign-in',
      { handle, password: 'wrong', deviceName: 'x' },
      { address: `10.3.0.${n++}` },
    )
    const { user, system } = process.cpuUsage(from)
    return user + system
  }
  const times: { there: number[]; nowhere: number[] } = { there: [], nowhere: [] }
  for (let i = 0; i < 9; i++) {
    plaza.city.skip(minutes(10))
    times.there.push(await workOf('anna'))
    times.nowhere.push(await workOf('nobody'))
  }
  const ratio = middle(times.nowhere) / middle(times.there)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})

test('after five failures an account must wait, ever longer, whatever address guesses; then it opens again', async () => {
  await using plaza = await scene()
  await plaza.call('POST /identity/sign-up', newcomer('anna'))
  let n = 0
  const tryWith = (password: string) =>
    plaza.call('POST /identity/sign-in', { handle: 'anna', password, deviceName: 'x' }, { address: `10.1.0.${n++}` })
  for (let i = 0; i < 5; i++) expect(refusalOf(await tryWith('wrong'))).toBe('wrong_credentials')
  expect(refusalOf(await tryWith("anna's own secret"))).toBe('too_many_requests')
  plaza.city.skip(seconds(1))
  expect(refusalOf(await tryWith('wrong'))).toBe('wrong_credentials')
  plaza.city.skip(seconds(1))
  expect(refusalOf(await tryWith("anna's own secret"))).toBe('too_many_requests')
  plaza.city.skip(seconds(1))
  expect((await tryWith("anna's own secret")).status).toBe(200)
  expect(refusalOf(await tryWith('wrong'))).toBe('wrong_credentials')
})

test('guesses in parallel do not outrun the count', async () => {
  await using plaza = await scene()
  await plaza.call('POST /identity/sign-up', newcomer('anna'))
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      plaza.call(
        'POST /identity/sign-in',
        { handle: 'anna', password: `guess ${i}`, deviceName: 'x' },
        { address: `10.2.0.${i}` },
      ),
    ),
  )
  expect(guesses.filter(answer => refusalOf(answer) === 'wrong_credentials')).toHaveLength(5)
})

test('a revoked device is out at once, on this server and on another', async () => {
  await using bus = new MemoryBus()
  await using plaza = await scene({ bus })
  await using other = await scene({ bus, clock: plaza.city.clock, databaseUrl: plaza.city.db.url })
  const phone = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  const tablet = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  for (const at of [plaza, other])
    expect(await authenticate(at.city, tablet.body.token)).toMatchObject({ person: phone.body.me.person.id })

  const told: unknown[] = []
  bus.subscribe('identity.revoked', message => told.push(message))
  await plaza.call(`DELETE /identity/devices/${tablet.body.me.device}`, {}, { token: phone.body.token })
  expect(told).toEqual([{ person: phone.body.me.person.id, device: tablet.body.me.device }])
  for (const at of [plaza, other]) {
    expect(await authenticate(at.city, tablet.body.token)).toBeUndefined()
    expect(refusalOf(await at.call('GET /identity/me', {}, { token: tablet.body.token }))).toBe('not_signed_in')
  }
  const left = await plaza.call<{ devices: { id: string; current: boolean }[] }>(
    'GET /identity/devices',
    {},
    { token: phone.body.token },
  )
  expect(left.body.devices).toMatchObject([{ id: phone.body.me.device, current: true }])
})

test('when the news of a revocation is lost, it is effective after a second', async () => {
  await using plaza = await scene()
  await using deaf = await scene({ clock: plaza.city.clock, databaseUrl: plaza.city.db.url })
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))
  expect(await authenticate(deaf.city, body.token)).toBeDefined()
  await plaza.call('POST /identity/sign-out', {}, { token: body.token })
  plaza.city.skip(seconds(1))
  expect(await authenticate(deaf.city, body.token)).toBeUndefined()
})

test('the twenty-first device puts out the one unused for longest', async () => {
  await using plaza = await scene()
  await plaza.call('POST /identity/sign-up', newcomer('anna'))
  const { id } = newcomer('anna')
  const tokens: string[] = []
  for (let i = 0; i < 20; i++) {
    plaza.city.skip(minutes(10))
    tokens.push(await openSession(plaza.city, id, { name: `device ${i}`, kind: 'browser' }))
  }
  expect(await authenticate(plaza.city, tokens[0] as string)).toBeDefined()
  await openSession(plaza.city, id, { name: 'one more', kind: 'browser' })
  expect(await authenticate(plaza.city, tokens[0] as string)).toBeDefined()
  expect(await authenticate(plaza.city, tokens[1] as string)).toBeUndefined()
  expect(await devicesOf(plaza.city.db, id)).toHaveLength(20)
})

test('a change of name is seen by every server, and only what is named changes', async () => {
  await using bus = new MemoryBus()
  await using plaza = await scene({ bus })
  await using other = await scene({ bus, clock: plaza.city.clock, databaseUrl: plaza.city.db.url })
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', { ...newcomer('anna'), region: 'North' })
  const { id } = body.me.person
  expect((await cards(other.city, [id]))[0]?.name).toBe('anna')
  const changed = await plaza.call<Me>(
    'PATCH /identity/me',
    { name: ' Anna  B ', privacy: { findByPhone: true } },
    { token: body.token },
  )
  expect(changed.body).toMatchObject({
    region: 'North',
    privacy: { findByHandle: true, findByPhone: true },
    person: { name: 'Anna B' },
  })
  expect((await cards(other.city, [id, id, newcomer('bo').id])).map(card => card.name)).toEqual(['Anna B'])
  expect((await privacyOf(other.city, [id])).get(id)).toMatchObject({ findByPhone: true, readReceipts: false })
  const unknownPicture = await plaza.call('PATCH /identity/me', { avatar: 'a'.repeat(64) }, { token: body.token })
  expect(refusalOf(unknownPicture)).toBe('bad_input')
})

test('a crowd moves in at once, and again without harm', async () => {
  await using plaza = await scene()
  const crowd = Array.from({ length: 5000 }, (_, i) => ({
    handle: `p${i}.x`,
    name: `Person ${i}`,
    id: newcomer(`p${i}`).id,
    createdAt: 1000 + i,
  }))
  crowd[0] = Object.assign({}, crowd[0], { password: 'demo' })
  expect(await createPeople(plaza.city, crowd)).toHaveLength(5000)
  expect(await createPeople(plaza.city, crowd)).toHaveLength(0)
  const answer = await plaza.call<SignedIn>('POST /identity/sign-in', {
    handle: 'p0.x',
    password: 'demo',
    deviceName: 'x',
  })
  expect(answer.body.me.createdAt).toBe(1000)
  const some = crowd.slice(10, 15).map(person => person.id)
  const { people } = (
    await plaza.call<{ people: { id: string }[] }>(
      `GET /people?${some.map(id => `ids=${id}`).join('&')}`,
      {},
      { token: answer.body.token },
    )
  ).body
  expect(people.map(person => person.id)).toEqual(some)
})

test('a service may be called plaza, and making it twice is making it once', async () => {
  await using plaza = await scene()
  const service = { id: newcomer('plaza').id, handle: 'plaza', name: 'Plaza', kind: 'service' } as const
  expect(await createPerson(plaza.city, service)).toEqual({
    id: service.id,
    handle: 'plaza',
    name: 'Plaza',
    kind: 'service',
  })
  expect(await createPerson(plaza.city, service)).toMatchObject({ handle: 'plaza' })
  await expect(createPerson(plaza.city, { ...service, id: newcomer('x').id })).rejects.toThrow('handle_taken')
})

const middle = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
