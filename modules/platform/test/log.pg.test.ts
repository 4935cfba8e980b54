import type { PlatformCall } from '@plaza/contract'
import { TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { writeLog } from '../log/note.ts'
import { APP, server, town, type Town } from './scene.ts'

type Log = { calls: PlatformCall[]; more: boolean }
type One = { call: PlatformCall; asked: string; answered: string }

async function logOf(t: Town, more: object = {}): Promise<PlatformCall[]> {
  await writeLog(t.city)
  return (await t.maker.call<Log>(`GET /programs/${APP}/log`, more)).body.calls
}

test('developers read what their server asked and was answered, without secrets; nobody else does', async () => {
  const clock = new TestClock()
  await using t = await town({ clock })
  const anna = await t.person('anna')
  const code = await anna.code()
  const { secret } = t
  await t.compat('/sns/jscode2session', { appid: APP, secret, js_code: code, grant_type: 'authorization_code' })
  await t.compat('/cgi-bin/token', { appid: APP, secret: 'guessed', grant_type: 'client_credential' })
  const { access_token: token } = await t.compat<{ access_token: string }>('/cgi-bin/token', {
    appid: APP,
    secret,
    grant_type: 'client_credential',
  })
  await t.compat('/cgi-bin/menu/get', { access_token: token })
  await t.compat('/cgi-bin/token', { appid: 'wx99999999999999ff', secret: 'x', grant_type: 'client_credential' })
  const answer = await fetch(`${t.api}/platform/v1/menu`, { headers: { authorization: `Bearer ${token}` } })

  const calls = await logOf(t)
  expect(calls.map(one => [one.name, one.outcome]).toReversed()).toEqual([
    ['GET /sns/jscode2session', 'ok'],
    ['GET /cgi-bin/token', '40125'],
    ['GET /cgi-bin/token', 'ok'],
    ['GET /cgi-bin/menu/get', '46003'],
    ['GET /platform/v1/menu', 'ok'],
  ])
  expect(calls[0]!.id).toBe(answer.headers.get('x-request-id'))
  expect((await logOf(t, { outcome: 'failed' })).map(one => one.outcome)).toEqual(['46003', '40125'])
  expect(await logOf(t, { way: 'push' })).toEqual([])

  const login = calls.at(-1)!
  const { body } = await t.maker.call<One>(`GET /programs/${APP}/log/${login.n}`)
  expect(body.asked).toBe(`appid=${APP}&secret=•••&js_code=•••&grant_type=authorization_code`)
  expect(JSON.parse(body.answered)).toMatchObject({ session_key: '•••' })
  for (const held of [secret, code, token]) expect(JSON.stringify([body, calls])).not.toContain(held)
  expect((await anna.call(`GET /programs/${APP}/log`)).no).toBe('not_found')
  expect((await anna.call(`GET /programs/${APP}/log/${login.n}`)).no).toBe('not_found')

  clock.skip(7 * 86_400_000 + 600_001)
  await t.city.settle()
  expect(await logOf(t)).toEqual([])
})

test('news that were not heard are told once more by one wish, as a replay under the same id', async () => {
  const clock = new TestClock()
  await using t = await town({ clock })
  const anna = await t.person('anna')
  let isDown = true
  await using maker = await server((_heard, response) => void response.writeHead(isDown ? 410 : 200).end('so be it'))
  await t.maker.call(`PUT /programs/${APP}/push`, { form: 'standard', url: maker.url })
  await anna.call(`PUT /programs/${APP}/follow`, { on: true })
  await t.bring()
  const [failed] = await logOf(t, { way: 'push' })
  expect(failed).toMatchObject({ way: 'push', name: 'followed', ok: false, outcome: '410' })
  expect((await t.maker.call<One>(`GET /programs/${APP}/log/${failed!.n}`)).body).toMatchObject({
    answered: 'so be it',
  })

  isDown = false
  const wish = { id: t.city.newId() }
  const path = `POST /programs/${APP}/log/${failed!.n}/replay`
  expect((await anna.call(path, wish)).no).toBe('not_found')
  await t.maker.call(path, wish)
  expect((await t.maker.call(path, { id: t.city.newId() })).no).toBe('still_tried')
  await t.bring()
  expect((await t.maker.call(path, wish)).no).toBeUndefined()
  await t.bring()
  const heard = maker.heard.map(one => [one.headers['webhook-id'], one.headers['plaza-replay']])
  expect(heard).toEqual([
    [failed!.id, undefined],
    [failed!.id, '1'],
  ])
  const [again] = await logOf(t, { way: 'push' })
  expect(again).toMatchObject({ id: failed!.id, ok: true, outcome: 'ok', replay: true })

  // What was heard may be told once more, too; what the server asked may not.
  await t.maker.call(path, { id: t.city.newId() })
  await t.bring()
  expect(maker.heard).toHaveLength(3)

  // Whoever leaves the program takes what was said of them along, also what was not yet written.
  await anna.call(`DELETE /programs/${APP}/me`)
  await t.city.settle()
  expect(await logOf(t, { way: 'push' })).toEqual([])
})
