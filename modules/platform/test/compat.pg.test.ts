import { TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { APP, CLOSED, OTHER, town, type Citizen, type Town } from './scene.ts'

async function tokenOf(t: Town, appid = APP, secret = t.secret): Promise<string> {
  const query = { grant_type: 'client_credential', appid, secret }
  return (await t.compat<{ access_token: string }>('/cgi-bin/token', query)).access_token
}

async function openidOf(t: Town, who: Citizen, appid = APP, secret = t.secret): Promise<string> {
  const query = { appid, secret, js_code: await who.code(appid), grant_type: 'authorization_code' }
  return (await t.compat<{ openid: string }>('/sns/jscode2session', query)).openid
}

test('a login code counts once, for its own program and secret; the maker’s programs share one name of a person', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  const js_code = await anna.code()
  const ask = (query: object) =>
    t.compat<{ errcode: number; openid: string; unionid: string; session_key: string }>('/sns/jscode2session', {
      appid: APP,
      secret: t.secret,
      js_code,
      grant_type: 'authorization_code',
      ...query,
    })
  expect(await ask({ appid: 'wx1' })).toMatchObject({ errcode: 40013 })
  expect(await ask({ secret: 'wrong' })).toMatchObject({ errcode: 40125 })
  expect(await ask({ appid: OTHER })).toMatchObject({ errcode: 40125 })
  expect(await ask({ appid: OTHER, secret: t.otherSecret })).toMatchObject({ errcode: 40029 })
  const known = await ask({})
  expect(Buffer.from(known.session_key, 'base64')).toHaveLength(16)
  expect(await ask({})).toMatchObject({ errcode: 40029 })
  const again = await ask({ js_code: await anna.code() })
  expect(again).toMatchObject({ openid: known.openid, unionid: known.unionid })
  const elsewhere = await ask({ js_code: await anna.code(OTHER), appid: OTHER, secret: t.otherSecret })
  expect(elsewhere.openid).not.toBe(known.openid)
  expect(elsewhere.unionid).not.toBe(known.unionid)
  await anna.call(`DELETE /programs/${APP}/me`)
  await t.city.settle()
  const stranger = await ask({ js_code: await anna.code() })
  expect(stranger.openid).not.toBe(known.openid)
  expect(stranger.unionid).not.toBe(known.unionid)
})

test('a new token ends the one before after a short while; the stable one stays until it is forced', async () => {
  await using t = await town({ clock: new TestClock() })
  const check = (access_token: string) =>
    t.compat('/wxa/msg_sec_check', { access_token }, { openid: 'nobody', content: 'x' })
  const first = await tokenOf(t)
  const second = await tokenOf(t)
  expect([await check(first), await check(second)]).toMatchObject([{ errcode: 40003 }, { errcode: 40003 }])
  t.city.skip(5 * 60_000 + 1)
  expect([await check(first), await check(second)]).toMatchObject([{ errcode: 40001 }, { errcode: 40003 }])
  const stable = async (force_refresh = false) => {
    const body = { grant_type: 'client_credential', appid: APP, secret: t.secret, force_refresh }
    return (await t.compat<{ access_token: string }>('/cgi-bin/stable_token', {}, body)).access_token
  }
  const one = await stable()
  expect(await stable()).toBe(one)
  const forced = await stable(true)
  expect(forced).not.toBe(one)
  expect([await check(one), await check(forced), await check(second)]).toMatchObject([
    { errcode: 40001 },
    { errcode: 40003 },
    { errcode: 40003 },
  ])
  expect(await stable(true)).toBe(forced) // twice within half a minute is once
  t.city.skip(7_200_000 - 60_000)
  const next = await stable()
  expect(next).not.toBe(forced)
  expect([await check(forced), await check(next), await check('')]).toMatchObject([
    { errcode: 40003 },
    { errcode: 40003 },
    { errcode: 40001 },
  ])
})

