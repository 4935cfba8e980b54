import { createTestDatabase } from '@plaza/testkit'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { Database, migrate, MigrationEdited, pendingMigrations, sql } from '../src/index.ts'

function folder(files: Record<string, string>): {
  write(name: string, text: string): void
  folders: { module: string; folder: URL }[]
} {
  const path = mkdtempSync(join(tmpdir(), 'plaza-sql-'))
  mkdirSync(join(path, 'functions'))
  const write = (name: string, text: string) => writeFileSync(join(path, name), text)
  for (const [name, text] of Object.entries(files)) write(name, text)
  return { write, folders: [{ module: 'town', folder: pathToFileURL(`${path}/`) }] }
}

test('files run once and in order, functions again when they change, and two starters do it once', async () => {
  await using made = await createTestDatabase()
  await using a = new Database(made.url)
  await using b = new Database(made.url)
  const { write, folders } = folder({
    '001-town.sql': 'create schema town; create table town.house (n integer);',
    '002-houses.sql': 'insert into town.house values (1);',
    'functions/count.sql':
      'create or replace function town.count() returns bigint language sql as $$ select count(*) from town.house $$;',
  })
  expect(await pendingMigrations(a, folders)).toHaveLength(3)
  const ran = await Promise.all([migrate(a, folders), migrate(b, folders)])
  expect(ran.map(files => files.length).toSorted((a, b) => a - b)).toEqual([0, 3])
  expect(await a.one(sql`select town.count() as count`)).toEqual({ count: 1n })
  write(
    'functions/count.sql',
    'create or replace function town.count() returns bigint language sql as $$ select 7::bigint $$;',
  )
  expect(await migrate(a, folders)).toEqual(['town/functions/count.sql'])
  expect(await b.one(sql`select town.count() as count`)).toEqual({ count: 7n })
})

test('a file that ran may not be edited, and a failing one changes nothing', async () => {
  await using made = await createTestDatabase()
  await using db = new Database(made.url)
  const { write, folders } = folder({ '001-town.sql': 'create schema town;' })
  await migrate(db, folders)
  write('001-town.sql', 'create schema town; -- edited')
  await expect(migrate(db, folders)).rejects.toThrow(MigrationEdited)
  write('001-town.sql', 'create schema town;')
  write('002-broken.sql', 'create table town.house (n integer); select nonsense;')
  await expect(migrate(db, folders)).rejects.toThrow(/nonsense/)
  expect(await db.one(sql`select to_regclass('town.house') is null as gone`)).toEqual({ gone: true })
})

test('a transaction that deadlocks is run again', async () => {
  await using made = await createTestDatabase()
  await using db = new Database(made.url)
  await db.run(sql`create table pot (id integer primary key, n integer not null)`)
  await db.run(sql`insert into pot values (1, 0), (2, 0)`)
  const pour = (from: number, to: number) =>
    db.tx(async tx => {
      await tx.run(sql`update pot set n = n - 1 where id = ${from}`)
      await tx.run(sql`select pg_sleep(0.02)`)
      await tx.run(sql`update pot set n = n + 1 where id = ${to}`)
    })
  await Promise.all([pour(1, 2), pour(2, 1), pour(1, 2)])
  expect(await db.rows(sql`select id, n from pot order by id`)).toEqual([
    { id: 1, n: -1 },
    { id: 2, n: 1 },
  ])
})
