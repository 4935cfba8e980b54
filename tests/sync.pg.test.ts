import type { PhoneSnapshot, Phone } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { expectSame } from './lib/same.ts'
import { town, type Town } from './lib/town.ts'

// Old snapshot + pushed frames = fresh snapshot, for everything that can happen in a conversation.

/** Does one thing and checks that every phone, told only by pushes and pulls, holds what a new phone would be told. */
async function holds(
  place: Town,
  phones: Record<string, Phone>,
  what: string,
  act: () => Promise<unknown>,
): Promise<void> {
  await act()
  await place.rest(...Object.values(phones))
  for (const [name, phone] of Object.entries(phones))
    expectSame(phone.snapshot(), await fresh(place, phone.person), `${name} after ${what}`)
}

const tokens = new Map<string, string>()
async function fresh(place: Town, person: string): Promise<PhoneSnapshot> {
  if (!tokens.has(person)) {
    tokens.set(person, await place.token(person))
    await place.rest() // a new device is told to the others
  }
  using phone = await place.phone(person, { token: tokens.get(person) as string })
  await phone.until(() => phone.settled, 'came to rest')
  return phone.snapshot()
}

test('two friends talk, and both hold what a new phone would be told', async () => {
  await using place = await town(['anna', 'bo'])
  const c = await place.direct('anna', 'bo')
  const [anna, bo] = [await place.phone('anna'), await place.phone('bo')]
  const tablet = await place.phone('bo')
  for (const name of ['anna', 'bo']) await fresh(place, place.id(name))
  const step = (what: string, act: () => Promise<unknown>) => holds(place, { anna, bo, tablet }, what, act)
  let q = 0
  await step('a text', async () => (q = (await anna.send(c, 'Coffee at nine?')).q))
  await step('an answer', () => bo.send(c, { k: 'text', b: { text: 'Ten?' }, re: q }))
  await step('a message pinned', () => bo.call('PUT', `/chats/${c}/pinned/${q}`, {}))
  await step('and unpinned', () => anna.call('DELETE', `/chats/${c}/pinned/${q}`))
  await step('an edit', () => anna.send(c, { k: 'edit', b: { text: 'Coffee at ten?' }, re: q }))
  await step('a reaction', () => bo.send(c, { k: 'react', b: { e: '☕', on: true }, re: q }))
  await step('a reaction taken back', () => bo.send(c, { k: 'react', b: { e: '☕', on: false }, re: q }))
  await step('a text to take back', async () => (q = (await anna.send(c, 'Wrong window, sorry')).q))
  await step('an edit of the newest', () => anna.send(c, { k: 'edit', b: { text: 'Wrong chat, sorry' }, re: q }))
  await step('a recall of the newest', () => anna.send(c, { k: 'recall', b: {}, re: q }))
  await step('a pin', () => bo.mine(c, { pin: true }))
  await step('a mute', () => bo.mine(c, { mute: true }))
  await step('a draft', () => bo.mine(c, { draft: 'On my' }))
  await step('a read mark', () => bo.mine(c, { read: q + 1 }))
  await step('a mark of unread', () => bo.mine(c, { unread: true }))
  await step('archiving', () => bo.mine(c, { archived: true, mute: false }))
  await step('a text that brings it back', () => anna.send(c, 'Hello?'))
  await step('hiding', () => bo.mine(c, { hidden: true }))
  await step('a text that shows it again', () => anna.send(c, 'Are you there?'))
  await step('an unpin and a mark', () => tablet.mine(c, { pin: false, mute: false, draft: '', read: q + 9 }))
})

