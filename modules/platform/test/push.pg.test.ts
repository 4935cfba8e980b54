import { TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { writeXml } from '@plaza/compat-wechat'
import { APP, echoing, OTHER, server, town, type Citizen, type Heard } from './scene.ts'

const TOKEN = 'tideandtown'

async function inTouch(who: Citizen): Promise<string> {
  return (await who.call<{ conversation: string }>(`POST /programs/${APP}/contact`)).body.conversation
}

const kinds = (heard: readonly Heard[]) =>
  heard.filter(one => one.method === 'POST').map(one => /<(?:Content|Event)><!\[CDATA\[(.*?)\]\]>/.exec(one.body)?.[1])

test('an address is set by who manages the program, after it echoed a test', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  await using well = await server(echoing)
  await using deaf = await server((_heard, response) => void response.end('hello'))
  await using moved = await server((_heard, response) => void response.writeHead(302, { location: well.url }).end())
  const set = async (who: Citizen, url: string, more: object = { form: 'xml', token: TOKEN }, appId = APP) =>
    (await who.call<{ error?: { facts: { why?: string } } }>(`PUT /programs/${appId}/push`, { url, ...more })).no ??
    'ok'
  expect(await set(anna, well.url)).toBe('not_found')
  expect(await set(t.maker, well.url, { form: 'xml', token: TOKEN }, OTHER)).toBe('not_found')
  expect(await set(t.maker, well.url, { form: 'xml' })).toBe('bad_input')
  expect(await set(t.maker, deaf.url)).toBe('webhook_refused')
  expect(await set(t.maker, moved.url)).toBe('webhook_refused')
  expect(await set(t.maker, 'ftp://files.test/')).toBe('webhook_refused')
  expect(await set(t.maker, 'http://a:b@files.test/')).toBe('webhook_refused')
  expect(await set(t.maker, well.url)).toBe('ok')
  const { searchParams } = well.heard[0]!.url
  expect([...searchParams.keys()].toSorted()).toEqual(['echostr', 'nonce', 'signature', 'timestamp'])
  const seen = await t.maker.call<{ push: object }>(`GET /programs/${APP}/push`)
  expect(seen.body.push).toMatchObject({ form: 'xml', url: well.url, encrypted: false, waiting: 0 })
  expect(JSON.stringify(seen.body)).not.toContain(TOKEN)
  expect((await anna.call(`GET /programs/${APP}/push`)).no).toBe('not_found')
  expect((await anna.call(`DELETE /programs/${APP}/push`)).no).toBe('not_found')
})

test('nothing inside the city’s own network is called for a stranger', async () => {
  await using t = await town({ config: { allowPrivateHooks: false } })
  await using inside = await server(echoing)
  const { port } = new URL(inside.url)
  for (const host of [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '10.0.0.1',
  ])
    for (const form of ['xml', 'standard']) {
      const input = { form, token: TOKEN, url: `http://${host}:${port}/hook` }
      expect((await t.maker.call(`PUT /programs/${APP}/push`, input)).no).toBe('webhook_refused')
    }
  expect(inside.heard).toEqual([])
})

