import { createTestDatabase } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { Database, isConnectionLost, sql } from '../src/index.ts'

test('a connection that dies between two statements of a transaction fails it, and the process lives on', async () => {
  await using made = await createTestDatabase()
  await using db = new Database(made.url, { poolMax: 1 })
  await using other = new Database(made.url, { poolMax: 1 })
  const lost = db.tx(async tx => {
    const { pid } = await tx.one<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await other.run(sql`select pg_terminate_backend(${pid})`)
    // Long enough for the news to come while nobody asks anything.
    await new Promise(resolve => setTimeout(resolve, 100))
    return tx.run(sql`select`)
  })
  await expect(lost).rejects.toSatisfy(isConnectionLost)
  expect(await db.one(sql`select 1 as one`)).toEqual({ one: 1 })
})