test('whoever shares read marks sees those of others who do, also what moved while the phone was away', async () => {
  await using place = await town(['anna', 'bo'])
  const c = await place.direct('anna', 'bo')
  const [anna, bo] = [await place.phone('anna'), await place.phone('bo')]
  for (const name of ['anna', 'bo']) await fresh(place, place.id(name))
  const step = (what: string, act: () => Promise<unknown>) => holds(place, { anna, bo }, what, act)
  const seen = () => anna.copy.rows.get(c)?.seenQ
  const { q } = await anna.send(c, 'Coffee?')
  await step('a mark that only one shares', async () => {
    await anna.call('PATCH', '/identity/me', { privacy: { readReceipts: true } })
    await bo.mine(c, { read: q })
  })
  expect(seen()).toBeUndefined()
  await bo.call('PATCH', '/identity/me', { privacy: { readReceipts: true } })
  const next = await anna.send(c, 'Tea, then?')
  await step('a mark that both share', () => bo.mine(c, { read: next.q }))
  expect(seen()).toBe(next.q)
  const last = await anna.send(c, 'Or cake?')
  await place.rest(anna, bo)
  anna.cut()
  await step('a mark while the phone was away', () => bo.mine(c, { read: last.q }))
  expect(seen()).toBe(last.q)
})

test('a friendship ends, is blocked and begins again, and the conversation says so', async () => {
  await using place = await town(['anna', 'bo'], { friends: false })
  const [anna, bo] = [await place.phone('anna'), await place.phone('bo')]
  for (const name of ['anna', 'bo']) await fresh(place, place.id(name))
  const step = (what: string, act: () => Promise<unknown>) => holds(place, { anna, bo }, what, act)
  const befriend = async (id: string) => {
    await anna.call('POST', '/contacts/requests', { id, to: bo.person, note: 'It is me', source: 'handle' })
    await bo.call('POST', `/contacts/requests/${id}/answer`, { accept: true })
  }
  await step('a friendship with a greeting', () => befriend(anna.newId()))
  const [c] = [...anna.copy.rows.keys()] as [string]
  expect(bo.texts(c)).toEqual(['It is me'])
  await step('a block', () => bo.call('PATCH', `/contacts/${anna.person}`, { blocked: true }))
  expect(anna.copy.rows.get(c)?.open).toBe(false)
  await expect(anna.send(c, 'Hello?')).rejects.toMatchObject({ code: 'not_a_contact' })
  await step('the end of the block', () => bo.call('PATCH', `/contacts/${anna.person}`, { blocked: false }))
  await step('the end of the friendship', () => bo.call('DELETE', `/contacts/${anna.person}`))
  expect(anna.copy.rows.get(c)?.open).toBe(false)
  await step('a second beginning', () => befriend(anna.newId()))
  await step('a text', () => bo.send(c, 'All is well'))
})

