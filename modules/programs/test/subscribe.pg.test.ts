import { expect, test } from 'vitest'
import { answerPlatform, renewSecret } from '../index.ts'
import { APP, install, OTHER, scene, type Citizen, type Scene } from './scene.ts'

const CLOSED = 'poll-closed-result'
const templates = [
  {
    id: CLOSED,
    titles: { en: 'A poll is closed', zh: '投票已结束' },
    fields: [{ key: 'thing1', names: { en: 'Poll' } }],
  },
]

/** A program's server: what it asks of the platform. */
async function serverOf(s: Scene, appId: string) {
  const secret = await renewSecret(s.city, appId)
  const ask = (path: string, query: Record<string, string>, body: object = {}) =>
    answerPlatform(s.city, {
      method: 'POST',
      path,
      query: new URLSearchParams(query),
      body: JSON.stringify(body),
      address: '198.51.100.9',
    })
  const { access_token } = (await ask('/cgi-bin/token', { grant_type: 'client_credential', appid: appId, secret })) as {
    access_token: string
  }
  return {
    token: access_token,
    openidOf: async (person: Citizen) => {
      const { body } = await person.call<{ code: string }>(`POST /programs/${appId}/login`)
      const query = { appid: appId, secret, js_code: body.code }
      return ((await ask('/sns/jscode2session', query)) as { openid: string }).openid
    },
    send: (touser: string, value: string, template = CLOSED) =>
      ask(
        '/cgi-bin/message/subscribe/send',
        { access_token },
        { touser, template_id: template, page: '/pages/poll?id=1', data: { thing1: { value } } },
      ),
    ask,
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
  expect(await server.send(openid, 'Dinner?')).toMatchObject({ errcode: 43101 })
  const offered = await anna.call<{ templates: { title: string }[] }>(`GET /programs/${APP}/templates`, { ids: CLOSED })
  expect(offered.body.templates).toMatchObject([{ title: 'A poll is closed', fields: ['Poll'] }])
  await anna.call(`POST /programs/${APP}/subscriptions`, { accept: [CLOSED] })
  expect(await server.send(openid, 'Dinner?')).toMatchObject({ errcode: 0 })
  // The answer was lost, so it is sent again: it is the same message.
  expect(await server.send(openid, 'Dinner?')).toMatchObject({ errcode: 0 })
  expect(await server.send(openid, 'Lunch?')).toMatchObject({ errcode: 43101 })
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
  expect(await other.send(await other.openidOf(anna), 'x')).toMatchObject({ errcode: 40037 })
  expect(await other.send(openid, 'x')).toMatchObject({ errcode: 40003 })
  expect(await mine.send(openid, '')).toMatchObject({ errcode: 47003 })
  expect(await mine.send(openid, 'x'.repeat(61))).toMatchObject({ errcode: 47003 })
  const wrong = await mine.ask('/cgi-bin/message/subscribe/send', { access_token: 'guess' }, {})
  expect(wrong).toMatchObject({ errcode: 40001 })
  s.city.skip(7_200_001)
  expect(await mine.send(openid, 'late')).toMatchObject({ errcode: 40001 })
})

test('whoever takes everything back is written to no more', async () => {
  await using s = await scene()
  await install(s.city, APP, { templates }, '2')
  const anna = await s.person('anna')
  const server = await serverOf(s, APP)
  const openid = await server.openidOf(anna)
  await anna.call(`POST /programs/${APP}/subscriptions`, { accept: [CLOSED] })
  await anna.call(`DELETE /programs/${APP}/me`)
  expect(await server.send(openid, 'Dinner?')).toMatchObject({ errcode: 40003 })
  expect(await noticesOf(anna)).toEqual([])
})
