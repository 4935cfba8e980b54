import { createCipheriv, createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawShares, sealOf } from '../src/index.ts'
import { SeededStream } from '../src/stream.ts'

const seedOf = (number: number) => Uint8Array.from(createHash('sha256').update(`seed ${number}`).digest())

test('shares add up, are at least 1 and at most the maximum, and the seed decides them', async () => {
  const wishes = fc
    .record({
      seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      count: fc.integer({ min: 1, max: 100 }),
      max: fc.bigInt({ min: 1n, max: 20_000n }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ seed, count, max, part }) => {
      const people = BigInt(count)
      const total = people + BigInt(Math.floor(Number(people * (max - 1n)) * part))
      return { seed: Uint8Array.from(seed), count, max, total }
    })
  await fc.assert(
    fc.asyncProperty(wishes, async wish => {
      const shares = await drawShares(wish)
      expect(shares).toHaveLength(wish.count)
      expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(wish.total)
      expect(shares.every(share => share >= 1n && share <= wish.max)).toBe(true)
      expect(await drawShares({ ...wish, seed: Uint8Array.from(wish.seed) })).toEqual(shares)
    }),
    { numRuns: 300 },
  )
})

test.each([
  { total: 99n, count: 100, max: 20_000n },
  { total: 201n, count: 1, max: 200n },
  { total: 100n, count: 0, max: 200n },
  { total: 1_000n, count: 501, max: 200n },
  { total: 10n, count: 1.5, max: 200n },
])('what cannot be shared is refused: $total among $count', async wish => {
  await expect(drawShares({ ...wish, seed: seedOf(1) })).rejects.toThrow(RangeError)
})

test('an envelope of one cent each, and of one cent more, is shared out', async () => {
  expect(await drawShares({ seed: seedOf(1), total: 100n, count: 100, max: 20_000n })).toEqual(Array(100).fill(1n))
  const shares = await drawShares({ seed: seedOf(1), total: 101n, count: 100, max: 20_000n })
  expect(shares.filter(share => share === 2n)).toHaveLength(1)
})

/** Chi-square at 9 degrees of freedom that chance exceeds once in a thousand. */
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

test('the stream is the one that openssl makes, and the seal the one that sha256sum makes', async () => {
  const seed = seedOf(7)
  const bytes = createCipheriv('aes-256-ctr', seed, Buffer.alloc(16)).update(Buffer.alloc(64))
  const stream = await SeededStream.from(seed)
  for (let i = 0; i < 8; i++) expect(stream.below(2n ** 64n)).toBe(bytes.readBigUInt64BE(i * 8))
  expect(await sealOf(seed)).toBe(createHash('sha256').update(seed).digest('hex'))
})
