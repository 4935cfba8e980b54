import { changeMine } from '@plaza/chat'
import { Refusal } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { library } from './scene.ts'

test('words are found in three languages, by beginnings and without accents, newest first', async () => {
  await using town = await library(['anna', 'bo'])
  const conv = await town.direct('anna', 'bo')
  for (const text of ['我们在地铁站见', 'Mañana vamos al árbol grande', 'The harbour market opens at 9', '铁路局'])
    await town.say('anna', conv, text)
  await town.read()
  expect(await town.texts('bo', '地铁')).toEqual(['我们在地铁站见'])
  expect(await town.texts('bo', '地铁站见')).toEqual(['我们在地铁站见'])
  expect(await town.texts('bo', '铁站路')).toEqual([])
  expect(await town.texts('bo', 'ARBOL manan')).toEqual(['Mañana vamos al árbol grande'])
  expect(await town.texts('bo', 'harb 9')).toEqual(['The harbour market opens at 9'])
  expect(await town.texts('bo', 'market 地铁')).toEqual([])
  // A single sign is looked for in one chat only.
  expect(await town.texts('bo', '铁')).toEqual([])
  expect(await town.texts('bo', { words: '铁', chat: conv })).toEqual(['铁路局', '我们在地铁站见'])
})

test('an edited message is found by what it says now, a recalled or deleted one no more', async () => {
  await using town = await library(['anna', 'bo'])
  const conv = await town.direct('anna', 'bo')
  const [first, second] = [await town.say('anna', conv, 'blue boat'), await town.say('anna', conv, 'blue kite')]
  await town.read()
  await town.put('anna', conv, 'edit', { text: 'green boat' }, first)
  expect(await town.texts('bo', 'blue')).toEqual(['blue kite', 'green boat']) // not read yet, and yet shown as it stands
  await town.read()
  expect(await town.texts('bo', 'blue')).toEqual(['blue kite'])
  expect(await town.texts('bo', 'green')).toEqual(['green boat'])
  await town.put('anna', conv, 'recall', {}, second)
  expect(await town.texts('bo', 'kite')).toEqual([])
  await town.read()
  expect(await town.texts('anna', 'kite')).toEqual([])
})

test('a search is narrowed to a chat, a person, a time and links, and goes on where it ended', async () => {
  await using town = await library(['anna', 'bo', 'cleo'])
  const [two, three] = [await town.direct('anna', 'bo'), await town.group('anna', 'bo', 'cleo')]
  await town.say('anna', two, 'lunch here')
  town.city.skip(1)
  await town.say('bo', three, 'lunch there: https://plaza.test/menu')
  const noon = town.city.clock.now() + 1_000
  town.city.skip(2_000)
  await town.say('cleo', three, 'late lunch')
  await town.read()
  expect(await town.texts('anna', 'lunch')).toEqual([
    'late lunch',
    'lunch there: https://plaza.test/menu',
    'lunch here',
  ])
  expect(await town.texts('anna', { words: 'lunch', chat: two })).toEqual(['lunch here'])
  expect(await town.texts('anna', { words: 'lunch', from: town.id('bo') })).toEqual([
    'lunch there: https://plaza.test/menu',
  ])
  expect(await town.texts('anna', { words: 'lunch', since: noon })).toEqual(['late lunch'])
  expect(await town.texts('anna', { words: 'lunch', until: noon, chat: two })).toEqual(['lunch here'])
  expect(await town.texts('anna', { chat: three, kind: 'link' })).toEqual(['lunch there: https://plaza.test/menu'])
  expect(await town.texts('anna', { chat: three, from: town.id('cleo') })).toEqual(['late lunch'])
  const first = await town.ask('anna', { words: 'lunch', limit: 2 })
  const rest = await town.ask('anna', { words: 'lunch', limit: 2, before: first.next as string })
  expect([...first.hits, ...rest.hits].map(hit => hit.b['text'])).toEqual(await town.texts('anna', 'lunch'))
  expect(rest.next).toBeUndefined()
  expect(first.rows.map(row => row.c)).toEqual([three])
  expect(first.people.map(card => card.name).sort()).toEqual(['bo', 'cleo'])
})

test('each kind is looked for by itself: cards, contact cards, records, polls and stickers, the last by their sign too', async () => {
  await using town = await library(['anna', 'bo'])
  const conv = await town.group('anna', 'bo')
  const said = {
    card: { card: 'transfer', ref: town.city.newId(), text: 'Transfer for lunch', facts: {} },
    person: { person: town.id('bo') },
    record: { title: 'Lunch plans', lines: [] },
    poll: { text: 'Where to have lunch?', options: [{ text: 'Harbour', votes: 0 }], voters: 0 },
    sticker: { pack: 'pip', name: 'coffee', emoji: '☕' },
  } as const
  for (const [kind, body] of Object.entries(said)) await town.put('anna', conv, kind as keyof typeof said, body)
  await town.say('anna', conv, 'lunch')
  await town.read()
  const kinds = async (asked: Parameters<typeof town.ask>[1]) => (await town.ask('bo', asked)).hits.map(hit => hit.k)
  for (const kind of Object.keys(said) as (keyof typeof said)[])
    expect(await kinds({ chat: conv, kind })).toEqual([kind])
  expect(await kinds({ words: 'lunch', kind: 'poll' })).toEqual(['poll'])
  expect(await kinds({ words: 'lunch', kind: 'card' })).toEqual(['card'])
  expect(await kinds({ words: '☕', chat: conv })).toEqual(['sticker'])
})

test('a stranger searches nothing of a chat, and a chat hidden from the list is still found', async () => {
  await using town = await library(['anna', 'bo', 'cleo'])
  const conv = await town.direct('anna', 'bo')
  await town.say('anna', conv, 'between us')
  await town.read()
  expect(await town.texts('cleo', 'between')).toEqual([])
  await expect(town.ask('cleo', { words: 'between', chat: conv })).rejects.toEqual(new Refusal('not_a_member'))
  await changeMine(town.city, town.id('bo'), conv, { hidden: true })
  expect(await town.texts('bo', 'between')).toEqual(['between us'])
})
