import { expect, test } from 'vitest'
import { clearHistory, hideMessages } from '../hide.ts'
import { NOTICES_MAX } from '../limits.ts'
import { eventsAfter, page } from '../messages.ts'
import { rowsOf } from '../rows.ts'
import { someMessages } from '../some.ts'
import { addNotice, advance, trimNotices } from '../store.ts'
import { sync } from '../sync.ts'
import { street } from './street.ts'

test('who deletes a message for themself no longer gets it, anywhere; the other keeps it', async () => {
  await using town = await street(['anna', 'bo'])
  const [anna, bo] = [town.id('anna'), town.id('bo')]
  const conv = await town.direct('anna', 'bo')
  const kept = await town.say('bo', conv, 'Stays')
  const gone = await town.say('bo', conv, 'Goes')
  const before = (await rowsOf(town.city, anna, { convs: [conv] }))[0]
  await hideMessages(town.city, anna, conv, [gone.q])
  await hideMessages(town.city, anna, conv, [gone.q])

  expect((await page(town.city, conv, anna, {})).events.map(event => event.b['text'])).not.toContain('Goes')
  expect((await page(town.city, conv, bo, {})).events.at(-1)).toMatchObject({ q: gone.q, b: { text: 'Goes' } })
  const pulled = (await eventsAfter(town.city, conv, anna, kept.q - 1, 10)).events
  expect(pulled).toMatchObject([
    { q: kept.q, b: { text: 'Stays' } },
    { q: gone.q, b: {}, hidden: true },
  ])
  expect(await someMessages(town.city, anna, conv, [kept.q, gone.q])).toMatchObject([
    { b: { text: 'Stays' } },
    { b: {}, hidden: true },
  ])
  const [row] = await rowsOf(town.city, anna, { convs: [conv] })
  expect(row?.last).toMatchObject({ q: kept.q })
  expect(row).toMatchObject({ q: gone.q, n: before?.n })
  expect((await rowsOf(town.city, bo, { convs: [conv] }))[0]?.last).toMatchObject({ q: gone.q })
})

test('other devices hear of it once, and those that were away find it when they come back', async () => {
  await using town = await street(['anna', 'bo'])
  const anna = town.id('anna')
  const conv = await town.direct('anna', 'bo')
  const { q } = await town.say('bo', conv, 'Not for long')
  const heads = async (u: number) => {
    for await (const frame of sync(town.city, anna, u)) return frame
    throw new Error('no answer')
  }
  const { u } = await heads(0)
  await hideMessages(town.city, anna, conv, [q])
  await hideMessages(town.city, anna, conv, [q])
  const later = await heads(u)
  expect(later).toMatchObject({ from: u, u: u + 2, notices: [{ k: 'hidden', b: { c: conv, qs: [q] } }] })
})

test('only what one may read can be deleted, and only from where one is', async () => {
  await using town = await street(['anna', 'bo', 'carla'])
  const conv = await town.direct('anna', 'bo')
  const { q } = await town.say('anna', conv, 'Between us')
  await expect(hideMessages(town.city, town.id('carla'), conv, [q])).rejects.toMatchObject({ code: 'not_a_member' })
  await expect(hideMessages(town.city, town.id('bo'), conv, [q, q + 1])).rejects.toMatchObject({
    code: 'target_not_found',
  })
  const [row] = await rowsOf(town.city, town.id('bo'), { convs: [conv] })
  expect(row?.last).toMatchObject({ q })
})

test('a device that missed more notices than one answer takes, or some that are trimmed, gets a snapshot', async () => {
  await using town = await street(['anna', 'bo'])
  const anna = town.id('anna')
  await town.direct('anna', 'bo')
  const answer = async (u: number) => {
    for await (const frame of sync(town.city, anna, u)) return frame as { from: number; u: number; notices: unknown[] }
    throw new Error('no answer')
  }
  const { u } = await answer(0)
  const miss = (count: number) =>
    town.city.db.tx(async tx => {
      for (let i = 0; i < count; i++)
        await addNotice(tx, anna, await advance(tx, anna), 'folders', {}, town.city.clock.now())
    })
  await miss(NOTICES_MAX)
  expect((await answer(u)).notices).toHaveLength(NOTICES_MAX)
  expect((await answer(u)).from).toBe(u)
  await miss(1)
  expect(await answer(u)).toMatchObject({ from: 0, u: u + NOTICES_MAX + 1, notices: [] })
  expect((await answer(u + 1)).notices).toHaveLength(NOTICES_MAX)
  await trimNotices(town.city.db, town.city.clock.now() + 1, 2)
  expect(await answer(u + 1)).toMatchObject({ from: 0 })
  expect((await answer(u + 2)).from).toBe(u + 2)
})

test('whoever clears a chat begins it anew, on all devices and everywhere; the other keeps it', async () => {
  await using town = await street(['anna', 'bo', 'carla'])
  const [anna, bo] = [town.id('anna'), town.id('bo')]
  const conv = await town.direct('anna', 'bo')
  await town.say('bo', conv, 'Long ago')
  const { q } = await town.say('bo', conv, 'A moment ago')
  const textsOf = async (person: string) => (await page(town.city, conv, person, {})).events.map(({ b }) => b['text'])
  let u = 0
  for await (const frame of sync(town.city, anna, 0)) u = (frame as { u: number }).u
  await clearHistory(town.city, anna, conv, q)
  await clearHistory(town.city, anna, conv, q)

  expect(await textsOf(anna)).toEqual([])
  expect(await textsOf(bo)).toContain('A moment ago')
  expect(await someMessages(town.city, anna, conv, [q])).toEqual([])
  const [row] = await rowsOf(town.city, anna, { convs: [conv] })
  expect(row).toMatchObject({ q, readQ: q, readN: row?.n })
  expect(row?.last).toBeUndefined()
  for await (const frame of sync(town.city, anna, u))
    expect(frame).toMatchObject({ from: u, u: u + 2, notices: [{ k: 'cleared', b: { c: conv, q } }] })
  await town.say('bo', conv, 'Hello again')
  expect(await textsOf(anna)).toEqual(['Hello again'])
  await expect(clearHistory(town.city, anna, conv, q + 9)).rejects.toMatchObject({ code: 'target_not_found' })
  await expect(clearHistory(town.city, town.id('carla'), conv, q)).rejects.toMatchObject({ code: 'not_a_member' })
})
