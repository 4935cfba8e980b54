import type { ChatEvent } from '@plaza/contract'
import { seconds, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { readOn, type Reader } from '../follow.ts'
import { READER_LEASE_MS } from '../limits.ts'
import { lease } from '../store-readers.ts'
import { street } from './street.ts'

/** A reader that notes the words it hears. */
function notebook(from: Reader['from'], name = 'notebook') {
  const heard: unknown[] = []
  const take = async (_: unknown, events: readonly ChatEvent[]) =>
    void heard.push(...events.flatMap(event => (event.k === 'text' ? [event.b['text']] : [])))
  return { heard, reader: { name, from, take } satisfies Reader }
}

test('a reader hears everything in order and once, however it is told', async () => {
  await using town = await street(['anna', 'bo', 'cleo'], { clock: new TestClock() })
  const [ab, ac] = [await town.direct('anna', 'bo'), await town.direct('anna', 'cleo')]
  const { heard, reader } = notebook('start')
  await town.say('anna', ab, 'one')
  await readOn(town.city, reader)
  await town.say('bo', ab, 'two')
  await town.say('anna', ac, 'three')
  await town.say('bo', ab, 'four')
  await readOn(town.city, reader)
  await readOn(town.city, reader)
  expect(heard.map(String).toSorted((a, b) => a.localeCompare(b))).toEqual(['four', 'one', 'three', 'two'])
  expect(heard.filter(word => word !== 'three')).toEqual(['one', 'two', 'four'])
})

test('one that begins with now is not told the past, but all of what begins later', async () => {
  await using town = await street(['anna', 'bo', 'cleo'], { clock: new TestClock() })
  const ab = await town.direct('anna', 'bo')
  await town.say('anna', ab, 'past')
  const { heard, reader } = notebook('now')
  await readOn(town.city, reader)
  await town.say('anna', ab, 'present')
  await town.say('anna', await town.direct('anna', 'cleo'), 'new')
  await readOn(town.city, reader)
  expect(heard.map(String).toSorted((a, b) => a.localeCompare(b))).toEqual(['new', 'present'])
})

test('what could not be taken comes again; words recalled meanwhile do not', async () => {
  await using town = await street(['anna', 'bo'], { clock: new TestClock() })
  const ab = await town.direct('anna', 'bo')
  const { heard, reader } = notebook('start')
  const { q } = await town.say('anna', ab, 'secret')
  await town.say('anna', ab, 'open')
  const failing: Reader = { ...reader, take: () => Promise.reject(new Error('the index is away')) }
  await expect(readOn(town.city, failing)).rejects.toThrow('away')
  await town.say('anna', ab, {}, { kind: 'recall', re: q })
  await readOn(town.city, reader)
  expect(heard).toEqual([undefined, 'open'])
})

test('one process reads at a time, and one that died is replaced', async () => {
  const clock = new TestClock()
  await using town = await street(['anna', 'bo'], { clock })
  const { heard, reader } = notebook('start')
  await readOn(town.city, reader)
  await town.say('anna', await town.direct('anna', 'bo'), 'hello')
  expect(await lease(town.city.db, reader.name, clock.now(), clock.now() + READER_LEASE_MS)).toBe(true)
  await readOn(town.city, reader)
  expect(heard).toEqual([])
  clock.skip(READER_LEASE_MS + seconds(1))
  await readOn(town.city, reader)
  expect(heard).toEqual(['hello'])
})
