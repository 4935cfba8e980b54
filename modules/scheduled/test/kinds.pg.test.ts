import { createGroup, eventsAfter } from '@plaza/chat'
import { seedFriendships } from '@plaza/contacts'
import type { ScheduledMessage } from '@plaza/contract'
import { days, hours } from '@plaza/kernel'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import * as store from '../store.ts'
import { scene } from './scene.ts'

const QUAY = { lat: 41.38, lon: 2.18, name: 'Quay 4' }
const BEAR = { pack: 'plaza', name: 'bear-hi', emoji: '👋' }
const LUNCH = { text: 'Lunch?', options: ['Soup', 'Rice'] }

test('a voice, a place, a card, a sticker and a poll are sent when their time comes, as if they were said then', async () => {
  await using place = await scene()
  const { city, anna, bo } = place
  const { c } = await createGroup(city, anna, { id: city.newId(), title: 'Yard', people: [bo] })
  const voice = await readFile(new URL('../../media/test/samples/voice.ogg', import.meta.url))
  const file = await place.upload(voice, 'voice')
  const endsAt = city.clock.now() + days(6)
  const wishes = [
    { k: 'voice', b: { file } },
    { k: 'place', b: QUAY },
    { k: 'person', b: { person: bo } },
    { k: 'sticker', b: BEAR, silent: true },
    { k: 'poll', b: { ...LUNCH, multiple: true, endsAt } },
  ] as const
  const rows: ScheduledMessage[] = []
  for (const wish of wishes) rows.push(await place.schedule({ ...wish, c, at: city.clock.now() + days(5) }))
  expect(rows.map(row => row.k)).toEqual(['voice', 'place', 'person', 'sticker', 'poll'])
  expect(rows[0]?.b).toMatchObject({ file, ms: expect.any(Number), wave: expect.any(String) })
  expect(rows[3]).toMatchObject({ b: BEAR, silent: true })
  expect(rows[4]?.b).toMatchObject({ options: [{ text: 'Soup', votes: 0 }, { text: 'Rice' }], voters: 0 })
  // Longer than a file that nobody needs is kept.
  await place.pass(days(3))
  expect((await eventsAfter(city, c, bo, 0, 100)).events.filter(event => event.f === anna && event.n > 0)).toEqual([])
  await place.pass(days(2))
  const { events } = await eventsAfter(city, c, bo, 0, 100)
  const said = events.filter(event => rows.some(row => row.id === event.id))
  expect(said.map(({ k, b }) => ({ k, b })).toSorted((a, b) => a.k.localeCompare(b.k))).toMatchObject(
    [...rows]
      .map(({ k, b, silent }) => ({ k, b: silent ? { ...b, silent } : b }))
      .toSorted((a, b) => a.k.localeCompare(b.k)),
  )
  expect(await store.messagesFor(city.db, anna, c)).toEqual([])
  await place.pass(days(3))
  expect(await place.isThere(file, 'voice')).toBe(true)
})

test('what a send is refused for, its wish for later is refused for', async () => {
  await using place = await scene()
  const { city, anna, bo, c } = place
  const group = (await createGroup(city, anna, { id: city.newId(), title: 'Yard', people: [bo] })).c
  const at = city.clock.now() + days(2)
  const no = (wish: object, code: string) =>
    expect(place.schedule({ c: group, at, ...wish } as never)).rejects.toMatchObject({ code })
  await no({ k: 'poll', b: LUNCH, c }, 'group_only')
  await no({ k: 'poll', b: { ...LUNCH, options: ['Soup', ' Soup '] } }, 'bad_input')
  await no({ k: 'poll', b: { ...LUNCH, endsAt: at - hours(1) } }, 'time_out_of_range')
  await no({ k: 'poll', b: { from: c, q: 1 } }, 'bad_input')
  await no({ k: 'person', b: { person: city.newId() } }, 'not_a_contact')
  await no({ k: 'sticker', b: { ...BEAR, emoji: 'hi' } }, 'bad_input')
  await no({ k: 'voice', b: { file: 'f'.repeat(64) } }, 'file_not_found')
  await no({ k: 'place', b: { ...QUAY, lat: 91 } }, 'bad_input')
})

test('a card of somebody who is no contact any more is not sent, and a poll is whole however late it comes', async () => {
  await using place = await scene()
  const { city, anna, bo } = place
  const { c } = await createGroup(city, anna, { id: city.newId(), title: 'Yard', people: [bo] })
  const at = city.clock.now() + hours(1)
  const card = await place.schedule({ k: 'person', b: { person: bo }, c, at })
  const poll = await place.schedule({ k: 'poll', b: { ...LUNCH, endsAt: at + hours(1) }, c, at })
  await place.part()
  city.skip(hours(3))
  await city.settle()
  const left = await store.messagesFor(city.db, anna, c)
  expect(Object.fromEntries(left.map(({ id, failed }) => [id, failed]))).toEqual({
    [card.id]: 'not_a_contact',
    [poll.id]: 'time_out_of_range',
  })
  await seedFriendships(city, [{ a: anna, b: bo, since: 2 }])
  await place.now(card.id)
  await city.settle()
  expect((await eventsAfter(city, c, bo, 0, 100)).events.at(-1)).toMatchObject({ id: card.id, b: { person: bo } })
})
