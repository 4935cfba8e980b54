import { SeededDice } from '@plaza/kernel'
import { readPicture } from '@plaza/scan/node'
import { expect, test } from 'vitest'
import { DEGRADED } from './lib/degrade.ts'

const PER_WAY = 10
const READ_MIN = 0.95

/** What stands in codes of a city: stickers, orders, links. */
const textOf = (i: number) =>
  [
    `https://harbour.example/q/s/${1000 + i}`,
    `00020101021126370016example.harbour0113M${100_000 + i}520458125303978540${5 + (i % 3)}12.305802ES5913PANADERIA SOL6008VALENCIA`,
    `https://harbour.example/q/o/01a2038${i}-8c7a-746b-99ed-da4f234c9083`,
  ][i % 3] as string

test('of 90 bad pictures of codes at least 95 in 100 are read, and none as something else', async () => {
  const dice = new SeededDice(22)
  const unread: string[] = []
  let asked = 0
  for (const [way, make] of Object.entries(DEGRADED)) {
    for (let i = 0; i < PER_WAY; i++) {
      const text = textOf(asked++)
      const found = await readPicture(make(text, dice))
      if (found === undefined) unread.push(`${way} ${i}`)
      else expect(found).toBe(text)
    }
  }
  expect(asked).toBe(90)
  expect(unread.length, unread.join(', ')).toBeLessThanOrEqual(asked * (1 - READ_MIN))
})
