import { expect, test } from 'vitest'
import { bringNotice, programOf, whoLoggedIn } from '../index.ts'
import { APP, install, OTHER, scene, type Citizen, type Scene } from './scene.ts'

const CLOSED = 'poll-closed-result'
const templates = [
  {
    id: CLOSED,
    titles: { en: 'A poll is closed', zh: '投票已结束' },
    fields: [{ key: 'thing1', names: { en: 'Poll' } }],
  },
]

/** What a program's server does through the module that it speaks with. */
async function serverOf(s: Scene, appId: string) {
  const program = (await programOf(s.city, appId))!
  return {
    openidOf: async (person: Citizen) => {
      const { body } = await person.call<{ code: string }>(`POST /programs/${appId}/login`)
      return (await whoLoggedIn(s.city, appId, body.code))!.openid
    },
    send: (openid: string, value: string, id = s.city.newId()) =>
      bringNotice(s.city, program, { openid, template: CLOSED, page: 'pages/poll?id=1', data: { thing1: value } }, id),
  }
}

async function noticesOf(person: Citizen): Promise<{ title: string; rows: string[][]; page: string }[]> {
  const { body } = await person.call<{ contacts: { person: { id: string; handle: string } }[] }>('GET /contacts')
  const service = body.contacts.find(one => one.person.handle === 'notices')?.person.id
  if (!service) return []
  const { body: row } = await person.call<{ c: string }>('POST /chats/direct', { person: service })
  type Page = { events: { b: { facts: { title: string; rows: string[][]; page: string } } }[] }
  const { body: page } = await person.call<Page>(`GET /chats/${row.c}/messages`)
  return page.events.flatMap(event => ('facts' in event.b ? [event.b.facts] : []))
}

test('a program writes to whoever asked for it, once for each yes, into one conversation', async () => {
  await using s = await scene()
  await install(s.city, APP, { templates }, '2')
  const anna = await s.person('anna')
  const server = await serverOf(s, APP)
  const openid = await server.openidOf(anna)
  expect(await server.send(openid, 'Dinner?')).toBe('not_asked_for')
  const offered = await anna.call<{ templates: { title: string }[] }>(`GET /programs/${APP}/templates`, { ids: CLOSED })
  expect(offered.body.templates).toMatchObject([{ title: 'A poll is closed', fields: ['Poll'] }])
  await anna.call(`POST /programs/${APP}/subscriptions`, { accept: [CLOSED] })
  const id = s.city.newId()
  expect(await server.send(openid, 'Dinner?', id)).toBe('sent')
  // The answer was lost, so it is sent again: it is the same message.
  expect(await server.send(openid, 'Dinner?', id)).toBe('sent')
  expect(await server.send(openid, 'Lunch?')).toBe('not_asked_for')
  expect(await noticesOf(anna)).toMatchObject([
    { title: 'A poll is closed', rows: [['Poll', 'Dinner?']], page: 'pages/poll?id=1' },
  ])
})

test('a program cannot write in another one’s name, to a stranger, or what the template does not hold', async () => {
  await using s = await scene()
  await install(s.city, APP, { templates }, '2')
  const anna = await s.person('anna')
  const [mine, other] = [await serverOf(s, APP), await serverOf(s, OTHER)]
  const openid = await mine.openidOf(anna)
  await anna.call(`POST /programs/${APP}/subscriptions`, { accept: [CLOSED] })
  expect(await other.send(await other.openidOf(anna), 'x')).toBe('unknown_template')
  expect(await other.send(openid, 'x')).toBe('unknown_person')
  expect(await mine.send(openid, '')).toBe('bad_data')
  expect(await mine.send(openid, 'x'.repeat(61))).toBe('bad_data')
})

test('whoever takes everything back is written to no more', async () => {
  await using s = await scene()
  await install(s.city, APP, { templates }, '2')
  const anna = await s.person('anna')
  const server = await serverOf(s, APP)
  const openid = await server.openidOf(anna)
  await anna.call(`POST /programs/${APP}/subscriptions`, { accept: [CLOSED] })
  await anna.call(`DELETE /programs/${APP}/me`)
  expect(await server.send(openid, 'Dinner?')).toBe('unknown_person')
  expect(await noticesOf(anna)).toEqual([])
})
