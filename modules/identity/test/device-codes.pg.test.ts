import type { SignedIn } from '@plaza/contract'
import { expect, test } from 'vitest'
import { askDeviceCode, authenticate, takeDeviceSession } from '../index.ts'
import { makeUserCode, readUserCode, shownUserCode } from '../device-codes/user-code.ts'
import { newcomer, refusalOf, scene, type Scene } from './scene.ts'

const wish = { deviceName: 'Command line on boat', address: '192.0.2.7' }
const phoneOf = async (plaza: Scene, handle: string) =>
  (await plaza.call<SignedIn>('POST /identity/sign-up', newcomer(handle))).body.token
type Asking = { id: string; deviceName: string; address: string }
const see = (plaza: Scene, token: string, code: string) =>
  plaza.call<Asking>('POST /identity/device-codes/see', { code }, { token })
const answer = (plaza: Scene, token: string, id: string, approve: boolean) =>
  plaza.call(`POST /identity/device-codes/${id}/answer`, { approve }, { token })

test('a machine shows a code, its owner types it and says yes, and the machine is in, once', async () => {
  await using plaza = await scene()
  const { city } = plaza
  const token = await phoneOf(plaza, 'anna')
  const code = await askDeviceCode(city, wish)
  expect(code).toMatchObject({ url: 'https://plaza.test/device', expiresInS: 600, waitS: 5 })
  expect(code.userCode).toMatch(/^[B-Z]{4}-[B-Z]{4}$/)
  expect(await takeDeviceSession(city, code.deviceCode)).toEqual({ error: 'authorization_pending' })
  city.skip(5_000)

  const seen = await see(plaza, token, ` ${code.userCode.toLowerCase().replace('-', ' ')} `)
  expect(seen.body).toMatchObject(wish)
  expect(await takeDeviceSession(city, code.deviceCode)).toEqual({ error: 'authorization_pending' })
  await answer(plaza, token, seen.body.id, true)
  city.skip(5_000)
  const taken = await takeDeviceSession(city, code.deviceCode)
  expect(await authenticate(city, 'token' in taken ? taken.token : '')).toMatchObject({ person: newcomer('anna').id })
  expect(refusalOf(await answer(plaza, token, seen.body.id, true))).toBeUndefined()
  expect(refusalOf(await answer(plaza, token, seen.body.id, false))).toBe('code_used')
  city.skip(5_000)
  expect(await takeDeviceSession(city, code.deviceCode)).toEqual({ error: 'expired_token' })
  const { devices } = (
    await plaza.call<{ devices: { kind: string; name: string }[] }>('GET /identity/devices', {}, { token })
  ).body
  expect(devices.find(device => device.kind === 'linked')?.name).toBe('Command line on boat')
})

test('whoever asks too soon has to wait longer; a no, a wrong code and one that is over lead nowhere', async () => {
  await using plaza = await scene()
  const { city } = plaza
  const [anna, bo] = [await phoneOf(plaza, 'anna'), await phoneOf(plaza, 'bo_')]
  const code = await askDeviceCode(city, wish)
  const take = () => takeDeviceSession(city, code.deviceCode)
  await take()
  city.skip(4_999)
  expect(await take()).toEqual({ error: 'slow_down' })
  city.skip(9_999)
  expect(await take()).toEqual({ error: 'slow_down' })
  city.skip(15_000)
  expect(await take()).toEqual({ error: 'authorization_pending' })

  expect(refusalOf(await see(plaza, anna, 'BCDF-GHJK'))).toBe('code_wrong')
  const { id } = (await see(plaza, anna, code.userCode)).body
  expect(refusalOf(await see(plaza, bo, code.userCode))).toBe('code_used')
  expect(refusalOf(await answer(plaza, bo, id, true))).toBe('code_expired')
  expect(refusalOf(await answer(plaza, anna, id, false))).toBeUndefined()
  city.skip(15_000)
  expect(await take()).toEqual({ error: 'access_denied' })
  expect(await takeDeviceSession(city, 'not-a-code')).toEqual({ error: 'expired_token' })

  const other = await askDeviceCode(city, wish)
  city.skip(600_000)
  expect(refusalOf(await see(plaza, bo, other.userCode))).toBe('code_wrong')
  expect(await takeDeviceSession(city, other.deviceCode)).toEqual({ error: 'expired_token' })
})

test('guessing is slow', async () => {
  await using plaza = await scene()
  const token = await phoneOf(plaza, 'anna')
  const answers: (string | undefined)[] = []
  for (let i = 0; i < 8; i++)
    answers.push(refusalOf(await see(plaza, token, shownUserCode(makeUserCode(plaza.city.dice)))))
  expect(answers).toEqual([...Array<string>(6).fill('code_wrong'), 'too_many_requests', 'too_many_requests'])
  expect(readUserCode('wdjb mjht')).toBe('WDJBMJHT')
})
