import { expect, test } from 'vitest'
import { asciiOf } from '../src/shops/ascii.ts'
import { countries } from '../src/shops/categories.ts'

test('a shop’s name is written in letters that every wallet reads', () => {
  expect(asciiOf('Panadería Müller', 25)).toBe('Panaderia Muller')
  expect(asciiOf('Straße & Łódź’s', 25)).toBe("Strasse & Lodz's")
  expect(asciiOf('Café 面包 Smørrebrød', 25)).toBe('Cafe Smorrebrod')
  expect(asciiOf('面包店', 25)).toBe('')
})

test('a long name is cut, never in a space', () => {
  expect(asciiOf('The Old Harbour Bakery and Sons', 25)).toBe('The Old Harbour Bakery an')
  expect(asciiOf('The Old Harbour Bakery and Sons', 16)).toBe('The Old Harbour')
})

test('countries have their names, and unions are none', () => {
  const codes = countries('en').map(({ code }) => code)
  expect(codes).toContain('PT')
  expect(codes).toContain('CN')
  expect(codes).not.toContain('EU')
  expect(countries('es').find(({ code }) => code === 'DE')?.name).toBe('Alemania')
})
