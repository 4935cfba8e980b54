import {
  cleanName,
  cleanText,
  controlSum,
  dayBounds,
  dayOf,
  isBic,
  isDay,
  isIban,
  isReference,
  makeIban,
  maskIban,
  plainIban,
  readDateTime,
  sameDecimal,
  sandboxIban,
  toDecimal,
  toMinor,
  writeDateTime,
} from '@plaza/iso20022'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('every amount survives the way into a message and back', () => {
  const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF')
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), currencies, (minor, currency) => {
      expect(toMinor(toDecimal({ minor, currency }), currency)).toBe(minor)
    }),
  )
})

test.each([
  ['10.5', 'EUR', 1050n],
  ['10.50000', 'EUR', 1050n],
  ['.5', 'EUR', 50n],
  ['7.', 'EUR', 700n],
  ['0108766.01', 'EUR', 10_876_601n],
  ['10.501', 'EUR', undefined],
  ['10.5', 'JPY', undefined],
  ['1.234', 'KWD', 1234n],
  ['', 'EUR', undefined],
  ['.', 'EUR', undefined],
  ['+1', 'EUR', undefined],
  ['1,00', 'EUR', undefined],
  ['0x10', 'EUR', undefined],
  ['1.000000', 'EUR', undefined],
  ['1234567890123456789', 'EUR', undefined],
])('%s %s is %s', (decimal, currency, minor) => {
  expect(toMinor(decimal, currency)).toBe(minor)
})

test('a control sum adds exactly, also across currencies', () => {
  expect(
    controlSum([
      { minor: 10_876_601n, currency: 'EUR' },
      { minor: 1n, currency: 'JPY' },
    ]),
  ).toBe('108767.01')
  expect(controlSum([{ minor: 5n, currency: 'JPY' }])).toBe('5')
  expect(sameDecimal('0.10', '0.1')).toBe(true)
  expect(sameDecimal('100', '1')).toBe(false)
})

test('account numbers are checked by country, length and digits', () => {
  for (const iban of ['DE89370400440532013000', 'GB82WEST12345698765432', 'NO9386011117947', sandboxIban('PLZB', 3)])
    expect(isIban(iban)).toBe(true)
  for (const iban of [
    'DE88370400440532013000',
    'DE8937040044053201300',
    'ZZ89370400440532013000',
    '',
    'de89370400440532013000',
  ])
    expect(isIban(iban)).toBe(false)
  expect(plainIban('de89 3704 0044 0532 0130 00')).toBe('DE89370400440532013000')
  expect(makeIban('DE', '370400440532013000')).toBe('DE89370400440532013000')
  expect(maskIban('DE89370400440532013000')).toBe('DE…3000')
})

test('one wrong digit, or two neighbours exchanged, are always found', () => {
  fc.assert(
    fc.property(fc.nat(999_999), fc.nat(18), fc.integer({ min: 1, max: 9 }), (n, at, by) => {
      const iban = sandboxIban('PLZB', n)
      const digits = iban.split('')
      const place = at < 2 ? at + 2 : at + 1
      if (!/\d/.test(digits[place] ?? '')) return
      digits[place] = String((Number(digits[place]) + by) % 10)
      expect(isIban(digits.join(''))).toBe(false)
      const swapped = iban.split('')
      const [one = '', two = ''] = [swapped[18], swapped[19]]
      if (one === two) return
      swapped[18] = two
      swapped[19] = one
      expect(isIban(swapped.join(''))).toBe(false)
    }),
  )
})

test('bank codes have a form', () => {
  expect(['DEUTDEFF', 'PLZBXPSBXXX'].every(isBic)).toBe(true)
  expect(['DEUTDEF', 'deutdeff', 'DEUT1EFF', 'PLZBXPSBXX'].some(isBic)).toBe(false)
})

test.each([
  ['Søren Ærø-Þórðarson', 'Soren Aero-Thordarson'],
  ['Ольга Щукина', 'Olga Shchukina'],
  ['Γιώργος Ψαράς', 'Giorgos Psaras'],
  ['ﬁne ①', 'fine 1'],
  ['<script>alert("x")</script>', "(script)alert('x')(/script)"],
  ['   ', 'NOTPROVIDED'],
  ['🎉🎉', 'NOTPROVIDED'],
  ['王 Wang', '. Wang'],
  ['a\u0000b\tc', 'a.b c'],
])('%s goes to banks as %s', (text, clean) => {
  expect(cleanName(text)).toBe(clean)
})

test('cleaned text is always within the set and the limit, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 11, max: 140 }), (text, max) => {
      const clean = cleanText(text, max)
      expect(clean).toMatch(/^[A-Za-z0-9/?:().,'+ -]+$/)
      expect(clean.length).toBeLessThanOrEqual(max)
      expect(cleanText(clean, max)).toBe(clean)
    }),
  )
})

test('references', () => {
  expect(['a', 'E2E/1', 'x'.repeat(35)].every(isReference)).toBe(true)
  expect(['', '/a', 'a/', 'a//b', 'ü', ' a', 'x'.repeat(36)].some(isReference)).toBe(false)
})

test('moments keep their zone and read back the same', () => {
  expect(writeDateTime(Date.UTC(2026, 6, 1, 7, 30), 'Europe/Berlin')).toBe('2026-07-01T09:30:00.000+02:00')
  expect(writeDateTime(0, 'UTC')).toBe('1970-01-01T00:00:00.000+00:00')
  const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC')
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) }), zones, (at, zone) => {
      expect(readDateTime(writeDateTime(at, zone), 'Asia/Tokyo')).toBe(at)
    }),
  )
})

test('a time without offset is a time of the bank', () => {
  expect(readDateTime('2026-07-01T09:30:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 1, 7, 30))
  expect(readDateTime('2026-10-25T02:30:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30))
  expect(readDateTime('2026-07-01T24:30:00', 'Europe/Berlin')).toBeUndefined()
  expect(readDateTime('2026-02-30T09:30:00Z', 'UTC')).toBeUndefined()
})

test('days have 23, 24 and 25 hours', () => {
  const hours = (day: string) => {
    const { fromMs, untilMs } = dayBounds(day, 'Europe/Berlin')
    return (untilMs - fromMs) / 3_600_000
  }
  expect([hours('2026-03-29'), hours('2026-07-01'), hours('2026-10-25')]).toEqual([23, 24, 25])
  expect(dayOf(Date.UTC(2026, 6, 1, 22, 30), 'Europe/Berlin')).toBe('2026-07-02')
  expect(isDay('2028-02-29') && !isDay('2026-02-29')).toBe(true)
})