test('a program cannot write in another one’s name, to a stranger, or what the template does not hold', async () => {
  await using t = await town()
  const anna = await t.person('anna')
  const [mine, other] = [await tokenOf(t), await tokenOf(t, OTHER, t.otherSecret)]
  const openid = await openidOf(t, anna)
  await anna.call(`POST /programs/${APP}/subscriptions`, { accept: [CLOSED] })
  const send = (access_token: string, touser: string, value: string) =>
    t.compat(
      '/cgi-bin/message/subscribe/send',
      { access_token },
      { touser, template_id: CLOSED, page: '/pages/poll?id=1', data: { thing1: { value } } },
    )
  expect(await send(other, await openidOf(t, anna, OTHER, t.otherSecret), 'x')).toMatchObject({ errcode: 40037 })
  expect(await send(other, openid, 'x')).toMatchObject({ errcode: 40003 })
  expect(await send(mine, openid, '')).toMatchObject({ errcode: 47003 })
  expect(await send('guess', openid, 'x')).toMatchObject({ errcode: 40001 })
  expect(await send(mine, openid, 'Dinner?')).toMatchObject({ errcode: 0 })
  expect(await send(mine, openid, 'Dinner?')).toMatchObject({ errcode: 0 })
  expect(await send(mine, openid, 'Lunch?')).toMatchObject({ errcode: 43101 })
})

test('what the format does not know, or nobody can read, is a number in a 200', async () => {
  await using t = await town()
  const access_token = await tokenOf(t)
  expect(await t.compat('/cgi-bin/unknown', { access_token })).toMatchObject({ errcode: 40066 })
  const broken = await fetch(`${t.api}/cgi-bin/menu/create?access_token=${access_token}`, { method: 'POST', body: '{' })
  expect([broken.status, await broken.json()]).toMatchObject([200, { errcode: 47001 }])
  expect(
    await t.compat('/cgi-bin/menu/create', { access_token }, { button: [{ name: 'x', type: 'view' }] }),
  ).toMatchObject({ errcode: 47003 })
  expect(await t.compat('/wxa/getwxacodeunlimit', { access_token }, { scene: 'x'.repeat(33) })).toMatchObject({
    errcode: 47003,
  })
  const wrong = await t.compat('/cgi-bin/token', { grant_type: 'password', appid: APP, secret: t.secret })
  expect(wrong).toMatchObject({ errcode: 40002 })
})

test('whoever guesses secrets is slowed down, and a stopped program has no way in', async () => {
  await using t = await town()
  const sam = await t.person('sam', { kind: 'operator' })
  const access_token = await tokenOf(t)
  const guesses = await Promise.all(
    Array.from({ length: 25 }, (_, i) =>
      t.compat('/cgi-bin/token', { grant_type: 'client_credential', appid: OTHER, secret: `guess${i}` }),
    ),
  )
  expect(guesses.filter(one => one.errcode === 45009).length).toBeGreaterThanOrEqual(4)
  await sam.call(`PUT /programs/${APP}/stopped`, { stopped: true, reason: 'It asked for PINs.' })
  expect(await t.compat('/cgi-bin/menu/get', { access_token })).toMatchObject({ errcode: 48001 })
})

test('content is checked against the operator’s words, however they are spelt', async () => {
  await using t = await town()
  const [anna, sam] = [await t.person('anna'), await t.person('sam', { kind: 'operator' })]
  expect((await anna.call('PUT /programs/content-words', { words: [] })).no).toBe('not_allowed')
  await sam.call('PUT /programs/content-words', {
    words: [
      { word: 'Casino', label: 20006, suggest: 'risky' },
      { word: 'bargain', label: 10001, suggest: 'review' },
    ],
  })
  const [access_token, openid] = [await tokenOf(t), await openidOf(t, anna)]
  const check = async (content: string) =>
    (
      await t.compat<{ result: object }>(
        '/wxa/msg_sec_check',
        { access_token },
        { version: 2, scene: 1, openid, content },
      )
    ).result
  expect(await check('Dinner at eight?')).toEqual({ suggest: 'pass', label: 100 })
  expect(await check('A bargain!')).toEqual({ suggest: 'review', label: 10001 })
  expect(await check('bargain at the c.A-s i n Ｏ')).toEqual({ suggest: 'risky', label: 20006 })
})
