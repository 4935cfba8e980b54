import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { drawBetween, drawShares } from '../src/index.ts'

// Thousands of draws show that chance is even; they need no database, only the time that slower tests have.

const seedOf = (number: number) => Uint8Array.from(createHash('sha256').update(`seed ${number}`).digest())

/** Chi-square at 9 degrees of freedom that chance exceeds once in a thousand (alpha 0.001). */
const CHI_SQUARE_9 = 27.88

test('every place is as likely to hold the largest share, and has the same mean', async () => {
  const count = 10
  const draws = 8_000
  const wins = Array<number>(count).fill(0)
  const sums = Array<number>(count).fill(0)
  for (let i = 0; i < draws; i++) {
    const shares = (await drawShares({ seed: seedOf(i), total: 10_000n, count, max: 20_000n })).map(Number)
    wins[shares.indexOf(Math.max(...shares))]! += 1
    shares.forEach((share, place) => (sums[place]! += share))
  }
  const expected = draws / count
  expect(wins.reduce((sum, won) => sum + (won - expected) ** 2 / expected, 0)).toBeLessThan(CHI_SQUARE_9)
  for (const sum of sums) expect(Math.abs(sum / draws / 1_000 - 1)).toBeLessThan(0.03)
})

/** The same at 99 degrees of freedom. */
const CHI_SQUARE_99 = 148.23

test('with a hundred shares, every place is as likely to hold the largest', async () => {
  const count = 100
  const draws = 3_000
  const wins = Array<number>(count).fill(0)
  for (let i = 0; i < draws; i++) {
    const shares = await drawShares({ seed: seedOf(i), total: 1_000_000n, count, max: 20_000n })
    const best = shares.reduce((a, b) => (b > a ? b : a))
    wins[shares.indexOf(best)]! += 1
  }
  const expected = draws / count
  expect(wins.reduce((sum, won) => sum + (won - expected) ** 2 / expected, 0)).toBeLessThan(CHI_SQUARE_99)
})

test('each amount of many is as likely', async () => {
  const draws = 4_000
  const found = Array<number>(10).fill(0)
  for (let i = 0; i < draws; i++)
    found[Number(await drawBetween({ seed: seedOf(1), about: ['a', String(i)], min: 5n, max: 14n })) - 5]! += 1
  const expected = draws / 10
  expect(found.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)).toBeLessThan(CHI_SQUARE_9)
})
