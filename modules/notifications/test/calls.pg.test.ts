import { changeMine } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { contactsApi, identityApi, notificationsApi } from '@plaza/contract'
import { identity } from '@plaza/identity'
import { hours, Refusal, seconds } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { frames } from '../frames.ts'
import { signedBy } from './receiver.ts'
import { KEYS, tower, type Tower } from './scene.ts'

const look = (t: Tower, who: string, on: boolean) =>
  frames.look!(
    t.city,
    { caller: { person: t.id(who), device: t.device(who), kind: 'citizen' }, send: () => {} },
    { t: 'look', on },
  )

test('who does not look is called: who wrote, but not what, signed by the city and read by the device alone', async () => {
  await using t = await tower(['anna', 'bo'])
  const conv = await t.direct('anna', 'bo')
  expect((await t.open('bo')).device).toBe(true)
  await t.say('anna', conv, 'The key is under the mat')
  await t.pass()
  expect(t.heard('bo')).toEqual([
    { tag: conv, title: 'anna', body: 'New message', path: `/chats/${conv}`, c: conv, q: 2, unread: 1 },
  ])
  const { headers, body } = t.service.heard[0]!
  expect(body.toString('latin1')).not.toContain('mat')
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'high' })
  expect(headers['topic']).toMatch(/^[\w-]{32}$/)
  expect(signedBy(KEYS.publicKey, headers.authorization)).toMatchObject({
    aud: t.service.origin,
    sub: 'mailto:operator@plaza.test',
  })
  // Nobody is called twice for one message.
  await t.pass()
  expect(t.heard('bo')).toHaveLength(1)
})

test('what was written is shown to whoever wants that, in groups with the name', async () => {
  await using t = await tower(['anna', 'bo', 'cleo'])
  const [two, three] = [await t.direct('anna', 'bo'), await t.group('anna', 'bo', 'cleo')]
  for (const who of ['bo', 'cleo']) await t.open(who)
  await t.call('bo', notificationsApi.changeNotifications, { showText: true })
  await t.say('anna', two, 'Lunch?')
  await t.say('anna', three, 'One')
  await t.say('anna', three, 'Two')
  await t.pass()
  expect(
    t
      .heard('bo')
      .map(one => `${one.title} / ${one.body}`)
      .toSorted(),
  ).toEqual(['Boats / anna: Two', 'anna / Lunch?'])
  expect(t.heard('cleo').map(one => [one.title, one.body, one.unread])).toEqual([['Boats', '2 new messages', 2]])
  expect(t.heard('anna')).toEqual([])
})

test('nobody is called for what they read, look at, have muted, or want no call for', async () => {
  await using t = await tower(['anna', 'bo'])
  const conv = await t.direct('anna', 'bo')
  await t.open('bo')
  // Read within three seconds.
  const q = await t.say('anna', conv, 'one')
  t.city.skip(seconds(1))
  await t.city.settle()
  await t.read('bo', conv, q)
  await t.pass()
  // They look at a device of theirs.
  await look(t, 'bo', true)
  await t.say('anna', conv, 'two')
  await t.pass()
  await look(t, 'bo', false)
  // Muted.
  await changeMine(t.city, t.id('bo'), conv, { mute: true })
  await t.say('anna', conv, 'three')
  await t.pass()
  await changeMine(t.city, t.id('bo'), conv, { mute: false })
  // Said silently.
  await t.say('anna', conv, 'four', { body: { silent: true } })
  await t.pass()
  // Taken back at once.
  await t.say('anna', conv, '', { kind: 'recall', re: await t.say('anna', conv, 'five') })
  await t.pass()
  // A rule of its own.
  await t.call('bo', notificationsApi.notifyRule, { c: conv, rule: 'nothing' })
  await t.say('anna', conv, 'six')
  await t.pass()
  expect(t.heard('bo')).toEqual([])
  expect((await t.call('bo', notificationsApi.notifyRule, { c: conv, rule: 'all' })).rules).toEqual([])
  await t.say('anna', conv, 'seven')
  await t.pass()
  expect(t.heard('bo').map(one => one.q)).toEqual([9])
})

test('a group that calls only by name: a mention, everybody, or an answer', async () => {
  await using t = await tower(['anna', 'bo'])
  const conv = await t.group('anna', 'bo')
  await t.open('bo')
  await t.call('bo', notificationsApi.notifyRule, { c: conv, rule: 'mentions' })
  const mine = await t.say('bo', conv, 'Who is in?')
  await t.say('anna', conv, 'Just talk')
  await t.pass()
  expect(t.heard('bo')).toEqual([])
  await t.say('anna', conv, '@bo look', { body: { mentions: [t.id('bo')] } })
  await t.pass()
  await t.say('anna', conv, 'I am', { re: mine })
  await t.pass()
  expect(t.heard('bo').map(one => one.body)).toEqual(['anna: You were mentioned', 'anna: You were mentioned'])
})

