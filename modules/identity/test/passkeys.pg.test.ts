import type { Me, SignedIn } from '@plaza/contract'
import { minutes } from '@plaza/kernel'
import { Authenticator } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { newcomer, refusalOf, scene, type Scene } from './scene.ts'

const ORIGIN = 'https://plaza.test'
const person = { id: newcomer('anna').id, handle: 'anna', name: 'Anna', language: 'en' }
type Begun = { ceremonyId: string; options: Record<string, unknown> }

const begin = (plaza: Scene, ceremony: string, more: object = {}, token?: string) =>
  plaza.call<Begun>('POST /identity/passkeys/options', { ceremony, ...more }, token ? { token } : {})
const finish = (plaza: Scene, ceremonyId: string, answer: object, token?: string) =>
  plaza.call<SignedIn>(
    'POST /identity/passkeys/finish',
    { ceremonyId, answer, deviceName: 'Phone' },
    token ? { token } : {},
  )

async function signUp(plaza: Scene, key: Authenticator) {
  const { body } = await begin(plaza, 'sign-up', { person })
  return finish(plaza, body.ceremonyId, key.create(body.options))
}

test('an account by passkey alone: sign up, sign in without a handle, and no way to lose the last key', async () => {
  await using plaza = await scene()
  const key = new Authenticator(ORIGIN)
  const opened = await signUp(plaza, key)
  expect(opened.body.me).toMatchObject({
    person: { handle: 'anna' },
    hasPassword: false,
    passkeys: [{ name: 'Phone' }],
  })
  expect(opened.cookie).toContain(opened.body.token)

  const { body } = await begin(plaza, 'sign-in')
  expect(body.options).toMatchObject({ rpId: 'plaza.test', userVerification: 'preferred' })
  expect(body.options['allowCredentials']).toBeUndefined()
  const back = await finish(plaza, body.ceremonyId, key.get(body.options))
  expect(back.body.me.person.id).toBe(person.id)
  expect(back.body.me.passkeys[0]?.usedAt).toBe(plaza.city.clock.now())

  const { token, me } = back.body
  const remove = () => plaza.call<Me>(`DELETE /identity/passkeys/${me.passkeys[0]?.id}`, {}, { token })
  expect(refusalOf(await remove())).toBe('last_way_in')
  const withPassword = await plaza.call<Me>('PUT /identity/password', { password: 'a long enough one' }, { token })
  expect(withPassword.body.hasPassword).toBe(true)
  expect((await remove()).body.passkeys).toEqual([])
  expect((await remove()).status).toBe(200)
  const gone = await begin(plaza, 'sign-in')
  expect(refusalOf(await finish(plaza, gone.body.ceremonyId, key.get(gone.body.options)))).toBe('passkey_refused')
})

test('a second passkey is added by who is signed in, and opens the same account', async () => {
  await using plaza = await scene()
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('bo_'))
  const key = new Authenticator(ORIGIN)
  expect(refusalOf(await begin(plaza, 'add'))).toBe('not_signed_in')
  const options = (await begin(plaza, 'add', {}, body.token)).body
  const answer = key.create(options.options)
  const added = await finish(plaza, options.ceremonyId, answer, body.token)
  expect(added.body).toMatchObject({ token: '', me: { person: { handle: 'bo_' }, passkeys: [{ id: answer['id'] }] } })
  const next = (await begin(plaza, 'add', {}, body.token)).body
  expect(next.options['excludeCredentials']).toMatchObject([{ id: answer['id'] }])
  expect(refusalOf(await finish(plaza, next.ceremonyId, key.create(next.options)))).toBe('not_signed_in')

  const signIn = (await begin(plaza, 'sign-in')).body
  expect((await finish(plaza, signIn.ceremonyId, key.get(signIn.options))).body.me.person.handle).toBe('bo_')
})

test('a challenge is answered once and in time', async () => {
  await using plaza = await scene()
  const key = new Authenticator(ORIGIN)
  await signUp(plaza, key)
  const { body } = await begin(plaza, 'sign-in')
  const answer = key.get(body.options)
  expect((await finish(plaza, body.ceremonyId, answer)).status).toBe(200)
  expect(refusalOf(await finish(plaza, body.ceremonyId, answer))).toBe('ceremony_expired')
  const late = (await begin(plaza, 'sign-in')).body
  plaza.city.skip(minutes(5))
  expect(refusalOf(await finish(plaza, late.ceremonyId, key.get(late.options)))).toBe('ceremony_expired')
})

test('a copied passkey, a wrong site, another challenge, a stranger’s key and nonsense are refused', async () => {
  await using plaza = await scene()
  const key = new Authenticator(ORIGIN)
  await signUp(plaza, key)
  const attempt = async (answer: (options: object) => object) => {
    const { body } = await begin(plaza, 'sign-in')
    return refusalOf(await finish(plaza, body.ceremonyId, answer(body.options)))
  }
  const mine = key.credentials[0] as (typeof key.credentials)[0]
  expect(await attempt(options => key.get(options))).toBeUndefined()
  mine.counter -= 1
  expect(await attempt(options => key.get(options))).toBe('passkey_refused')

  const phisher = new Authenticator('https://p1aza.test')
  phisher.credentials.push(mine)
  expect(await attempt(options => phisher.get(options))).toBe('passkey_refused')
  expect(await attempt(options => key.get({ ...options, challenge: 'AAAA' }))).toBe('passkey_refused')
  expect(await attempt(options => key.get({ ...options, rpId: 'elsewhere.test' }))).toBe('passkey_refused')

  const stranger = new Authenticator(ORIGIN)
  const { body } = await begin(plaza, 'sign-up', { person: { ...person, id: newcomer('eve').id, handle: 'eve' } })
  await finish(plaza, body.ceremonyId, stranger.create(body.options))
  const theirs = stranger.credentials[0] as (typeof stranger.credentials)[0]
  expect(await attempt(options => stranger.get(options, { ...theirs, userHandle: mine.userHandle }))).toBe(
    'passkey_refused',
  )
  expect(await attempt(options => stranger.get(options, { ...theirs, id: mine.id, userHandle: mine.userHandle }))).toBe(
    'passkey_refused',
  )
  expect(await attempt(() => ({}))).toBe('passkey_refused')
  expect(await attempt(() => ({ id: 1, response: { userHandle: 5 } }))).toBe('passkey_refused')
  mine.counter += 10
  expect(await attempt(options => key.get(options))).toBeUndefined()
})

test('of two who sign up for one handle by passkey, one finishes', async () => {
  await using plaza = await scene()
  const first = (await begin(plaza, 'sign-up', { person })).body
  const second = (await begin(plaza, 'sign-up', { person: { ...person, id: newcomer('other').id } })).body
  const key = new Authenticator(ORIGIN)
  expect((await finish(plaza, first.ceremonyId, key.create(first.options))).status).toBe(200)
  expect(refusalOf(await finish(plaza, second.ceremonyId, key.create(second.options)))).toBe('handle_taken')
  expect(refusalOf(await begin(plaza, 'sign-up', { person: { ...person, id: newcomer('x').id } }))).toBe('handle_taken')
  expect(refusalOf(await begin(plaza, 'sign-up'))).toBe('bad_input')
})