test('a group lives: made, joined, named, ruled, left, and every member holds the same', async () => {
  await using place = await town(['anna', 'bo', 'carla', 'dirk'])
  const phones = {
    anna: await place.phone('anna'),
    bo: await place.phone('bo'),
    carla: await place.phone('carla'),
    dirk: await place.phone('dirk'),
  }
  const { anna, bo, carla, dirk } = phones
  for (const phone of Object.values(phones)) await fresh(place, phone.person)
  const step = (what: string, act: () => Promise<unknown>) => holds(place, phones, what, act)
  const c = anna.newId()
  await step('the making', () => anna.call('POST', '/chats', { id: c, title: 'Stairwell', people: [bo.person] }))
  await step('a text', () => bo.send(c, 'Who has the ladder?'))
  await step('an invitation', () => anna.call('POST', `/chats/${c}/members`, { people: [carla.person] }))
  const { url } = await anna.call<{ url: string }>('POST', `/chats/${c}/code`, {})
  await step('a joining by code', () => dirk.call('POST', `/invites/${url.split('/').at(-1)}/join`, {}))
  await step('a new name', () => carla.call('PATCH', `/chats/${c}`, { title: 'Stairwell and yard' }))
  await step('an announcement', () => anna.call('PATCH', `/chats/${c}`, { announcement: 'Bins on Monday' }))
  await step('an admin', () => anna.call('PUT', `/chats/${c}/members/${bo.person}/role`, { role: 'admin' }))
  await step('a mention', () => anna.send(c, { k: 'text', b: { text: '@carla the key', mentions: [carla.person] } }))
  await step('a mention of all', () =>
    bo.send(c, { k: 'text', b: { text: '@all water off at noon', mentions: ['all'] } }),
  )
  await step('its reading', () => carla.mine(c, { read: anna.copy.rows.get(c)?.q ?? 0 }))
  await step('admins only', () => bo.call('PATCH', `/chats/${c}`, { adminsOnly: true }))
  await expect(carla.send(c, 'May I?')).rejects.toMatchObject({ code: 'admins_only' })
  await step('everybody again', () => bo.call('PATCH', `/chats/${c}`, { adminsOnly: false }))
  await step('all may call all', () => bo.call('PATCH', `/chats/${c}`, { allFree: true }))
  await step('a mute', () => bo.call('PUT', `/chats/${c}/members/${carla.person}/mute`, { term: 'hour' }))
  await expect(carla.send(c, 'May I?')).rejects.toMatchObject({ code: 'muted_by_admin' })
  await step('its end', () => bo.call('PUT', `/chats/${c}/members/${carla.person}/mute`, { term: 'lifted' }))
  await step('a nickname', () => carla.call('PUT', `/chats/${c}/nickname`, { nickname: 'Second floor' }))
  await step('approval', () => bo.call('PATCH', `/chats/${c}`, { approval: true }))
  await step('a removal', () => bo.call('DELETE', `/chats/${c}/members/${dirk.person}`))
  expect(dirk.copy.rows.get(c)?.role).toBe('gone')
  await step('a text that the removed one must not hear', () => carla.send(c, 'Dirk moved out'))
  expect(dirk.texts(c)).not.toContain('Dirk moved out')
  await step('a name that the removed one must not see', () =>
    anna.call('PATCH', `/chats/${c}`, { title: 'The three' }),
  )
  expect(dirk.copy.rows.get(c)).toMatchObject({ title: 'Stairwell and yard', size: 3 })
  await step('a wish to return', () =>
    carla.call('POST', `/chats/${c}/members`, { people: [dirk.person], reason: 'He has the ladder' }),
  )
  await step('his return', () => anna.call('PUT', `/chats/${c}/waiting/${dirk.person}`, { accept: true }))
  await step('a new owner', () => anna.call('PUT', `/chats/${c}/members/${carla.person}/role`, { role: 'owner' }))
  await step('the owner leaving', () => carla.call('POST', `/chats/${c}/leave`, {}))
  expect(anna.copy.rows.get(c)?.role === 'owner' || bo.copy.rows.get(c)?.role === 'owner').toBe(true)
  await step('a last text', () => dirk.send(c, 'I have the ladder'))
  const owner = anna.copy.rows.get(c)?.role === 'owner' ? anna : bo
  await step('its end', () => owner.call('POST', `/chats/${c}/dissolve`, {}))
  await expect(dirk.send(c, 'Hello?')).rejects.toMatchObject({ code: 'group_dissolved' })
  await step('a member leaving what ended', () => dirk.call('POST', `/chats/${c}/leave`, {}))
})