test('quiet hours are those of the zone, and reach over midnight', async () => {
  await using t = await tower(['anna', 'bo'])
  const conv = await t.direct('anna', 'bo')
  await t.open('bo')
  // The clock stands at midnight UTC: one o'clock in Madrid.
  const quiet = { from: 23 * 60, until: 7 * 60, zone: 'Europe/Madrid' }
  await expect(
    t.call('bo', notificationsApi.changeNotifications, { quiet: { ...quiet, zone: 'Mars/Olympus' } }),
  ).rejects.toEqual(new Refusal('bad_input', { field: 'zone' }))
  expect((await t.call('bo', notificationsApi.changeNotifications, { quiet })).quiet).toEqual(quiet)
  await t.say('anna', conv, 'at night')
  await t.pass()
  t.city.skip(hours(6.5))
  await t.say('anna', conv, 'in the morning')
  await t.pass()
  expect(t.heard('bo').map(one => one.q)).toEqual([3])
})

test('a device that is gone, signed out or moved on is called no more; a service that fails is asked again', async () => {
  await using t = await tower(['anna', 'bo'])
  const conv = await t.direct('anna', 'bo')
  await t.open('bo')
  t.service.status = 503
  await t.say('anna', conv, 'one')
  await t.pass()
  t.service.status = 201
  await t.pass(seconds(20))
  expect(t.heard('bo').map(one => one.q)).toEqual([2, 2])
  t.service.status = 410
  await t.say('anna', conv, 'two')
  await t.pass()
  await t.say('anna', conv, 'three')
  await t.pass()
  expect(t.heard('bo').map(one => one.q)).toEqual([2, 2, 3])
  t.service.status = 201
  await t.open('bo')
  const out = identity.routes!.find(one => one.endpoint === identityApi.revokeDevice)!
  await out.handle(t.city, {
    input: { id: t.device('bo') },
    by: { person: t.id('bo'), device: t.device('bo'), kind: 'citizen' },
    setSession: () => {},
  } as never)
  await t.say('anna', conv, 'four')
  await t.pass()
  expect(t.heard('bo')).toHaveLength(3)
})

test('a browser that somebody else signed in on calls them only', async () => {
  await using t = await tower(['anna', 'bo', 'cleo'])
  const conv = await t.direct('anna', 'bo')
  await t.open('bo')
  await t.call('cleo', notificationsApi.notifyDevice, t.subscription('bo'))
  expect((await t.call('bo', notificationsApi.notifications)).device).toBe(false)
  await t.say('anna', conv, 'for bo')
  await t.pass()
  expect(t.heard('bo')).toEqual([])
})

test('only addresses of push services are called', async () => {
  await using t = await tower(['anna'])
  for (const endpoint of [
    'http://10.0.0.1/x',
    'https://push.evil.test/x',
    'http://a:b@127.0.0.1/x',
    'ftp://127.0.0.1/',
    'x',
  ])
    await expect(
      t.call('anna', notificationsApi.notifyDevice, { ...t.subscription('anna'), endpoint }),
    ).rejects.toEqual(new Refusal('push_host_refused'))
})

test('a friend request calls, and a test does', async () => {
  await using t = await tower(['anna', 'bo'])
  await t.open('bo')
  const ask = (endpoint: unknown, who: string, input: object) =>
    contacts
      .routes!.find(one => one.endpoint === endpoint)!
      .handle(t.city, {
        input,
        by: { person: t.id(who), device: t.device(who), kind: 'citizen' },
      } as never)
  await ask(contactsApi.removeContact, 'anna', { id: t.id('bo') })
  await ask(contactsApi.askFriend, 'anna', { id: t.city.newId(), to: t.id('bo'), note: 'Hi', source: 'handle' })
  await t.pass()
  await expect(t.call('anna', notificationsApi.tryNotification)).rejects.toEqual(new Refusal('not_found'))
  await t.call('bo', notificationsApi.tryNotification)
  await t.pass()
  expect(t.heard('bo').map(one => [one.title, one.body])).toEqual([
    ['anna', 'Wants to be your friend'],
    ['Testville', 'This device is called.'],
  ])
})
