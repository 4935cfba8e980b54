import { sql, type Sql } from '@plaza/db'
import { days } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { follow, journal, verifyLedger } from '../index.ts'
import { bank, type Bank } from './bank.ts'

async function sealedBank(): Promise<Bank> {
  const made = await bank(['anna', 'bo'])
  for (let day = 0; day < 3; day++) {
    for (let i = 0; i < 5; i++) await made.fund('anna', 10 + i)
    await made.pay('anna', 'bo', 3)
    await made.city.settle()
    made.city.skip(days(1))
  }
  return made
}

test('a journal in order verifies, and is anchored once a day', async () => {
  await using made = await sealedBank()
  const report = await verifyLedger(made.city.db)
  expect(report).toMatchObject({ shards: 1, rows: 18n, sealed: 18n, faults: [] })
  const anchors = await made.city.db.rows(sql`select day::text, n from ledger.anchor order by day`)
  expect(anchors).toEqual([
    { day: '2026-01-01', n: 6n },
    { day: '2026-01-02', n: 12n },
    { day: '2026-01-03', n: 18n },
  ])
})

const faults: [string, Sql[], RegExp][] = [
  [
    'an amount was changed',
    [sql`update ledger.transfer set amount = amount + 1 where n = 8`],
    /a row was changed.*rows 7 to 12/,
  ],
  ['a note was changed', [sql`update ledger.transfer set meta = '{"note":"x"}' where n = 8`], /a row was changed/],
  [
    'a moment was changed',
    [sql`update ledger.transfer set effective_at = effective_at - interval '1 us' where n = 2`],
    /a row was changed/,
  ],
  ['a row is missing', [sql`delete from ledger.transfer where n = 9`], /rows are missing.*rows 7 to 12/],
  [
    'two rows changed places',
    [
      sql`update ledger.transfer set n = -1 where n = 8`,
      sql`update ledger.transfer set n = 8 where n = 9`,
      sql`update ledger.transfer set n = 9 where n = -1`,
    ],
    /a row was changed.*rows 7 to 12/,
  ],
  ['the last rows are missing', [sql`delete from ledger.transfer where n > 16`], /rows are missing|has a gap/],
  [
    'the last rows and their head are missing',
    [sql`delete from ledger.transfer where n > 12`, sql`update ledger.head set n = 12`],
    /shorter than its seals/,
  ],
  ['a seal is missing', [sql`delete from ledger.seal where n = 12`], /a seal is missing/],
  [
    'an anchor was changed',
    [sql`update ledger.anchor set hash = sha256('x') where day = '2026-01-02'`],
    /does not pass through its anchor/,
  ],
  [
    'a balance was changed',
    [sql`update ledger.account set posted = posted + 5 where kind = 'wallet'`],
    /money was made or lost/,
  ],
  [
    'money was moved without a transfer',
    [
      sql`update ledger.account set posted = posted + 1 where kind = 'wallet' and posted > 20`,
      sql`update ledger.account set posted = posted - 1 where kind = 'source'`,
    ],
    /a balance is not that of its last row/,
  ],
  [
    'a hold was made up',
    [
      sql`insert into ledger.hold select 0, gen_random_uuid(), id, id, 5, 5, 'open', null, now(), 'x' from ledger.account limit 1`,
    ],
    /holds do not add up/,
  ],
]

test.each(faults)('verify finds it when %s', async (_, statements, expected) => {
  await using made = await sealedBank()
  const { db } = made.city
  await db.tx(async tx => {
    // What somebody with the rights of the database's owner could do.
    await tx.run(sql`set local session_replication_role = replica`)
    for (const statement of statements) await tx.run(statement)
  })
  const report = await verifyLedger(db)
  expect(report.faults.map(fault => `${fault.what}: ${fault.where}`).join('\n')).toMatch(expected)
})

test('the journal cannot be changed, deleted or emptied by any ordinary statement', async () => {
  await using made = await sealedBank()
  const tries = [
    sql`update ledger.transfer set amount = 1`,
    sql`delete from ledger.transfer`,
    sql`truncate ledger.transfer`,
    sql`update ledger.seal set n = n`,
    sql`delete from ledger.anchor`,
  ]
  for (const statement of tries) await expect(made.city.db.run(statement)).rejects.toThrow(/append-only/)
})

test('a follower gets every row once in order, and goes on where it was', async () => {
  await using made = await sealedBank()
  const { city } = made
  const seen: bigint[] = []
  const take = (rows: readonly { n: bigint }[]) => Promise.resolve(void seen.push(...rows.map(row => row.n)))
  await follow(city, 'receipts', take)
  await made.pay('anna', 'bo', 1)
  await expect(follow(city, 'receipts', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
  expect(await follow(city, 'receipts', take)).toBe(1)
  expect(await follow(city, 'receipts', take)).toBe(0)
  expect(seen).toEqual(Array.from({ length: 19 }, (_, i) => BigInt(i + 1)))
  expect(await journal(city, { shard: 0, after: 17n, limit: 1 })).toMatchObject([{ n: 18n }])
})
