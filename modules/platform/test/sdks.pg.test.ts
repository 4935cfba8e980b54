import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MiniApp, OfficialAccount } from 'node-easywechat'
import ServerRequest from 'node-easywechat/dist/Core/Http/ServerRequest.js'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import { scanImage } from './scan.ts'
import { pageSigned } from '../index.ts'
import { coWechat, coWechatApi, wechatApi, wechatOauth, type KoaLike } from './libraries.ts'
import { APP, atPage, CLOSED, echoing, server, SITE, town, type Citizen, type Heard } from './scene.ts'

// Libraries that servers of this format are written with, unmodified: what they send, check and open is the acceptance.

const TOKEN = 'tideandtown'
const AES_KEY = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'

async function inTouch(who: Citizen): Promise<string> {
  const { body } = await who.call<{ conversation: string }>(`POST /programs/${APP}/contact`, { from: 'pages/help' })
  return body.conversation
}

test('co-wechat-api: login, subscribe and template messages, and a token that it renews by itself', async () => {
  await using t = await town()
  const anna = await t.person('anna', { phone: '+34600111222' })
  const api = coWechatApi(t)
  const { openid, unionid, session_key } = await api.code2Session(await anna.code())
  expect([openid[0], unionid[0], session_key.length]).toEqual(['o', 'u', 24])
  await expect(api.code2Session('used')).rejects.toMatchObject({ code: 40029 })
  const data = { thing1: { value: 'Dinner' } }
  await expect(api.sendSubscribeMessage(openid, CLOSED, 'pages/poll', data)).rejects.toMatchObject({ code: 43101 })
  await anna.call(`POST /programs/${APP}/subscriptions`, { accept: [CLOSED] })
  expect(await api.sendSubscribeMessage(openid, CLOSED, 'pages/poll', data)).toMatchObject({ errcode: 0 })
  await expect(api.sendSubscribeMessage(openid, 'no-such-template', '', data)).rejects.toMatchObject({ code: 40037 })
  await anna.call(`POST /programs/${APP}/subscriptions`, { accept: [CLOSED] })
  const mini = { appid: APP, pagepath: 'pages/poll?id=2' }
  expect(await api.sendTemplate(openid, CLOSED, '', '', { thing1: { value: 'Lunch' } }, mini)).toMatchObject({
    errcode: 0,
  })
  await api.saveToken({ accessToken: 'over', expireTime: Date.now() + 1e6 })
  expect((await api.getFollowers()).total).toBe(0)
  expect((await api.getToken())?.accessToken).not.toBe('over')
})

