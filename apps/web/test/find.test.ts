import { expect, test } from 'vitest'
import { dayOf, endOfDay, startOfDay } from '../src/find/days.ts'
import { answers, excerpt, finder, marked, type Piece } from '../src/find/marks.ts'

const written = (pieces: readonly Piece[]) =>
  pieces.map(piece => (piece.marked ? `[${piece.text}]` : piece.text)).join('')
const shown = (text: string, words: string) => written(marked(text, words))
const cut = (text: string, words: string) => written(excerpt(text, words))

test('what was looked for is marked as the index finds it: without accents, from the beginning of words', () => {
  expect(shown('El Árbol grande', 'arbol')).toBe('El [Árbol] grande')
  expect(shown('harbour and bar', 'bar')).toBe('harbour and [bar]')
  expect(shown('我们在地铁站见', '地铁')).toBe('我们在[地铁]站见')
  expect(shown('去B2口', 'b2')).toBe('去[B2]口')
  expect(shown('Boat, boats', 'boat see')).toBe('[Boat], [boat]s')
  expect(shown('nothing here', '')).toBe('nothing here')
})

test('a question is cut as the index cuts it: signs and letters that stand together are looked for apart', () => {
  expect(shown('去看B2口', '去B2')).toBe('[去]看[B2]口')
  expect(answers('the lighthouse', 'light')).toBe(true)
  expect(answers('the moonlight', 'light')).toBe(false)
})

test('what is kept here is found as the city finds it: all of the words, beginnings of letters, signs anywhere', () => {
  const found = (text: string, words: string) => finder(words)(text)
  expect(found('El Árbol grande', 'grande arbol')).toBe(true)
  expect(found('El Árbol grande', 'arbol barco')).toBe(false)
  expect(found('a moonlight lighthouse', 'light')).toBe(true)
  expect(found('the moonlight', 'light')).toBe(false)
  expect(found('我们在地铁站见', '地铁')).toBe(true)
  expect(found('去B2口', 'b2')).toBe(true)
  expect(found('anything', ' ')).toBe(false)
})

test('an excerpt begins with a whole word shortly before what was found, and ends with one', () => {
  const text = `${'a bc '.repeat(40)}the lighthouse ${'and more '.repeat(40)}`
  expect(cut(text, 'light')).toMatch(/^…(a )?(bc a )+bc the \[light\]house (and more )+(and )?…$/)
  expect(cut('The faro', 'faro')).toBe('The [faro]')
  expect(cut(`https://plaza.test/${'a'.repeat(200)}/boats`, 'boats')).toBe(`…${'a'.repeat(27)}/[boats]`)
  expect(cut('Nothing of this', 'boats')).toBe('Nothing of this')
})

test('where a script has no spaces it is cut between any two signs', () => {
  expect(cut(`${'我们明天'.repeat(10)}在地铁站见`, '地铁')).toBe('…天我们明天我们明天我们明天在[地铁]站见')
  expect(cut('天'.repeat(200), '无')).toBe(`${'天'.repeat(80)}…`)
})

test('of several places the one is shown where most of the words are', () => {
  const text = `boat ${'and so on '.repeat(30)}the boat of the lighthouse`
  expect(cut(text, 'boat lighthouse')).toBe('…on and so on and so on the [boat] of the [lighthouse]')
})

test('a day is that of this device, from its first instant to the first after it', () => {
  const at = new Date(2026, 4, 9, 15).getTime()
  expect(dayOf(at)).toBe('2026-05-09')
  expect(startOfDay('2026-05-09')).toBe(new Date(2026, 4, 9).getTime())
  expect(endOfDay('2026-05-31')).toBe(new Date(2026, 5, 1).getTime())
  expect(startOfDay('someday')).toBeUndefined()
})
