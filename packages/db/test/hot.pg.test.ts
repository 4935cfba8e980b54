import { createTestDatabase } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { Database, isConnectionLost, prepared, sql } from '../src/index.ts'

const begin = prepared('begin', 'begin')
const commit = prepared('commit', 'commit')
const add = prepared('add', 'insert into thing values (1)')
const pid = prepared('pid', 'select pg_backend_pid() as pid')

async function withThings(work: (db: Database) => Promise<void>): Promise<void> {
  await using made = await createTestDatabase()
  await using db = new Database(made.url)
  await db.run(sql`create table thing (n integer)`)
  await work(db)
  expect(await db.rows(sql`select n from thing`)).toEqual([])
}

test('a flight that continues a transaction is never flown on another connection', () =>
  withThings(async db => {
    const hot = db.hot()
    const [, rows] = await hot.flight([{ query: begin }, { query: pid }])
    await db.run(sql`select pg_terminate_backend(${(rows as { pid: number }[])[0]?.pid}, 5000)`)
    await new Promise(resolve => setTimeout(resolve, 50))
    const error: unknown = await hot.flight([{ query: add }, { query: commit }], { continues: true }).catch(e => e)
    expect(isConnectionLost(error)).toBe(true)
    // Whoever begins anew gets a new connection.
    await hot.flight([{ query: begin }, { query: commit }])
  }))

test('a transaction that its process forgot ends by itself and lets others go on', () =>
  withThings(async db => {
    const hot = db.hot({ idleInTransactionMs: 200 })
    await hot.flight([{ query: begin }, { query: prepared('lock', 'lock table thing') }])
    const began = performance.now()
    expect(await db.rows(sql`select n from thing`)).toEqual([])
    expect(performance.now() - began).toBeLessThan(3_000)
    await expect(hot.flight([{ query: add }, { query: commit }], { continues: true })).rejects.toThrow()
  }))
