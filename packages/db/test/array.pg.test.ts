import { createTestDatabase } from '@plaza/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Database, plainArray, sql, textArray } from '../src/index.ts'

test('any texts survive the way into an array', async () => {
  await using made = await createTestDatabase()
  await using db = new Database(made.url)
  const text = fc.option(fc.string({ unit: 'binary' }).filter(s => !s.includes('\u0000') && s.isWellFormed()), { nil: null })
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 20 }), async values => {
      const { out } = await db.one<{ out: (string | null)[] }>(sql`select ${textArray(values)}::text[] as out`)
      expect(out).toEqual(values)
    }),
    { numRuns: 200 },
  )
})

test('numbers, booleans and nulls too', async () => {
  await using made = await createTestDatabase()
  await using db = new Database(made.url)
  const row = await db.one(sql`select ${plainArray([1, null, -3])}::integer[] as ints, ${plainArray([true, false])}::boolean[] as flags`)
  expect(row).toEqual({ ints: [1, null, -3], flags: [true, false] })
})
