import type { IdentityCheck } from '@plaza/contract'
import { TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { identityCallback, useIdentityProvider } from '../index.ts'
import { providerOf, sayInSandbox } from '../tiers/provider.ts'
import { providerContract } from './provider-contract.ts'
import { scene } from './scene.ts'
import { standIn } from './stand-in-provider.ts'

providerContract('a provider over HTTP', standIn)
providerContract('the sandbox', async () => {
  const clock = new TestClock()
  const plaza = await scene({ clock, config: { sandbox: true } })
  return {
    provider: providerOf(plaza.city),
    clock,
    decide: (ref, says) => sayInSandbox(plaza.city, ref, says),
    [Symbol.asyncDispose]: () => plaza[Symbol.asyncDispose](),
  }
})

async function withProvider() {
  const clock = new TestClock()
  const provider = await standIn(clock)
  const plaza = await scene({ clock })
  useIdentityProvider(plaza.city, provider.provider)
  const anna = await plaza.person('anna')
  const begin = (tier: number, id = plaza.city.newId()) =>
    anna.call<IdentityCheck>('POST /wallet/identity', { id, tier })
  const state = async (id: string) => (await anna.call<IdentityCheck>(`GET /wallet/identity/${id}`)).body.state
  return { provider, plaza, anna, begin, state }
}

test('a check is begun at the provider, its signed news raises the tier at once, and comes twice without harm', async () => {
  const { provider, plaza, anna, begin, state } = await withProvider()
  const check = (await begin(1)).body
  expect(check).toMatchObject({ state: 'started', url: expect.stringContaining(check.id) })
  expect(provider.asked[0]).toMatchObject({ path: '/v1/checks', authorization: expect.stringContaining('Bearer ') })
  // Nothing of the person but the number of the check leaves the city.
  expect(Object.keys(JSON.parse(provider.asked[0]?.body ?? '{}')).toSorted()).toEqual([
    'callbackUrl',
    'id',
    'returnUrl',
    'tier',
  ])
  const ref = `check-${check.id}`
  const hear = (body: string, headers = provider.sign(body)) => identityCallback(plaza.city, Buffer.from(body), headers)
  const approved = JSON.stringify({ ref, state: 'approved', reasons: [] })
  expect(await hear(approved, { 'identity-signature': 't=1,v1=00' })).toBe(false)
  expect(await state(check.id)).toBe('started')
  expect(await Promise.all([hear(approved), hear(approved), hear(approved)])).toEqual([true, true, true])
  expect(await hear(JSON.stringify({ ref, state: 'rejected', reasons: ['document_not_own'] }))).toBe(true)
  expect(await hear(JSON.stringify({ ref: 'check-of-nobody', state: 'approved' }))).toBe(true)
  expect(await hear('{"state":"approved"}')).toBe(false)
  expect(await state(check.id)).toBe('approved')
  expect(await anna.wallet()).toMatchObject({ tier: 1 })
  await plaza[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})

test('a provider that is silent keeps nobody from their wallet: the check begins later, or goes on', async () => {
  const { provider, plaza, anna, begin, state } = await withProvider()
  const check = (await begin(1)).body
  await provider.spoil?.('dead')
  expect(await state(check.id)).toBe('started')
  expect((await anna.call('GET /wallet/identity')).no).toBe(undefined)
  const bruno = await plaza.person('bruno')
  const refused = await bruno.call('POST /wallet/identity', { id: plaza.city.newId(), tier: 1 })
  expect([refused.status, refused.no]).toEqual([503, 'identity_unavailable'])
  await plaza[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
})
