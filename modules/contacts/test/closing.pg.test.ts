import type { FriendRequest, SignedIn } from '@plaza/contract'
import { sql } from '@plaza/db'
import { days } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { isOpen } from '../index.ts'
import { scene, type Citizen, type Scene } from './scene.ts'

const PASSWORD = 'a ship at sea'
const close = (person: Citizen) => person.call('POST /identity/close', { proof: { password: PASSWORD } })

/** Anna with a password, and Bo, her friend. */
async function friends(plaza: Scene): Promise<[Citizen, Citizen]> {
  const anna = await plaza.person('anna', { password: PASSWORD })
  const bo = await plaza.person('bo_h')
  await bo.answer((await anna.ask(bo)).body.id, true)
  await plaza.city.settle()
  return [anna, bo]
}

test('who closes their account leaves the lists of their friends, and is back in them by signing in', async () => {
  await using plaza = await scene()
  const [anna, bo] = await friends(plaza)
  await bo.change(anna, { remark: 'Harbour Anna', starred: true })
  await close(anna)
  await plaza.city.settle()
  expect((await bo.book()).contacts).toEqual([])
  expect(await bo.at(anna)).toMatchObject({ relation: 'none', person: { name: '', handle: '', closed: true } })
  expect(await bo.find('anna')).toEqual({})
  expect((await bo.ask(anna)).no).toBe('not_found')

  await anna.call<SignedIn>('POST /identity/sign-in', { handle: 'anna', password: PASSWORD, deviceName: 'Phone' })
  await plaza.city.settle()
  expect((await bo.book()).contacts).toMatchObject([
    { person: { name: 'anna' }, remark: 'Harbour Anna', starred: true },
  ])
  expect(await isOpen(plaza.city, bo.id, anna.id)).toBe(true)
})

test('of an erased account nothing is left among contacts', async () => {
  await using plaza = await scene()
  const [anna, bo] = await friends(plaza)
  const cy = await plaza.person('cy_h')
  await cy.ask(anna)
  await cy.change(anna, { blocked: true })
  await anna.call('GET /contacts/my-code')
  await close(anna)
  plaza.city.skip(days(31))
  await plaza.city.settle()
  await plaza.city.settle()
  const left = await plaza.city.db.one(sql`
    select (select count(*)::integer from contacts.contact) as contacts,
      (select count(*)::integer from contacts.request) as requests,
      (select count(*)::integer from contacts.qr) as codes`)
  expect(left).toEqual({ contacts: 0, requests: 0, codes: 0 })
  expect(await bo.at(anna)).toMatchObject({ person: { closed: true } })
  expect(await isOpen(plaza.city, bo.id, anna.id)).toBe(false)
})

test('a request may be taken back while it is open, is gone for the other then, and may be made again', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_h')]
  const { id } = (await anna.ask(bo)).body
  const withdraw = (who: Citizen) => who.call<FriendRequest>(`POST /contacts/requests/${id}/withdraw`)
  expect((await withdraw(bo)).no).toBe('not_found')
  expect((await withdraw(anna)).body.state).toBe('withdrawn')
  expect((await withdraw(anna)).body.state).toBe('withdrawn')
  expect((await bo.book()).requests).toEqual([])
  expect((await anna.book()).requests).toMatchObject([{ id, state: 'withdrawn' }])
  expect((await bo.answer(id, true)).no).toBe('request_not_open')
  const second = await anna.ask(bo)
  expect(second.body.state).toBe('open')
  await bo.answer(second.body.id, true)
  const late = await anna.call(`POST /contacts/requests/${second.body.id}/withdraw`)
  expect(late.no).toBe('request_not_open')
})

test('a request that ran out cannot be taken back', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_h')]
  const { id } = (await anna.ask(bo)).body
  plaza.city.skip(days(8))
  expect((await anna.call(`POST /contacts/requests/${id}/withdraw`)).no).toBe('request_expired')
})
