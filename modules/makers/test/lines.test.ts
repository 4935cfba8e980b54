import { expect, test } from 'vitest'
import { diffLines } from '../reviews/lines.ts'

const shown = (before: string, after: string) =>
  diffLines(before, after).lines.map(({ sign, text }) => (sign + text).trimEnd())

test('a diff tells the shortest way, with a few lines around', () => {
  expect(shown('a\nb\nc\n', 'a\nx\nc\n')).toEqual([' a', '-b', '+x', ' c'])
  expect(shown('', 'a\nb\n')).toEqual(['+a', '+b'])
  expect(shown('a\n', '')).toEqual(['-a'])
  expect(shown('a\n', 'a\n')).toEqual([])
  const many = Array.from({ length: 20 }, (_, i) => `line ${i}`)
  const changed = many.with(10, 'other')
  expect(shown(many.join('\n'), changed.join('\n'))).toEqual([
    '…',
    ' line 7',
    ' line 8',
    ' line 9',
    '-line 10',
    '+other',
    ' line 11',
    ' line 12',
    ' line 13',
    '…',
  ])
})

test('whatever two texts are, the diff makes one of the other', () => {
  let seed = 7
  const dice = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n
  for (let round = 0; round < 200; round++) {
    const text = () => Array.from({ length: dice(12) }, () => 'abc'[dice(3)]!)
    const [old, fresh] = [text(), text()]
    const { lines } = diffLines(old.join('\n'), fresh.join('\n'))
    if (lines.some(line => line.sign === '…') || lines.length === 0) continue
    const side = (not: string) => lines.filter(line => line.sign !== not).map(line => line.text)
    const around = (all: string[], part: string[]) => all.join('').includes(part.join(''))
    expect(around(old, side('+'))).toBe(true)
    expect(around(fresh, side('-'))).toBe(true)
    expect(lines.filter(line => line.sign === '+').length - lines.filter(line => line.sign === '-').length).toBe(
      fresh.length - old.length,
    )
  }
})
