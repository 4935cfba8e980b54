import { expect, test } from 'vitest'
import { decimalOf, minorOf, money, placesOf } from '../src/engine/money.ts'

test.each([
  ['12', 2, '1200'],
  ['12.5', 2, '1250'],
  ['12,50', 2, '1250'],
  ['0.01', 2, '1'],
  ['.5', 2, '50'],
  [' 7 ', 0, '7'],
  ['0', 2, undefined],
  ['0.00', 2, undefined],
  ['1.005', 2, undefined],
  ['1.5', 0, undefined],
  ['-3', 2, undefined],
  ['1e5', 2, undefined],
  ['', 2, undefined],
  ['1234567890123', 2, undefined],
])('%s with %i places is %s', (typed, places, minor) => {
  expect(minorOf(typed, places)).toBe(minor)
})

test('amounts are shown to the cent, however large', () => {
  expect(decimalOf('5', 2)).toBe('0.05')
  expect(decimalOf('-1250', 2)).toBe('-12.50')
  expect(decimalOf('7', 0)).toBe('7')
  expect(placesOf('JPY')).toBe(0)
  expect(money('1250', 'EUR', 'en')).toBe('€12.50')
  expect(money('900719925474099301', 'EUR', 'en')).toBe('€9,007,199,254,740,993.01')
})
