import { limits, type Folder } from '@plaza/contract'
import { expect, test } from 'vitest'
import { unreadOf } from '../attention.ts'
import { dropFolder, orderFolders, putFolder } from '../folders.ts'
import { changeMine } from '../mine.ts'
import { pinMessage } from '../pin-message.ts'
import { rowsOf } from '../rows.ts'
import { foldersOf } from '../store-folders.ts'
import { sync } from '../sync.ts'
import { street, type Street } from './street.ts'

const folder = (id: string, more: Partial<Folder> = {}): Folder => ({
  id,
  name: 'Work',
  people: false,
  groups: true,
  official: false,
  muted: true,
  unread: false,
  chats: [],
  ...more,
})
const archived = async ({ city, id }: Street, name: string, conv: string) =>
  (await rowsOf(city, id(name), { convs: [conv] }))[0]?.archived ?? false

test('folders are a person’s own: made, changed as a whole, put in order, dropped, and told to their devices', async () => {
  await using town = await street(['anna', 'bo'])
  const { city } = town
  const anna = town.id('anna')
  const conv = await town.direct('anna', 'bo')
  const [a, b, c] = [city.newId(), city.newId(), city.newId()]
  for (const id of [a, b, c]) await putFolder(city, anna, folder(id))
  const kept = await putFolder(city, anna, folder(b, { name: ' Home ', chats: [conv], muted: false }))
  expect(kept.map(one => [one.id, one.name])).toEqual([
    [a, 'Work'],
    [b, 'Home'],
    [c, 'Work'],
  ])
  expect(kept[1]).toEqual(folder(b, { name: 'Home', chats: [conv], muted: false }))
  expect((await orderFolders(city, anna, [c, b, city.newId()])).map(one => one.id)).toEqual([c, b, a])
  await dropFolder(city, anna, b)
  await dropFolder(city, anna, b)
  const d = city.newId()
  expect((await putFolder(city, anna, folder(d))).map(one => one.id)).toEqual([c, a, d])
  expect(await foldersOf(city.db, town.id('bo'))).toEqual([])
  await expect(putFolder(city, anna, folder(city.newId(), { name: '  ' }))).rejects.toMatchObject({ code: 'bad_input' })

  const frames = []
  for await (const frame of sync(city, anna, 1)) frames.push(frame)
  expect(frames[0]?.notices.map(notice => notice.k)).toContain('folders')
})

test('so many folders are enough, also when they are made at once', async () => {
  await using town = await street(['anna'])
  const anna = town.id('anna')
  const wishes = Array.from({ length: limits.FOLDERS_MAX + 3 }, () =>
    putFolder(town.city, anna, folder(town.city.newId())),
  )
  const done = await Promise.allSettled(wishes)
  expect(done.filter(one => one.status === 'fulfilled')).toHaveLength(limits.FOLDERS_MAX)
  expect(await foldersOf(town.city.db, anna)).toHaveLength(limits.FOLDERS_MAX)
})

test('an archived chat comes back with the next message, a muted one stays where it was put', async () => {
  await using town = await street(['anna', 'bo'])
  const { city } = town
  const anna = town.id('anna')
  const conv = await town.direct('anna', 'bo')
  const { q } = await town.say('bo', conv, 'See you')
  await changeMine(city, anna, conv, { archived: true })
  expect(await archived(town, 'anna', conv)).toBe(true)
  expect(await archived(town, 'bo', conv)).toBe(false)
  expect((await unreadOf(city, [anna])).get(anna) ?? 0).toBe(0)
  // What only tells something about the chat says nothing new.
  await pinMessage(city, town.id('bo'), conv, q)
  await town.say('bo', conv, { e: '👍', on: true }, { kind: 'react', re: q })
  expect(await archived(town, 'anna', conv)).toBe(true)
  await town.say('bo', conv, 'Are you there?')
  expect(await archived(town, 'anna', conv)).toBe(false)
  expect((await unreadOf(city, [anna])).get(anna)).toBe(2)

  await changeMine(city, anna, conv, { archived: true, mute: true })
  await town.say('bo', conv, 'Hello?')
  expect(await archived(town, 'anna', conv)).toBe(true)
  await changeMine(city, anna, conv, { archived: false })
  expect(await archived(town, 'anna', conv)).toBe(false)
})
