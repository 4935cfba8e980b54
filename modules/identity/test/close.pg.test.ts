import { limits, type Me, type PersonCard, type SignedIn } from '@plaza/contract'
import { sql } from '@plaza/db'
import { days } from '@plaza/kernel'
import { Authenticator } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { carrierMessages } from '../carriers/store.ts'
import { authenticate, createPeople, findByHandle } from '../index.ts'
import { newcomer, refusalOf, scene, type Scene } from './scene.ts'

type Begun = { ceremonyId: string; options: Record<string, unknown> }

const anna = newcomer('anna')
const signUp = (plaza: Scene) => plaza.call<SignedIn>('POST /identity/sign-up', anna)
const signIn = (plaza: Scene) =>
  plaza.call<SignedIn>('POST /identity/sign-in', { handle: 'anna', password: anna.password, deviceName: 'Laptop' })
const close = (plaza: Scene, token: string, proof: object) =>
  plaza.call<{ reopenUntil: number }>('POST /identity/close', { proof }, { token })

/** A code that reached an address: what its owner reads there. */
async function codeTo(plaza: Scene, to: string): Promise<{ codeId: string; code: string }> {
  plaza.city.skip(1) // messages of one millisecond have no order
  const codeId = plaza.city.newId()
  await plaza.call('POST /identity/codes', { id: codeId, to, language: 'en' })
  const [newest] = await carrierMessages(plaza.city.db, 1)
  return { codeId, code: /\d{6}/.exec(newest?.text ?? '')?.[0] ?? '' }
}

/** As a stranger who is signed in sees her. */
async function cardOf(plaza: Scene, id: string): Promise<PersonCard | undefined> {
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('witness'))
  const seen = await plaza.call<{ people: PersonCard[] }>('GET /people', { ids: [id] }, { token: body.token })
  return seen.body.people[0]
}

test('a closed account is out everywhere and nobody in particular, and opens again by signing in', async () => {
  await using plaza = await scene()
  const { token, me } = (await signUp(plaza)).body
  const laptop = (await signIn(plaza)).body.token
  await plaza.call('PATCH /identity/me', { region: 'Harbour' }, { token })
  expect(refusalOf(await close(plaza, token, { password: 'not hers' }))).toBe('wrong_credentials')
  expect(await authenticate(plaza.city, laptop)).toBeDefined()

  const closed = await close(plaza, token, { password: anna.password })
  expect(closed.body.reopenUntil).toBe(plaza.city.clock.now() + limits.ACCOUNT_REOPEN_MS)
  expect(closed.cookie).toContain('Max-Age=0')
  for (const old of [token, laptop]) expect(await authenticate(plaza.city, old)).toBeUndefined()
  expect(await cardOf(plaza, me.person.id)).toEqual({
    id: me.person.id,
    handle: '',
    name: '',
    kind: 'citizen',
    closed: true,
  })
  expect(await findByHandle(plaza.city, 'anna')).toBeUndefined()
  const taker = await plaza.call('POST /identity/sign-up', { ...newcomer('other'), handle: 'anna' })
  expect(refusalOf(taker)).toBe('handle_taken')

  plaza.city.skip(days(29))
  await plaza.city.settle()
  const back = await signIn(plaza)
  expect(back.body.me).toMatchObject({ person: { handle: 'anna', name: 'anna' }, region: 'Harbour' })
  expect(await cardOf(plaza, me.person.id)).toMatchObject({ name: 'anna' })
  plaza.city.skip(days(3))
  await plaza.city.settle()
  expect((await signIn(plaza)).status).toBe(200)
})

test('after thirty days the account is erased: only its id and its handle stay, for nobody else', async () => {
  await using plaza = await scene()
  const { token, me } = (await signUp(plaza)).body
  const email = 'anna@example.org'
  await plaza.call('POST /identity/addresses', await codeTo(plaza, email), { token })
  await close(plaza, token, { password: anna.password })
  plaza.city.skip(days(30))
  expect(refusalOf(await signIn(plaza))).toBe('account_closed')
  plaza.city.skip(days(1))
  await plaza.city.settle()
  expect(refusalOf(await signIn(plaza))).toBe('wrong_credentials')
  const row = await plaza.city.db.one(sql`
    select handle, name, region, phone, email, erase_at,
      (select count(*)::integer from identity.password) as passwords,
      (select count(*)::integer from identity.session) as sessions
    from identity.person
    where id = ${me.person.id}`)
  const nothing = { region: null, phone: null, email: null, erase_at: null, passwords: 0, sessions: 0 }
  expect(row).toEqual({ handle: 'anna', name: '', ...nothing })
  // The address is free for another account.
  const { codeId, code } = await codeTo(plaza, email)
  const fresh = await plaza.call(`POST /identity/codes/${codeId}/use`, { code, deviceName: 'Phone' })
  expect(fresh.body).toEqual({ needsPerson: true })
  const taker = await plaza.call('POST /identity/sign-up', { ...newcomer('other'), handle: 'anna' })
  expect(refusalOf(taker)).toBe('handle_taken')
})

