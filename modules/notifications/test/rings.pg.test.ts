import { calls } from '@plaza/calls'
import { callsApi, notificationsApi, type Endpoint } from '@plaza/contract'
import { hours, seconds } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { frames } from '../frames.ts'
import { tower, type Tower } from './scene.ts'

const RINGS_MS = seconds(50)

async function ask(t: Tower, name: string, endpoint: Endpoint, input: object): Promise<void> {
  const route = calls.routes!.find(one => one.endpoint === endpoint)!
  await route.handle(t.city, { input, by: { person: t.id(name), device: t.device(name), kind: 'citizen' } } as never)
}

async function ring(t: Tower, from: string, c: string, people?: readonly string[]): Promise<string> {
  const id = t.city.newId()
  const more = people ? { people: people.map(t.id) } : {}
  await ask(t, from, callsApi.startCall, { id, c, kind: 'voice', peer: t.city.newId(), ...more })
  await soon(t)
  return id
}

/** What is due now, without waiting for anything that is said. */
async function soon(t: Tower): Promise<void> {
  await t.city.settle()
  await t.pass(0)
}

const told = (t: Tower, name: string) => t.heard(name).map(({ title, body, ring }) => `${title}: ${body} (${ring})`)

test('a call rings on the devices of whoever is called, at once, and is missed in the same place', async () => {
  await using t = await tower(['anna', 'bo'])
  const c = await t.direct('anna', 'bo')
  await t.open('bo')
  const id = await ring(t, 'anna', c)
  expect(told(t, 'bo')).toEqual(['anna: Incoming voice call (on)'])
  expect(t.heard('bo')[0]).toMatchObject({ tag: `call ${id}`, path: `/chats/${c}` })
  expect(t.service.heard[0]!.headers).toMatchObject({ ttl: '45', urgency: 'high' })
  t.city.skip(RINGS_MS)
  await t.pass()
  expect(told(t, 'bo')).toEqual(['anna: Incoming voice call (on)', 'anna: Missed call (off)'])
  expect(new Set(t.heard('bo').map(one => one.tag)).size).toBe(1)
  expect(t.service.heard.at(-1)!.headers).toMatchObject({ ttl: '86400' })
})

test('what was answered or declined on one device stops ringing on the others; a caller is never rung', async () => {
  await using t = await tower(['anna', 'bo', 'cleo'])
  for (const who of ['anna', 'bo', 'cleo']) await t.open(who)
  const c = await t.group('anna', 'bo', 'cleo')
  const id = await ring(t, 'anna', c, ['bo', 'cleo'])
  await ask(t, 'bo', callsApi.joinCall, { id, peer: t.city.newId() })
  await soon(t)
  await ask(t, 'cleo', callsApi.declineCall, { id })
  await soon(t)
  const rang = 'anna: Incoming voice call (on)'
  expect(told(t, 'bo')).toEqual([rang, 'anna: Answered on another device (off)'])
  expect(told(t, 'cleo')).toEqual([rang, 'anna: Call declined (off)'])
  expect(t.heard('anna')).toEqual([])
})

test('nothing rings in quiet hours, in a chat that calls for nothing, or where they look at a device', async () => {
  await using t = await tower(['anna', 'bo', 'cleo', 'dan'])
  for (const who of ['bo', 'cleo', 'dan']) await t.open(who)
  const now = t.city.clock.now()
  const minute = Math.floor((now % hours(24)) / 60_000)
  const quiet = { from: minute, until: (minute + 120) % 1_440, zone: 'UTC' }
  await t.call('bo', notificationsApi.changeNotifications, { quiet })
  const c = await t.group('anna', 'bo', 'cleo', 'dan')
  await t.call('cleo', notificationsApi.notifyRule, { c, rule: 'nothing' })
  await frames.look!(
    t.city,
    { caller: { person: t.id('dan'), device: t.device('dan'), kind: 'citizen' }, send: () => {} },
    { t: 'look', on: true },
  )
  await ring(t, 'anna', c, ['bo', 'cleo', 'dan'])
  for (const who of ['bo', 'cleo', 'dan']) expect(told(t, who), who).toEqual([])
})
