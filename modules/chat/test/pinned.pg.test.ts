import { limits } from '@plaza/contract'
import { expect, test } from 'vitest'
import { createGroup } from '../create-group.ts'
import { hideMessages } from '../hide.ts'
import { invite } from '../invite.ts'
import { page } from '../messages.ts'
import { pinMessage, pinnedMessages, unpinMessage } from '../pin-message.ts'
import { rowsOf } from '../rows.ts'
import { street, type Street } from './street.ts'

const shown = async ({ city, id }: Street, name: string, conv: string) =>
  (await pinnedMessages(city, id(name), conv)).events.map(event => event.b['text'])
const rowOf = async ({ city, id }: Street, name: string, conv: string) =>
  (await rowsOf(city, id(name), { convs: [conv] }))[0]

test('either of two pins and unpins; the newest is first, and a quiet line says who did', async () => {
  await using town = await street(['anna', 'bo'])
  const { city, id } = town
  const conv = await town.direct('anna', 'bo')
  const [first, second] = [
    await town.say('anna', conv, 'Gate code 4711'),
    await town.say('bo', conv, 'Bins on Tuesday'),
  ]
  await pinMessage(city, id('bo'), conv, first.q)
  await pinMessage(city, id('anna'), conv, second.q)
  await pinMessage(city, id('anna'), conv, second.q)
  expect(await shown(town, 'bo', conv)).toEqual(['Bins on Tuesday', 'Gate code 4711'])
  const row = await rowOf(town, 'anna', conv)
  expect(row).toMatchObject({ pinned: 2, n: 2, last: { k: 'system', b: { what: 'pinned', q: second.q, count: 2 } } })
  await unpinMessage(city, id('bo'), conv, second.q)
  await unpinMessage(city, id('bo'), conv, second.q)
  const { events } = await page(city, conv, id('bo'), {})
  expect(events.filter(event => event.k === 'system').map(event => event.b['what'])).toEqual([
    'befriended',
    'pinned',
    'pinned',
    'unpinned',
  ])
  await unpinMessage(city, id('anna'), conv, first.q)
  expect(await rowOf(town, 'bo', conv)).not.toHaveProperty('pinned')
})

test('in a group only owner and admins pin, and only messages that are there', async () => {
  await using town = await street(['anna', 'bo', 'cy'])
  const { city, id } = town
  const conv = city.newId()
  await createGroup(city, id('anna'), { id: conv, people: [id('bo')] })
  const { q } = await town.say('bo', conv, 'Meet at the fountain')
  await expect(pinMessage(city, id('bo'), conv, q)).rejects.toMatchObject({ code: 'admins_only' })
  await expect(pinMessage(city, id('cy'), conv, q)).rejects.toMatchObject({ code: 'not_a_member' })
  await expect(pinMessage(city, id('anna'), conv, 1)).rejects.toMatchObject({ code: 'target_not_found' })
  await expect(pinMessage(city, id('anna'), conv, q + 1)).rejects.toMatchObject({ code: 'target_not_found' })
  await pinMessage(city, id('anna'), conv, q)
  await expect(unpinMessage(city, id('bo'), conv, q)).rejects.toMatchObject({ code: 'admins_only' })
  // Whoever came later does not read what was said before.
  await invite(city, id('anna'), { id: conv, people: [id('cy')] })
  expect(await shown(town, 'bo', conv)).toEqual(['Meet at the fountain'])
  expect(await shown(town, 'cy', conv)).toEqual([])
})

test('what is recalled or deleted for oneself is pinned no more, and so many are enough', async () => {
  await using town = await street(['anna', 'bo'])
  const { city, id } = town
  const conv = await town.direct('anna', 'bo')
  const said: number[] = []
  for (let i = 0; i <= limits.PINNED_MESSAGES_MAX; i++) said.push((await town.say('anna', conv, `${i}`)).q)
  const [gone = 0, hidden = 0, ...rest] = said
  const last = rest.pop() ?? 0
  for (const q of [gone, hidden, ...rest]) await pinMessage(city, id('anna'), conv, q)
  await expect(pinMessage(city, id('anna'), conv, last)).rejects.toMatchObject({ code: 'too_many_pinned' })
  await town.say('anna', conv, {}, { kind: 'recall', re: gone })
  await hideMessages(city, id('bo'), conv, [hidden])
  expect(await shown(town, 'bo', conv)).not.toContain('1')
  expect(await shown(town, 'anna', conv)).toHaveLength(limits.PINNED_MESSAGES_MAX - 1)
  await expect(pinMessage(city, id('bo'), conv, gone)).rejects.toMatchObject({ code: 'already_recalled' })
  await pinMessage(city, id('anna'), conv, last)
  expect(await rowOf(town, 'anna', conv)).toMatchObject({ pinned: limits.PINNED_MESSAGES_MAX })
})

test('two who pin and unpin at once leave the count true', async () => {
  await using town = await street(['anna', 'bo'])
  const { city, id } = town
  const conv = await town.direct('anna', 'bo')
  const said: number[] = []
  for (let i = 0; i < 6; i++) said.push((await town.say('anna', conv, `${i}`)).q)
  await Promise.all(said.flatMap(q => [pinMessage(city, id('anna'), conv, q), pinMessage(city, id('bo'), conv, q)]))
  await Promise.all(said.slice(3).map(q => unpinMessage(city, id('bo'), conv, q)))
  expect(await rowOf(town, 'anna', conv)).toMatchObject({ pinned: 3 })
  expect(await shown(town, 'anna', conv)).toHaveLength(3)
})