test('news are tried again while the server fails, three times in all, and said once whoever answers', async () => {
  const clock = new TestClock()
  await using t = await town({ clock })
  const anna = await t.person('anna')
  let tries = 0
  await using maker = await server((heard, response) => {
    if (heard.method === 'GET') return echoing(heard, response)
    // The first answer is lost after the words were said; the second says them again.
    const to = /<FromUserName><!\[CDATA\[(.*?)\]\]>/.exec(heard.body)?.[1] ?? ''
    const words = writeXml({ ToUserName: to, FromUserName: APP, CreateTime: 1, MsgType: 'text', Content: 'Hello!' })
    if (!heard.body.includes('[text]')) return void response.end('')
    tries++
    if (tries < 3) return void response.writeHead(500).end()
    response.end(words)
  })
  await t.maker.call(`PUT /programs/${APP}/push`, { form: 'xml', url: maker.url, token: TOKEN })
  const conversation = await inTouch(anna)
  await anna.write(conversation, 'one')
  for (let i = 0; i < 5; i++) {
    await t.bring()
    clock.skip(5_001)
  }
  expect(kinds(maker.heard)).toEqual(['user_enter_tempsession', 'one', 'one', 'one'])
  const ids = maker.heard.flatMap(one => /<MsgId>(\d+)</.exec(one.body)?.[1] ?? [])
  expect(new Set(ids).size).toBe(1)
  tries = -10
  await anna.write(conversation, 'two')
  for (let i = 0; i < 5; i++) {
    await t.bring()
    clock.skip(5_001)
  }
  expect(kinds(maker.heard).filter(one => one === 'two')).toHaveLength(3)
  const said = (await anna.read(conversation)).filter(event => event.k === 'text').map(event => event.b['text'])
  expect(said).toEqual(['one', 'Hello!', 'two'])
})

test('an answer counts only for the person it was asked about, and a redirect is no answer', async () => {
  const clock = new TestClock()
  await using t = await town({ clock })
  const anna = await t.person('anna')
  await using elsewhere = await server(echoing)
  let leads = false
  await using maker = await server((heard, response) => {
    if (heard.method === 'GET') return echoing(heard, response)
    if (leads) return void response.writeHead(307, { location: elsewhere.url }).end()
    response.end(
      writeXml({ ToUserName: 'somebody', FromUserName: APP, CreateTime: 1, MsgType: 'text', Content: 'psst' }),
    )
  })
  await t.maker.call(`PUT /programs/${APP}/push`, { form: 'xml', url: maker.url, token: TOKEN })
  const conversation = await inTouch(anna)
  await anna.write(conversation, 'one')
  await t.bring()
  leads = true
  await anna.write(conversation, 'two')
  await t.bring()
  expect(elsewhere.heard).toEqual([])
  const said = (await anna.read(conversation)).filter(event => event.k === 'text').map(event => event.b['text'])
  expect(said).toEqual(['one', 'two'])
  const seen = await t.maker.call<{ push: { why: string; waiting: number } }>(`GET /programs/${APP}/push`)
  expect(seen.body.push).toMatchObject({ why: '3xx', waiting: 1 })
  await t.maker.call(`DELETE /programs/${APP}/push`)
  clock.skip(60_000)
  await t.bring()
  expect(kinds(maker.heard)).toEqual(['user_enter_tempsession', 'one', 'two'])
})

test('a menu’s button is told with its key, a second touch of the same id is the same, and unknown keys do not exist', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  await using maker = await server(echoing)
  await t.maker.call(`PUT /programs/${APP}/push`, { form: 'json', url: maker.url, token: TOKEN })
  const { access_token } = await t.compat<{ access_token: string }>('/cgi-bin/token', {
    grant_type: 'client_credential',
    appid: APP,
    secret: t.secret,
  })
  await t.compat('/cgi-bin/menu/create', { access_token }, { button: [{ type: 'click', name: 'Today', key: 'TODAY' }] })
  const id = t.city.newId()
  for (let i = 0; i < 2; i++) await anna.call(`POST /programs/${APP}/menu/clicks`, { id, key: 'TODAY' })
  expect((await anna.call(`POST /programs/${APP}/menu/clicks`, { id, key: 'NIGHT' })).no).toBe('not_found')
  await t.bring()
  const told = maker.heard.filter(one => one.method === 'POST').map(one => JSON.parse(one.body) as object)
  expect(told).toMatchObject([{ MsgType: 'event', Event: 'CLICK', EventKey: 'TODAY', ToUserName: APP }])
  expect((await anna.call<{ menu: object[] }>(`GET /programs/${APP}/service`)).body.menu).toMatchObject([
    { key: 'TODAY' },
  ])
})