test('a group grows from sixteen to seventeen, and on to forty, and nobody loses a word', async () => {
  const names = Array.from({ length: 42 }, (_, i) => `p${i}`)
  await using place = await town(names)
  const phones = Object.fromEntries(
    await Promise.all(['p0', 'p1', 'p15', 'p16', 'p20'].map(async name => [name, await place.phone(name)] as const)),
  )
  const { p0, p1, p16, p20 } = phones as Record<string, Phone> & { p0: Phone; p1: Phone; p16: Phone; p20: Phone }
  for (const phone of Object.values(phones)) await fresh(place, phone.person)
  const step = (what: string, act: () => Promise<unknown>) => holds(place, phones, what, act)
  const ids = (from: number, to: number) => names.slice(from, to).map(name => place.id(name))
  const c = p0.newId()
  await step('sixteen', () => p0.call('POST', '/chats', { id: c, title: 'Lane', people: ids(1, 16) }))
  await step('a text to sixteen', () => p1.send(c, 'Still few'))
  await step('the seventeenth', () => p1.call('POST', `/chats/${c}/members`, { people: [p16.person] }))
  await step('a text to seventeen', () => p16.send(c, 'Now many'))
  await step('a mention', () => p1.send(c, { k: 'text', b: { text: '@p16', mentions: [p16.person] } }))
  await step('twenty-five more', () => p0.call('POST', `/chats/${c}/members`, { people: ids(17, 42) }))
  expect(p1.copy.rows.get(c)?.size).toBe(42)
  await step('a text to all', () => p20.send(c, 'Good evening'))
  await step('a mention of all', () => p0.send(c, { k: 'text', b: { text: '@all', mentions: ['all'] } }))
  await step('a name', () => p0.call('PATCH', `/chats/${c}`, { title: 'Long lane' }))
  await step('admins only', () => p0.call('PATCH', `/chats/${c}`, { adminsOnly: true }))
  await step('an admin', () => p0.call('PUT', `/chats/${c}/members/${p1.person}/role`, { role: 'admin' }))
  await step('a read mark', () => p16.mine(c, { read: p16.copy.rows.get(c)?.q ?? 0 }))
  await step('a removal', () => p0.call('DELETE', `/chats/${c}/members/${p20.person}`))
  await step('a text after it', () => p1.send(c, 'Without p20'))
  expect(p20.texts(c)).not.toContain('Without p20')
  await step('the owner leaving', () => p0.call('POST', `/chats/${c}/leave`, {}))
  await step('a text by the heir', () => p1.send(c, 'I take over'))
})

test('a phone that keeps up with nothing is told once, asks by itself, and loses no word', async () => {
  await using place = await town(['anna', 'bo'])
  const c = await place.direct('anna', 'bo')
  const [phone, tablet, bo] = [await place.phone('anna'), await place.phone('anna'), await place.phone('bo')]
  await fresh(place, bo.person)
  bo.confirms = false
  const before = bo.heard.length
  const texts = Array.from({ length: 600 }, (_, i) => `word ${i}`)
  await Promise.all(texts.map((text, i) => (i % 2 ? phone : tablet).send(c, text)))
  await place.rest()
  const lags = bo.heard.slice(before).filter(kind => kind === 'lag').length
  expect(lags).toBeGreaterThanOrEqual(1)
  expect(lags).toBeLessThan(10)
  expect(bo.texts(c).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(
    texts.toSorted((a, b) => a.localeCompare(b)),
  )
  expectSame(bo.snapshot(), await fresh(place, bo.person), 'bo')
})

test('what is more than words is told as the city made it, in the order in which it was said', async () => {
  await using place = await town(['anna', 'bo'])
  const c = await place.direct('anna', 'bo')
  const [anna, bo, tablet] = [await place.phone('anna'), await place.phone('bo'), await place.phone('anna')]
  for (const name of ['anna', 'bo']) await fresh(place, place.id(name))
  const step = (what: string, act: () => Promise<unknown>) => holds(place, { anna, bo, tablet }, what, act)
  const sticker = { k: 'sticker' as const, b: { pack: 'harbour', name: 'wave', emoji: '👋' } }
  await step('a sticker and words after it', async () => {
    const said = await Promise.all([
      anna.send(c, sticker),
      anna.send(c, 'hello'),
      anna.send(c, sticker),
      anna.send(c, 'bye'),
    ])
    const qs = said.map(one => one.q)
    expect(qs).toEqual(qs.toSorted((a, b) => a - b))
  })
  let q = 0
  await step('a place', async () => (q = (await anna.send(c, { k: 'place', b: { lat: 41.38, lon: 2.17 } })).q))
  await step('a reaction to it', () => bo.send(c, { k: 'react', b: { e: '👍', on: true }, re: q }))
  await step('an answer with a card', () => bo.send(c, { k: 'person', b: { person: place.id('bo') }, re: q }))
  await step('a record', () => anna.send(c, { k: 'record', b: { from: c, qs: [q], title: 'Where' } }))
  await step('a recall', () => anna.send(c, { k: 'recall', b: {}, re: q }))
})
