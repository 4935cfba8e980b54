import type { TestCitizen } from '@plaza/contract'
import { whoLoggedIn } from '@plaza/programs'
import { expect, test } from 'vitest'
import { CITIZENS_MAX } from '../limits.ts'
import { maker, scene } from './scene.ts'

test('a made-up citizen signs in to their program and has play money; they are of its developers alone', async () => {
  await using s = await scene()
  const [anna, bela] = [await s.person('anna'), await s.person('bela')]
  const [{ appId }, other] = [await maker(s, anna), await maker(s, bela)]
  const [id, another] = [s.city.newId(), s.city.newId()]
  const path = `/makers/programs/${appId}/citizens`
  const made = await anna.get<TestCitizen>(`PUT ${path}/${id}`, { name: 'Test Ana' })
  expect(made).toMatchObject({ id, name: 'Test Ana', currency: 'EUR' })
  expect(BigInt(made.balance)).toBeGreaterThan(0n)
  expect(await anna.get(`PUT ${path}/${id}`, { name: 'Test Ana' })).toEqual(made)
  expect((await anna.call(`PUT ${path}/${id}`, { name: 'Somebody else' })).no).toBe('exists_different')
  expect((await anna.call(`PUT ${path}/${another}`, { name: '  ' })).no).toBe('bad_input')

  const { code } = await anna.get<{ code: string }>(`POST ${path}/${id}/login`)
  expect(await whoLoggedIn(s.city, other.appId, code)).toBeUndefined()
  const again = await anna.get<{ code: string }>(`POST ${path}/${id}/login`)
  expect((await whoLoggedIn(s.city, appId, again.code))?.openid).toBe(made.openid)
  expect(await whoLoggedIn(s.city, appId, again.code)).toBeUndefined()

  const key = s.city.newId()
  const filled = await anna.get<TestCitizen>(`POST ${path}/${id}/fill`, { key })
  expect(BigInt(filled.balance)).toBe(2n * BigInt(made.balance))
  expect(await anna.get(`POST ${path}/${id}/fill`, { key })).toEqual(filled)

  // Nobody else's, by their own program neither.
  const foreign = `/makers/programs/${other.appId}/citizens`
  expect((await bela.call(`GET ${path}`)).no).toBe('not_found')
  expect((await bela.call(`POST ${path}/${id}/login`)).no).toBe('not_found')
  expect((await bela.call(`POST ${foreign}/${id}/login`)).no).toBe('not_found')
  expect((await bela.call(`PUT ${foreign}/${id}`, { name: 'Test Ana' })).no).toBe('exists_different')

  await anna.get(`DELETE ${path}/${id}`)
  await anna.get(`DELETE ${path}/${id}`)
  expect((await anna.call(`POST ${path}/${id}/fill`, { key })).no).toBe('not_found')
  expect(await anna.get(`GET ${path}`)).toEqual({ citizens: [], most: CITIZENS_MAX })
})

test('a program has so many of them', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const { appId } = await maker(s, anna)
  const make = () => anna.call(`PUT /makers/programs/${appId}/citizens/${s.city.newId()}`, { name: 'Test Ana' })
  const answers = []
  for (let i = 0; i <= CITIZENS_MAX; i++) answers.push((await make()).no)
  expect(answers).toEqual([...Array<undefined>(CITIZENS_MAX).fill(undefined), 'too_many_citizens'])
})
