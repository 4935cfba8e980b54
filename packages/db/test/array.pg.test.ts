import { createTestDatabase } from '@plaza/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bigintArray, boolArray, Database, floatArray, intArray, sql, textArray, uuidArray } from '../src/index.ts'

const text = fc.string({ unit: 'binary' }).filter(s => !s.includes('\u0000') && s.isWellFormed())

test('any values survive the way into an array and back', async () => {
  await using made = await createTestDatabase()
  await using db = new Database(made.url)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.uuid()), { maxLength: 20 }),
      fc.array(fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), { maxLength: 20 }),
      fc.array(fc.option(fc.integer({ min: -2147483648, max: 2147483647 })), { maxLength: 20 }),
      fc.array(fc.option(text), { maxLength: 20 }),
      fc.array(fc.boolean(), { maxLength: 20 }),
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 20 }),
      async (uuids, bigints, ints, texts, bools, floats) => {
        const out = await db.one(sql`
          select ${uuidArray(uuids)}::uuid[] as uuids, array(select n from unnest(${bigintArray(bigints)}::bigint[]) with ordinality as big(n, at) order by at)::text[] as bigints,
            ${intArray(ints)}::integer[] as ints, ${textArray(texts)}::text[] as texts,
            ${boolArray(bools)}::boolean[] as bools, ${floatArray(floats)}::float8[] as floats`)
        expect(out).toEqual({
          uuids,
          bigints: bigints.map(value => value?.toString() ?? null),
          ints,
          texts,
          bools,
          floats: floats.map(value => (Object.is(value, -0) ? -0 : value)),
        })
      },
    ),
    { numRuns: 200 },
  )
})