test('co-wechat-api: answers, codes, menu, followers, broadcast and page signatures', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  const api = coWechatApi(t)
  const { openid } = await api.code2Session(await anna.code())
  await expect(api.sendText(openid, 'Hello?')).rejects.toMatchObject({ code: 45015 })
  const conversation = await inTouch(anna)
  await anna.write(conversation, 'Where is my parcel?')
  await t.bring()
  expect(await api.sendText(openid, 'On its way.')).toMatchObject({ errcode: 0 })
  await api.sendNews(openid, [{ title: 'Follow it', description: 'on the map', url: 'https://poll.test/map' }])
  await api.sendMiniProgram(openid, {
    title: 'Your parcel',
    appid: APP,
    pagepath: 'pages/parcel?id=1',
    thumb_media_id: '',
  })
  const said = (await anna.read(conversation)).filter(event => event.k !== 'system').map(event => event.b)
  expect(said).toMatchObject([
    { text: 'Where is my parcel?' },
    { text: 'On its way.' },
    { text: 'Follow it\non the map\nhttps://poll.test/map' },
    { card: 'program', facts: { title: 'Your parcel', path: 'pages/parcel?id=1', appId: APP } },
  ])
  const code = await api.getWXACodeUnlimit('id=3&x=1', 'pages/index/index')
  const page = encodeURIComponent(`pages/index/index?scene=${encodeURIComponent('id=3&x=1')}`)
  expect(await scanImage(code)).toBe(`https://plaza.test/mp/${APP}/${page}`)
  expect(await scanImage(await api.getWXACode('pages/a?b=1'))).toBe(`https://plaza.test/mp/${APP}/pages%2Fa%3Fb%3D1`)
  expect(await scanImage(await api.createWXAQRCode('pages/a'))).toBe(`https://plaza.test/mp/${APP}/pages%2Fa`)
  await expect(api.getWXACodeUnlimit('ä', '')).rejects.toMatchObject({ code: 47003 })
  await expect(api.getMenu()).rejects.toMatchObject({ code: 46003 })
  const button = [
    { type: 'click', name: 'Today', key: 'TODAY', sub_button: [] },
    { name: 'More', sub_button: [{ type: 'view', name: 'Map', url: 'https://poll.test/map', sub_button: [] }] },
    { type: 'miniprogram', name: 'Poll', appid: APP, pagepath: 'pages/index/index', sub_button: [] },
  ]
  await api.createMenu({ button })
  expect((await api.getMenu()).menu.button).toEqual(button)
  await api.removeMenu()
  await anna.call(`PUT /programs/${APP}/follow`, { on: true })
  expect(await api.getFollowers()).toMatchObject({ total: 1, data: { openid: [openid] } })
  expect(await api.getUser(openid)).toMatchObject({ subscribe: 1, openid })
  expect(await api.massSendText('We moved\nto the quay.', true, 'move-1')).toMatchObject({ errcode: 0 })
  expect(await api.massSendText('We moved\nto the quay.', true, 'move-1')).toMatchObject({ errcode: 0 })
  await t.bring()
  expect((await anna.read(conversation)).filter(event => event.b['card'] === 'notice')).toHaveLength(1)
  const url = 'https://poll.test/map?x=1'
  const { timestamp, nonceStr: nonce, signature } = await api.getJsConfig({ debug: false, jsApiList: [], url })
  expect(pageSigned(t.city, APP, { url, timestamp, nonce, signature })).toBe(true)
  expect(pageSigned(t.city, APP, { url: `${url}1`, timestamp, nonce, signature })).toBe(false)
})

test('wechat-api: users, answers, menu and ticket, with callbacks', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  const { openid } = await coWechatApi(t).code2Session(await anna.code())
  const api = wechatApi(t)
  await anna.call(`PUT /programs/${APP}/follow`, { on: true })
  expect(await api.getUser(openid)).toMatchObject({ subscribe: 1, openid, language: 'en' })
  expect(await api.getFollowers()).toMatchObject({ total: 1 })
  await expect(api.sendText(openid, 'Hello?')).rejects.toMatchObject({ code: 45015 })
  const conversation = await inTouch(anna)
  await anna.write(conversation, 'Hello')
  await t.bring()
  expect(await api.sendText(openid, 'Good day.')).toMatchObject({ errcode: 0 })
  const button = [{ type: 'click', name: 'Today', key: 'TODAY', sub_button: [] }]
  await api.createMenu({ button })
  expect(await api.getMenu()).toMatchObject({ menu: { button } })
  await api.removeMenu()
  expect(await api.getTicket()).toMatchObject({ ticket: expect.stringMatching(/^[\w-]{64}$/) as string })
  await anna.call(`POST /programs/${APP}/subscriptions`, { accept: [CLOSED] })
  expect(await api.sendTemplate(openid, CLOSED, 'https://poll.test/', { thing1: { value: 'Lunch' } })).toMatchObject({
    errcode: 0,
  })
})

