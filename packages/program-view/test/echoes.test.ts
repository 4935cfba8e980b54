import { expect, test } from 'vitest'
import { Echoes } from '../src/echoes.ts'

test('an answer to something typed before is old; the answer to the last is not', () => {
  const echoes = new Echoes()
  for (const value of ['d', 'di', 'din']) echoes.tell(value, 0)
  expect(echoes.isOld('d', 10)).toBe(true)
  echoes.tell('dinn', 12)
  expect(echoes.isOld('di', 15)).toBe(true)
  expect(echoes.isOld('din', 16)).toBe(true)
  expect(echoes.isOld('dinn', 20)).toBe(false)
})

test('what a program writes itself is written, also when letters are deleted and typed again', () => {
  const echoes = new Echoes()
  for (const value of ['a', 'ab', 'a']) echoes.tell(value, 0)
  expect(echoes.isOld('a', 5)).toBe(true)
  expect(echoes.isOld('ab', 6)).toBe(true)
  expect(echoes.isOld('a', 7)).toBe(false)
  echoes.tell('abc', 8)
  expect(echoes.isOld('', 9)).toBe(false)
  expect(echoes.isOld('A', 10)).toBe(false)
})

test('later than an answer takes, the same value is meant', () => {
  const echoes = new Echoes()
  for (const value of ['a', 'ab']) echoes.tell(value, 0)
  expect(echoes.isOld('a', 5_000)).toBe(false)
})
