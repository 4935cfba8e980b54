import { hours, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { APP, atPage, CLOSED, OTHER, SITE, town, type Citizen, type Town } from './scene.ts'

interface Ask {
  readonly body?: object
  readonly token?: string
}

async function tokenFor(t: Town, appId = APP, secret = t.secret): Promise<string> {
  const answer = await fetch(`${t.api}/platform/v1/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${appId}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

async function ask(t: Town, route: string, { body, token }: Ask = {}) {
  const [method, path] = route.split(' ') as [string, string]
  const answer = await fetch(`${t.api}/platform/v1${path}`, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/json' },
    body: body ? JSON.stringify(body) : null,
  })
  const type = answer.headers.get('content-type') ?? ''
  const read = type.includes('json') ? ((await answer.json()) as Record<string, unknown>) : {}
  return { status: answer.status, type, headers: answer.headers, body: read, code: read['code'] ?? read['error'] }
}

async function openidOf(t: Town, who: Citizen, token: string, appId = APP): Promise<string> {
  return (await ask(t, 'POST /sessions', { token, body: { code: await who.code(appId) } })).body['openid'] as string
}

test('tokens come by OAuth 2.0 client credentials, and its errors are those of the standard', async () => {
  const clock = new TestClock()
  await using t = await town({ clock })
  const get = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
    const body = new URLSearchParams(form)
    const answer = await fetch(`${t.api}/platform/v1/token`, { method: 'POST', headers, body })
    return [answer.status, ((await answer.json()) as { error?: string }).error, answer.headers.get('www-authenticate')]
  }
  const post = { client_id: APP, client_secret: t.secret }
  expect(await get({ ...post, grant_type: 'password' })).toEqual([400, 'unsupported_grant_type', null])
  expect(await get({ ...post, client_secret: 'wrong', grant_type: 'client_credentials' })).toEqual([
    401,
    'invalid_client',
    'Basic realm="platform"',
  ])
  expect(await get({ ...post, grant_type: 'client_credentials' })).toEqual([200, undefined, null])
  const json = await ask(t, 'POST /token', { body: { grant_type: 'client_credentials' } })
  expect([json.status, json.code]).toEqual([400, 'invalid_request'])
  const token = await tokenFor(t)
  expect((await ask(t, 'GET /menu', { token })).status).toBe(200)
  const without = await ask(t, 'GET /menu')
  expect([without.status, without.type, without.headers.get('www-authenticate')]).toEqual([
    401,
    'application/problem+json; charset=utf-8',
    'Bearer error="invalid_token"',
  ])
  expect(without.body).toMatchObject({ type: 'urn:plaza:problem:token_wrong', status: 401, code: 'token_wrong' })
  clock.skip(7_200_001)
  expect((await ask(t, 'GET /menu', { token })).code).toBe('token_wrong')
})

test('the description names every operation, and requests are held to it', async () => {
  await using t = await town()
  const { body } = await ask(t, 'GET /openapi.json')
  const paths = Object.keys(body['paths'] as object)
  expect(paths).toContain('/platform/v1/followers/{openid}')
  expect(body['openapi']).toBe('3.1.0')
  const token = await tokenFor(t)
  expect((await ask(t, 'POST /sessions', { token, body: {} })).body).toMatchObject({ status: 400, code: 'bad_input' })
  expect((await ask(t, 'POST /nowhere', { token, body: {} })).status).toBe(404)
  expect(
    (await ask(t, 'PUT /menu', { token, body: { menu: [{ name: 'x', type: 'view', url: 'javascript:1' }] } })).code,
  ).toBe('bad_input')
  const picture = await ask(t, 'POST /codes', { token, body: { page: 'pages/index/index', scene: 'a=1' } })
  expect([picture.status, picture.type]).toEqual([200, 'image/png'])
})

test('a citizen is answered within 48 hours, five times for each message, once for each id', async () => {
  const clock = new TestClock()
  await using t = await town({ clock })
  const anna = await t.person('anna')
  const [token, other] = [await tokenFor(t), await tokenFor(t, OTHER, t.otherSecret)]
  const openid = await openidOf(t, anna, token)
  const say = async (text: string, id = t.city.newId(), by = token) =>
    (await ask(t, 'POST /messages', { token: by, body: { id, openid, said: { type: 'text', text } } })).code ?? 'ok'
  expect(await say('hello')).toBe('answer_too_late')
  const { body } = await anna.call<{ conversation: string; person: object }>(`POST /programs/${APP}/contact`)
  expect(body.person).toMatchObject({ name: 'Poll', kind: 'service' })
  expect(await say('hello')).toBe('answer_too_late')
  await anna.write(body.conversation, 'Help!')
  await t.bring()
  const id = t.city.newId()
  expect([await say('1', id), await say('1', id), await say('other', id)]).toEqual(['ok', 'ok', 'exists_different'])
  expect(await say('psst', t.city.newId(), other)).toBe('openid_unknown')
  const rest = await Promise.all(['2', '3', '4', '5', '6', '7'].map(text => say(text)))
  expect(rest.filter(one => one === 'ok')).toHaveLength(4)
  expect(rest.filter(one => one === 'answers_used_up')).toHaveLength(2)
  await anna.write(body.conversation, 'Still there?')
  await t.bring()
  expect(await say('yes')).toBe('ok')
  clock.skip(hours(48) + 1)
  expect(await say('late', t.city.newId(), await tokenFor(t))).toBe('answer_too_late')
  const shown = (await anna.read(body.conversation)).filter(event => event.f !== anna.id && event.k === 'text')
  expect(shown).toHaveLength(6)
})

test('whoever ends the conversation is not answered, until they open it again', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  const token = await tokenFor(t)
  const openid = await openidOf(t, anna, token)
  const open = async () =>
    (await anna.call<{ conversation: string; person: { id: string } }>(`POST /programs/${APP}/contact`)).body
  const { conversation, person } = await open()
  await anna.write(conversation, 'Help!')
  await t.bring()
  await anna.call(`DELETE /contacts/${person.id}`)
  await t.city.settle()
  const say = async () =>
    (await ask(t, 'POST /messages', { token, body: { id: t.city.newId(), openid, said: { type: 'text', text: 'x' } } }))
      .code
  expect(await say()).toBe('not_a_contact')
  expect((await open()).conversation).toBe(conversation)
  expect(await say()).toBeUndefined()
})

test('followers hear a broadcast once, who muted it does not, and four in 30 days are enough', async () => {
  const clock = new TestClock()
  await using t = await town({ clock })
  const [anna, bela] = [await t.person('anna'), await t.person('bela')]
  const token = await tokenFor(t)
  await anna.call(`PUT /programs/${APP}/follow`, { on: true })
  await bela.call(`PUT /programs/${APP}/follow`, { on: true, muted: true })
  const told = { title: 'New quay', text: 'We moved.', page: 'pages/map' }
  const tell = (id = t.city.newId(), words: object = told) =>
    ask(t, 'POST /broadcasts', { token, body: { id, ...words } })
  const id = t.city.newId()
  expect([(await tell(id)).status, (await tell(id)).status]).toEqual([200, 200])
  expect((await tell(id, { ...told, text: 'We stay.' })).code).toBe('exists_different')
  await t.bring()
  await t.bring()
  expect((await ask(t, `GET /broadcasts/${id}`, { token })).body).toMatchObject({ state: 'done', told: 1 })
  const other = await tokenFor(t, OTHER, t.otherSecret)
  expect((await ask(t, `GET /broadcasts/${id}`, { token: other })).code).toBe('not_found')
  const seen = async (who: Citizen) => {
    const { body } = await who.call<{ conversation: string }>(`GET /programs/${APP}/service`)
    return (await who.read(body.conversation)).filter(event => event.k === 'card').map(event => event.b['facts'])
  }
  expect(await seen(anna)).toMatchObject([{ title: 'New quay', page: 'pages/map', rows: [['', 'We moved.']] }])
  expect(await seen(bela)).toEqual([])
  const more = await Promise.all(Array.from({ length: 5 }, () => tell()))
  expect(more.filter(one => one.code === 'broadcasts_used_up')).toHaveLength(2)
  const desk = await t.maker.call<{ left: number; followers: number }>(`GET /programs/${APP}/broadcasts`)
  expect(desk.body).toMatchObject({ left: 0, followers: 2 })
  expect((await anna.call(`GET /programs/${APP}/broadcasts`)).no).toBe('not_found')
  clock.skip(30 * 86_400_000 + 1)
  const late = await tokenFor(t)
  expect((await ask(t, 'POST /broadcasts', { token: late, body: { id: t.city.newId(), ...told } })).status).toBe(200)
  await anna.call(`PUT /programs/${APP}/follow`, { on: false })
  expect((await ask(t, 'GET /followers', { token: late })).body).toMatchObject({ total: 1 })
  await bela.call(`DELETE /programs/${APP}/me`)
  await t.city.settle()
  expect((await ask(t, 'GET /followers', { token: late })).body).toMatchObject({ total: 0 })
})

test('templates are set by who manages the program, and none takes another one’s id', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  const fields = [{ key: 'thing1', names: { en: 'Poll' } }]
  const set = async (who: Citizen, appId: string, id: string) =>
    (
      await who.call(`PUT /programs/${appId}/managed-templates`, {
        templates: [{ id, titles: { en: 'Told' }, fields }],
      })
    ).no
  expect(await set(anna, APP, 'poll-opened-now')).toBe('not_found')
  expect(await set(t.maker, OTHER, 'poll-opened-now')).toBe('not_found')
  expect(await set(await t.person('other'), OTHER, CLOSED)).toBe('exists_different')
  expect(await set(t.maker, APP, 'poll-opened-now')).toBeUndefined()
  const { body } = await t.maker.call<{ templates: { id: string }[] }>(`GET /programs/${APP}/managed-templates`)
  expect(body.templates.map(one => one.id)).toEqual(['poll-opened-now'])
})

test('the page for signing in leads back only where the program said, and only by the citizen’s own yes', async () => {
  await using t = await town()
  const [anna, bela] = [await t.person('anna'), await t.person('bela')]
  const query = { appid: APP, redirect_uri: `${SITE}/back`, response_type: 'code', scope: 'snsapi_base', state: 'st' }
  expect((await atPage(t.city, undefined, query)).status).toBe(401)
  for (const wrong of [
    { redirect_uri: 'https://evil.test/back' },
    { redirect_uri: 'http://poll.test/back' },
    { redirect_uri: 'https://poll.test.evil.test/' },
    { redirect_uri: 'https://poll.test@evil.test/' },
    { redirect_uri: 'javascript:alert(1)' },
    { appid: 'wx00000000000000ff' },
    { scope: 'snsapi_all' },
    { response_type: 'token' },
  ])
    expect((await atPage(t.city, anna, { ...query, ...wrong })).status).toBe(400)
  const page = await atPage(t.city, anna, query)
  expect(page.headers['content-security-policy']).toContain(`form-action 'self' ${SITE}`)
  // The page is Anna's: nobody else's browser can answer it, and a made up answer is none.
  expect((await atPage(t.city, bela, {}, { ticket: page.ticket, answer: 'allow' })).status).toBe(400)
  expect((await atPage(t.city, anna, {}, { ticket: 'AQ', answer: 'allow' })).status).toBe(400)
  const refused = await atPage(t.city, anna, {}, { ticket: page.ticket, answer: 'refuse' })
  expect(refused.to?.search).toBe('?error=access_denied&state=st')
  const allowed = await atPage(t.city, anna, {}, { ticket: page.ticket, answer: 'allow' })
  const code = allowed.to?.searchParams.get('code') ?? ''
  const trade = (appid: string, secret: string) =>
    t.compat<Record<string, unknown>>('/sns/oauth2/access_token', {
      appid,
      secret,
      code,
      grant_type: 'authorization_code',
    })
  expect(await trade(OTHER, t.otherSecret)).toMatchObject({ errcode: 40029 })
  const { access_token, openid, refresh_token } = (await trade(APP, t.secret)) as Record<string, string>
  const held = { access_token: access_token!, openid: openid! }
  expect(await t.compat('/sns/userinfo', held)).toMatchObject({ errcode: 48001 })
  expect(await t.compat('/sns/auth', held)).toMatchObject({ errcode: 0 })
  expect(await t.compat('/sns/oauth2/refresh_token', { appid: OTHER, refresh_token: refresh_token! })).toMatchObject({
    errcode: 40001,
  })
  await anna.call(`DELETE /programs/${APP}/me`)
  await t.city.settle()
  expect(await t.compat('/sns/auth', held)).toMatchObject({ errcode: 40001 })
  expect((await atPage(t.city, anna, query)).status).toBe(200)
})