test('node-easywechat: mini program with the stable token, phone number, content and sealed facts', async () => {
  await using t = await town()
  const [anna, sam] = [await t.person('anna', { phone: '+34600111222' }), await t.person('sam', { kind: 'operator' })]
  await sam.call('PUT /programs/content-words', { words: [{ word: 'casino', label: 20006, suggest: 'risky' }] })
  const kept = mkdtempSync(path.join(tmpdir(), 'plaza-easywechat-'))
  onTestFinished(() => rmSync(kept, { recursive: true, force: true }))
  const app = new MiniApp({
    app_id: APP,
    secret: t.secret,
    use_stable_access_token: true,
    http: { baseURL: t.api },
    file_cache: { path: kept, dirMode: 0o700, fileMode: 0o600, ext: '.json' },
  })
  const session = (await app.getUtils().codeToSession(await anna.code())) as { openid: string; session_key: string }
  const client = app.getClient()
  const { body: phone } = await anna.call<{ code: string }>(`POST /programs/${APP}/phone`)
  const asked = await client.postJson('/wxa/business/getuserphonenumber', { code: phone.code })
  expect(asked.toObject()).toMatchObject({
    errcode: 0,
    phone_info: {
      phoneNumber: '+34600111222',
      purePhoneNumber: '600111222',
      countryCode: '34',
      watermark: { appid: APP },
    },
  })
  const content = { version: 2, scene: 1, openid: session.openid, content: 'Come to the Casino' }
  const checked = await client.postJson('/wxa/msg_sec_check', content)
  expect(checked.toObject()).toMatchObject({ errcode: 0, result: { suggest: 'risky', label: 20006 } })
  expect((await anna.call(`POST /programs/${APP}/userinfo`)).no).toBe('consent_missing')
  await anna.call(`PUT /programs/${APP}/grants`, { scope: 'scope.userInfo', allowed: true })
  type Sealed = { iv: string; encryptedData: string }
  const { body } = await anna.call<Sealed>(`POST /programs/${APP}/userinfo`)
  expect(app.getUtils().decryptSession(session.session_key, body.iv, body.encryptedData)).toMatchObject({
    openId: session.openid,
    nickName: 'anna',
    watermark: { appid: APP },
  })
  const oauth = wechatOauth(t, true)
  await anna.call(`POST /programs/${APP}/userinfo`)
  const fresh = await anna.code()
  // The key is made anew with each login, so facts are sealed after it.
  await expect(oauth.getUserByCode({ code: fresh, ...body })).rejects.toThrow()
})

test('wechat-oauth: a citizen says yes on the page, once; codes count once; facts, refresh and check', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  const oauth = wechatOauth(t)
  const there = new URL(oauth.getAuthorizeURL(`${SITE}/back?x=1`, 'st', 'snsapi_userinfo'))
  const led = await fetch(`${t.api}${there.pathname}${there.search}`, { redirect: 'manual' })
  expect(new URL(led.headers.get('location') ?? '').origin).toBe('https://plaza.test')
  const query = Object.fromEntries(there.searchParams)
  const page = await atPage(t.city, anna, query)
  const back = await atPage(t.city, anna, {}, { ticket: page.ticket, answer: 'allow' })
  expect([back.to?.origin, back.to?.searchParams.get('x'), back.to?.searchParams.get('state')]).toEqual([
    SITE,
    '1',
    'st',
  ])
  const code = back.to?.searchParams.get('code') ?? ''
  const { data } = await oauth.getAccessToken(code)
  expect(data).toMatchObject({ scope: 'snsapi_userinfo', expires_in: 7_200 })
  expect(await oauth.getUser(data.openid)).toMatchObject({ openid: data.openid, nickname: 'anna' })
  expect(await oauth.verifyToken(data.openid, data.access_token)).toMatchObject({ errcode: 0 })
  await expect(oauth.verifyToken('somebody', data.access_token)).rejects.toMatchObject({ code: 40003 })
  const { data: renewed } = await oauth.refreshAccessToken(data.refresh_token)
  expect(renewed.access_token).not.toBe(data.access_token)
  await expect(oauth.getAccessToken(code)).rejects.toMatchObject({ code: 40163 })
  // Used twice: somebody stole it, so what came of it is over.
  await expect(oauth.verifyToken(data.openid, renewed.access_token)).rejects.toMatchObject({ code: 40001 })
  const again = await atPage(t.city, anna, query)
  expect(again.to?.searchParams.get('code')).toBeTruthy()
})

