import type { PersonCard, SignedIn } from '@plaza/contract'
import { expect, test } from 'vitest'
import { authenticate, botOf, botsOwnedBy } from '../index.ts'
import { newcomer, refusalOf, scene } from './scene.ts'

type Made = { bot: PersonCard; token: string; webhookSecret?: string }

test('Anna makes a bot, loses its token, gets another, and closes it', async () => {
  await using plaza = await scene()
  const { token } = (await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('anna'))).body
  const eve = (await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('eve'))).body.token
  const input = { id: newcomer('bell').id, handle: 'bell', name: 'Doorbell', webhook: 'https://bell.test/hook' }
  const made = (await plaza.call<Made>('POST /bots', input, { token })).body
  expect(made).toMatchObject({
    bot: { kind: 'bot', handle: 'bell' },
    webhookSecret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{32}$/),
  })
  expect(await authenticate(plaza.city, made.token)).toMatchObject({ person: input.id, kind: 'bot' })

  const again = (await plaza.call<Made>('POST /bots', input, { token })).body
  expect(await authenticate(plaza.city, made.token)).toBeUndefined()
  expect(await authenticate(plaza.city, again.token)).toMatchObject({ person: input.id })
  expect(again.webhookSecret).toBe(made.webhookSecret)
  expect(refusalOf(await plaza.call('POST /bots', input, { token: eve }))).toBe('exists_different')
  expect(refusalOf(await plaza.call('POST /bots', { ...input, handle: 'bell2' }, { token }))).toBe('exists_different')
  expect(refusalOf(await plaza.call('POST /bots', { ...input, id: newcomer('z').id }, { token }))).toBe('handle_taken')
  const noPage = { id: newcomer('y').id, handle: 'bell3', name: 'B', webhook: 'javascript:alert(1)' }
  expect(refusalOf(await plaza.call('POST /bots', noPage, { token }))).toBe('bad_input')

  for (const route of ['POST /bots', 'PUT /identity/password']) {
    const body = { ...input, id: newcomer('w').id, handle: 'bell4', password: 'a password of its own' }
    expect(refusalOf(await plaza.call(route, body, { token: again.token }))).toBe('not_allowed')
  }
  expect(await botOf(plaza.city, input.id)).toMatchObject({
    owner: newcomer('anna').id,
    webhook: 'https://bell.test/hook',
  })
  expect(refusalOf(await plaza.call(`DELETE /bots/${input.id}`, {}, { token: eve }))).toBe('not_found')
  const list = () => botsOwnedBy(plaza.city, newcomer('anna').id)
  expect(await list()).toMatchObject([{ bot: { handle: 'bell' }, webhook: input.webhook }])
  for (let i = 0; i < 2; i++) expect((await plaza.call(`DELETE /bots/${input.id}`, {}, { token })).status).toBe(200)
  expect(await list()).toEqual([])
  expect(await authenticate(plaza.city, again.token)).toBeUndefined()
})
