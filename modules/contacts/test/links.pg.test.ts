import type { InviteLink } from '@plaza/contract'
import { limits } from '@plaza/contract'
import { days, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { scene, type Citizen } from './scene.ts'

const make = (of: Citizen, id: string, last = 7) => of.call<InviteLink>('POST /contacts/links', { id, days: last })
const listed = async (of: Citizen) => (await of.call<{ links: InviteLink[] }>('GET /contacts/links')).body.links
const codeOf = ({ url }: InviteLink) => url.split('/').at(-1)

test('a link leads to its maker and lets a stranger ask, also one who is open to no requests', async () => {
  await using plaza = await scene()
  const privacy = { acceptRequests: false, findByHandle: false }
  const [anna, bo] = [await plaza.person('anna', { privacy }), await plaza.person('bo_')]
  const { body: link } = await make(anna, plaza.city.newId())
  expect(link.expiresAt - link.at).toBe(days(7))
  expect(await bo.find(link.url)).toMatchObject({ person: { handle: 'anna' }, relation: 'none', source: 'qr' })
  const asked = await bo.ask(anna, { source: 'qr', code: codeOf(link) })
  expect(asked.body.state).toBe('open')
  expect(await listed(bo)).toEqual([])
})

test('a repeat finds the same link; it ends by itself, or is taken back, and invites nobody then', async () => {
  const clock = new TestClock()
  await using plaza = await scene({ clock })
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  const [first, second] = [plaza.city.newId(), plaza.city.newId()]
  const { body: link } = await make(anna, first, 1)
  expect((await make(anna, first, 1)).body).toEqual(link)
  expect((await make(anna, first, 30)).no).toBe('exists_different')
  expect((await make(bo, first, 1)).no).toBe('exists_different')
  clock.skip(1)
  const { body: other } = await make(anna, second, 30)
  expect((await listed(anna)).map(one => one.id)).toEqual([second, first])
  await bo.call(`DELETE /contacts/links/${second}`)
  expect(await bo.find(other.url)).toHaveProperty('person')
  await anna.call(`DELETE /contacts/links/${second}`)
  await anna.call(`DELETE /contacts/links/${second}`)
  expect(await bo.find(other.url)).toEqual({})
  clock.skip(days(1))
  expect(await bo.find(link.url)).toEqual({})
  expect((await bo.ask(anna, { source: 'qr', code: codeOf(link) })).no).toBe('requests_not_accepted')
  expect(await listed(anna)).toEqual([])
})

test('so many links are enough, also when they are made at once', async () => {
  await using plaza = await scene()
  const anna = await plaza.person('anna')
  const wishes = Array.from({ length: limits.INVITE_LINKS_MAX + 2 }, () => make(anna, plaza.city.newId()))
  const refused = (await Promise.all(wishes)).filter(one => one.no === 'too_many_invite_links')
  expect(refused).toHaveLength(2)
  expect(await listed(anna)).toHaveLength(limits.INVITE_LINKS_MAX)
})