test('the proof is a code to an own address or an own passkey, each used up; those of others prove nothing', async () => {
  await using plaza = await scene()
  const { token } = (await signUp(plaza)).body
  await plaza.call('POST /identity/addresses', await codeTo(plaza, 'anna@example.org'), { token })
  const elsewhere = await codeTo(plaza, 'somebody@example.org')
  expect(refusalOf(await close(plaza, token, elsewhere))).toBe('code_wrong')
  const own = await codeTo(plaza, 'anna@example.org')
  expect((await close(plaza, token, own)).status).toBe(200)
  const again = await signIn(plaza)
  expect(refusalOf(await close(plaza, again.body.token, own))).toBe('code_expired')

  const begin = async (ceremony: string, as = again.body.token) =>
    (await plaza.call<Begun>('POST /identity/passkeys/options', { ceremony }, { token: as })).body
  const addKey = async (as: string) => {
    const key = new Authenticator('https://plaza.test')
    const { ceremonyId, options } = await begin('add', as)
    const input = { ceremonyId, answer: key.create(options), deviceName: 'Phone' }
    await plaza.call('POST /identity/passkeys/finish', input, { token: as })
    return key
  }
  const bo = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('bo_h'))
  const [hers, his] = [await addKey(again.body.token), await addKey(bo.body.token)]
  const prove = async (key: Authenticator) => {
    const { ceremonyId, options } = await begin('sign-in')
    return { ceremonyId, answer: key.get(options) }
  }
  expect(refusalOf(await close(plaza, again.body.token, await prove(his)))).toBe('passkey_refused')
  const old = await prove(hers)
  plaza.city.skip(days(1))
  expect(refusalOf(await close(plaza, again.body.token, old))).toBe('ceremony_expired')
  expect((await close(plaza, again.body.token, await prove(hers))).status).toBe(200)
})

test('a desktop approved before the closing does not open the account again, and its bots stop', async () => {
  await using plaza = await scene()
  const { token } = (await signUp(plaza)).body
  const bot = await plaza.call<{ token: string }>(
    'POST /bots',
    { id: plaza.city.newId(), handle: 'tide_bot', name: 'Tides' },
    { token },
  )
  const link = await plaza.call<{ id: string; secret: string }>('POST /identity/links', { deviceName: 'Desk' })
  await plaza.call(`POST /identity/links/${link.body.id}/scan`, {}, { token })
  await plaza.call(`POST /identity/links/${link.body.id}/answer`, { approve: true }, { token })
  await close(plaza, token, { password: anna.password })
  await plaza.city.settle()
  const { id, secret } = link.body
  const desktop = await plaza.call(`POST /identity/links/${id}/poll`, { secret, seen: 'scanned' })
  expect(refusalOf(desktop)).toBe('account_closed')
  expect(await authenticate(plaza.city, bot.body.token)).toBeUndefined()
})

test('the people who run the city, and bots, are not closed by themselves', async () => {
  await using plaza = await scene()
  const id = plaza.city.newId()
  await createPeople(plaza.city, [
    { id, handle: 'harbour', name: 'Harbour', kind: 'operator', password: 'a ship at sea' },
  ])
  const signedIn = await plaza.call<SignedIn>('POST /identity/sign-in', {
    handle: 'harbour',
    password: 'a ship at sea',
    deviceName: 'Desk',
  })
  expect(refusalOf(await close(plaza, signedIn.body.token, { password: 'a ship at sea' }))).toBe('not_allowed')
})

test('an address may be removed, again and again, but never the last way in', async () => {
  await using plaza = await scene()
  const { codeId, code } = await codeTo(plaza, 'anna@example.org')
  const { id, handle, name, language } = anna
  const opened = await plaza.call<SignedIn>(`POST /identity/codes/${codeId}/use`, {
    code,
    deviceName: 'Phone',
    person: { id, handle, name, language },
  })
  const { token } = opened.body
  const remove = (kind: string) => plaza.call<Me>(`DELETE /identity/addresses/${kind}`, {}, { token })
  expect(refusalOf(await remove('email'))).toBe('last_way_in')
  expect((await remove('phone')).status).toBe(200)
  expect(refusalOf(await remove('pigeon'))).toBe('bad_input')
  await plaza.call('POST /identity/addresses', await codeTo(plaza, '+34600111222'), { token })
  expect((await remove('email')).body.email).toBeUndefined()
  expect((await remove('email')).body).toMatchObject({ phone: '+34600111222' })
  expect(refusalOf(await remove('phone'))).toBe('last_way_in')
})