const contextOf = (heard: Heard): KoaLike => ({
  query: Object.fromEntries(heard.url.searchParams),
  method: heard.method,
  request: { body: heard.body },
})

for (const aes of [false, true])
  test(`co-wechat: a receiving server hears and answers at once, ${aes ? 'sealed' : 'plain'}`, async () => {
    await using t = await town()
    const anna = await t.person('anna')
    const { openid } = await coWechatApi(t).code2Session(await anna.code())
    const messages: Record<string, string>[] = []
    const config = aes ? { token: TOKEN, appid: APP, encodingAESKey: AES_KEY } : { token: TOKEN }
    const middleware = coWechat(config, async message => {
      messages.push(message)
      return message['MsgType'] === 'text' ? `I read ${message['Content']?.length} letters` : ''
    })
    await using maker = await server(async (heard, response) => {
      const context = contextOf(heard)
      await middleware(context)
      response.writeHead(context.status ?? 200).end(context.body ?? '')
    })
    const push = { form: 'xml', url: maker.url, token: TOKEN, ...(aes ? { aesKey: AES_KEY } : {}) }
    expect((await t.maker.call(`PUT /programs/${APP}/push`, push)).status).toBe(200)
    const conversation = await inTouch(anna)
    await anna.write(conversation, 'hi ]]> <b>& 你好')
    await t.bring()
    expect(messages).toMatchObject([
      {
        ToUserName: APP,
        FromUserName: openid,
        MsgType: 'event',
        Event: 'user_enter_tempsession',
        SessionFrom: 'pages/help',
      },
      { ToUserName: APP, FromUserName: openid, MsgType: 'text', Content: 'hi ]]> <b>& 你好' },
    ])
    expect((await anna.read(conversation)).at(-1)?.b).toEqual({ text: 'I read 14 letters' })
    if (aes) expect(maker.heard.at(-1)?.body).not.toContain('hi ')
  })

test('node-easywechat: a receiving server reads sealed XML, and JSON', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  // It reads sealed messages as XML only.
  for (const [form, aesKey] of [['xml', AES_KEY], ['json']] as const) {
    await using maker = await server(echoing)
    const push = { form, url: maker.url, token: TOKEN, ...(aesKey ? { aesKey } : {}) }
    expect((await t.maker.call(`PUT /programs/${APP}/push`, push)).status).toBe(200)
    const conversation = await inTouch(anna)
    await anna.write(conversation, `in ${form}`)
    await t.bring()
    const { url, body } = maker.heard.at(-1)!
    const app = new OfficialAccount({ app_id: APP, secret: t.secret, token: TOKEN, aes_key: AES_KEY })
    app.setRequest(new ServerRequest('POST', `/hook${url.search}`, {}, Buffer.from(body)))
    const contents: unknown[] = []
    const receiver = app.getServer()
    receiver.addMessageListener('text', async message => {
      contents.push((message as unknown as { Content: string }).Content)
      return 'success'
    })
    await receiver.serve()
    expect(contents).toEqual([`in ${form}`])
  }
})

test('standardwebhooks: the open form is signed, and has one id in every try', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  let well = false
  await using maker = await server((_heard, response) => void response.writeHead(well ? 204 : 500).end())
  const { body } = await t.maker.call<{ secret: string }>(`PUT /programs/${APP}/push`, {
    form: 'standard',
    url: maker.url,
  })
  await anna.call(`PUT /programs/${APP}/follow`, { on: true })
  await t.bring()
  well = true
  await expect.poll(async () => (await t.bring(), maker.heard.length), { timeout: 15_000, interval: 500 }).toBe(2)
  const [first, second] = maker.heard.map(heard => ({ id: heard.headers['webhook-id'], heard }))
  expect(first?.id).toBe(second?.id)
  const read = new Webhook(body.secret).verify(second!.heard.body, second!.heard.headers as Record<string, string>)
  expect(read).toMatchObject({ type: 'followed', data: { openid: expect.any(String) as string } })
})
