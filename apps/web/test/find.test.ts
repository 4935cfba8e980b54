import { expect, test } from 'vitest'
import { dayOf, endOfDay, startOfDay } from '../src/find/days.ts'
import { marked } from '../src/find/marks.ts'

const shown = (text: string, words: string) =>
  marked(text, words)
    .map(piece => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('')

test('what was looked for is marked as the index finds it: without accents, from the beginning of words', () => {
  expect(shown('El Árbol grande', 'arbol')).toBe('El [Árbol] grande')
  expect(shown('harbour and bar', 'bar')).toBe('harbour and [bar]')
  expect(shown('我们在地铁站见', '地铁')).toBe('我们在[地铁]站见')
  expect(shown('去B2口', 'b2')).toBe('去[B2]口')
  expect(shown('Boat, boats', 'boat see')).toBe('[Boat], [boat]s')
  expect(shown('nothing here', '')).toBe('nothing here')
})

test('a long text begins shortly before the first mark', () => {
  const text = `${'a b '.repeat(40)}the lighthouse`
  expect(shown(text, 'light')).toBe('…a b a b the [light]house')
})

test('a day is that of this device, from its first instant to the first after it', () => {
  const at = new Date(2026, 4, 9, 15).getTime()
  expect(dayOf(at)).toBe('2026-05-09')
  expect(startOfDay('2026-05-09')).toBe(new Date(2026, 4, 9).getTime())
  expect(endOfDay('2026-05-31')).toBe(new Date(2026, 5, 1).getTime())
  expect(startOfDay('someday')).toBeUndefined()
})
