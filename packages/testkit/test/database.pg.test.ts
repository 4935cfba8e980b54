import { createTestDatabase, provideTemplate } from '@plaza/testkit'
import { Client } from 'pg'
import { expect, test } from 'vitest'

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

test('two clones of one template live apart, and the template is made once', async () => {
  let migrated = 0
  const migrate = async (url: string) => {
    migrated++
    await ask(url, 'create table note as select 1 as n')
  }
  const [first, second] = await Promise.all([provideTemplate('notes', migrate), provideTemplate('notes', migrate)])
  expect(first).toBe(second)
  await using one = await createTestDatabase({ template: first })
  await using two = await createTestDatabase({ template: first })
  await ask(one.url, 'insert into note values (2)')
  expect(await ask(one.url, 'select * from note')).toHaveLength(2)
  expect(await ask(two.url, 'select * from note')).toHaveLength(1)
  expect(migrated).toBe(1)
})

test('a migration that fails leaves no half template, and the next try works', async () => {
  const fails = provideTemplate('broken', async url => {
    await ask(url, 'create table half as select 1 as n')
    throw new Error('no')
  })
  await expect(fails).rejects.toThrow('no')
  const template = await provideTemplate(
    'broken',
    async url => void (await ask(url, 'create table half as select 1 as n')),
  )
  await using database = await createTestDatabase({ template })
  expect(await ask(database.url, 'select * from half')).toEqual([{ n: 1 }])
})

test('a database that is still in use is dropped all the same', async () => {
  const database = await createTestDatabase()
  const client = new Client({ connectionString: database.url })
  client.on('error', () => {})
  await client.connect()
  await database[Symbol.asyncDispose]()
  await expect(client.query('select 1')).rejects.toThrow()
})
