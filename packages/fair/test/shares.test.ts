import { createCipheriv, createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawBetween, drawShares, sealFits, sealOf, type SealedDraw } from '../src/index.ts'
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

test('the stream is the one that openssl makes', async () => {
  const seed = seedOf(7)
  const bytes = createCipheriv('aes-256-ctr', seed, Buffer.alloc(16)).update(Buffer.alloc(64))
  const stream = await SeededStream.from(seed)
  for (let i = 0; i < 8; i++) expect(stream.below(2n ** 64n)).toBe(bytes.readBigUInt64BE(i * 8))
})

const sealed: SealedDraw = {
  id: '0190a000-0000-7000-8000-000000000001',
  conversation: '0190a000-0000-7000-8000-000000000002',
  kind: 'lucky',
  currency: 'EUR',
  total: 5_000n,
  count: 20,
  max: 20_000n,
  createdAt: 1_763_805_600_123,
  seed: seedOf(7),
}

test('the seal is what sha256sum makes of the nine lines, and no fact can change under it', async () => {
  const text = `id ${sealed.id}
conversation ${sealed.conversation}
kind lucky
currency EUR
total 5000
count 20
max 20000
created 1763805600123
seed ${Buffer.from(sealed.seed).toString('hex')}
`
  const seal = await sealOf(sealed)
  expect(seal).toBe(`2.${createHash('sha256').update(text).digest('hex')}`)
  expect(await sealFits(seal, sealed)).toBe(true)
  const others: Partial<SealedDraw>[] = [
    { id: sealed.conversation },
    { conversation: sealed.id },
    { kind: 'equal' },
    { currency: 'CHF' },
    { total: 5_001n },
    { count: 21 },
    { max: 20_001n },
    { createdAt: sealed.createdAt + 1 },
    { seed: seedOf(8) },
  ]
  for (const other of others) expect(await sealFits(seal, { ...sealed, ...other })).toBe(false)
})

test('a seal of the first form is of the seed alone', async () => {
  const seal = createHash('sha256').update(sealed.seed).digest('hex')
  expect(await sealFits(seal, { ...sealed, count: 3 })).toBe(true)
  expect(await sealFits(seal, { ...sealed, seed: seedOf(8) })).toBe(false)
})

test('one amount of many follows from the seed and its words', async () => {
  const about = ['a', 'b']
  const draw = { seed: seedOf(1), about, min: 5n, max: 14n }
  const key = createHmac('sha256', draw.seed).update('a\nb').digest()
  const first = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(8)).readBigUInt64BE()
  expect(await drawBetween(draw)).toBe(5n + (first % 10n))
  expect(await drawBetween({ ...draw, min: 7n, max: 7n })).toBe(7n)
  await expect(drawBetween({ ...draw, min: 8n, max: 7n })).rejects.toThrow(RangeError)
  await expect(drawBetween({ ...draw, min: 0n })).rejects.toThrow(RangeError)
})
