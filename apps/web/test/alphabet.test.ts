import { expect, test } from 'vitest'
import { inOrder, letterOf, matches } from '../src/engine/alphabet.ts'

test('names stand under their letter, Chinese by pinyin', () => {
  expect(['Ana', 'ámbar', '王小明', '陈晨', '李华', '9 lives', '田中', 'Ольга'].map(letterOf)).toEqual([
    'A',
    'A',
    'W',
    'C',
    'L',
    '#',
    'T',
    '#',
  ])
})

test('letters find Chinese names and forgive accents', () => {
  expect(matches('王小明', 'wxm')).toBe(true)
  expect(matches('王小明', '小明')).toBe(true)
  expect(matches('José', 'jose')).toBe(true)
  expect(matches('José', 'x')).toBe(false)
})

test('one order for all scripts, the unnamed last', () => {
  expect(inOrder(['Ольга', '王', 'Zoë', 'Ana', '陈'], name => name)).toEqual(['Ana', '陈', '王', 'Zoë', 'Ольга'])
})
