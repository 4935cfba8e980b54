import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AlreadyRunning, openDatabase, runningDatabase } from '@plaza/postgres'
import { expect, test } from 'vitest'
import { livingOn } from '../src/leftovers.ts'
import { ask, askPatiently, postmasterPid, quiet, scratch, small, startOwner } from './scene.ts'

const open = (home: string) => openDatabase({ home, log: quiet, settings: small })

test('a new home gets a safe, Unicode-minded PostgreSQL, and keeps what was written', async () => {
  using place = scratch()
  const home = path.join(place.dir, 'home')
  {
    await using database = await open(home)
    expect(database.kind).toBe('embedded')
    const rows = await ask(
      database.url,
      `select current_user::text as who, current_database()::text as db, lower('ÄЖ') as low, 'ж' ~ '\\w' as letter,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('full_page_writes') as pages, current_setting('data_checksums') as sums,
        current_setting('listen_addresses') as tcp, to_tsvector('simple', 'Грюße')::text as words`,
    )
    expect(rows[0]).toEqual({
      who: 'plaza',
      db: 'plaza',
      low: 'äж',
      letter: true,
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      sums: 'on',
      tcp: '',
      words: "'грюße':1",
    })
    await ask(database.url, 'create table kept as select 1 as one')
    expect(new URL(database.url).pathname).toBe('/plaza')
  }
  await using again = await open(home)
  expect(await ask(again.url, 'select * from kept')).toEqual([{ one: 1 }])
})

test('a second start on the same home is refused with the process id, also from another process', async () => {
  using place = scratch()
  await using database = await open(place.dir)
  await expect(open(place.dir)).rejects.toThrow(AlreadyRunning)
  await expect(open(place.dir)).rejects.toMatchObject({ pid: process.pid })
  const second = await startOwner(place.dir)
  expect(second.told.error).toContain(`already running in ${place.dir} (process ${process.pid})`)
  expect(await runningDatabase(place.dir)).toEqual({ pid: process.pid, url: database.url })
})

test('of many that start at the same moment exactly one wins', async () => {
  using place = scratch()
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => open(place.dir)))
  const won = all.filter(one => one.status === 'fulfilled')
  const lost = all.filter(one => one.status === 'rejected')
  expect(won).toHaveLength(1)
  for (const one of lost) expect(one.reason).toBeInstanceOf(AlreadyRunning)
  await won[0]?.value.stop()
  expect(await runningDatabase(place.dir)).toBeUndefined()
})

test('PostgreSQL killed hard comes back by itself with its data', async () => {
  using place = scratch()
  await using database = await open(place.dir)
  await ask(database.url, 'create table kept as select 7 as n')
  const sleeper = ask(database.url, 'select pg_sleep(60)').catch(() => 'cut')
  const busy = ask(database.url, `do $$ begin loop perform 1; end loop; end $$`).catch(() => 'cut')
  await new Promise(resolve => setTimeout(resolve, 200))
  process.kill(postmasterPid(place.dir), 'SIGKILL')
  expect(await askPatiently(database.url, 'select * from kept')).toEqual([{ n: 7 }])
  expect(await sleeper).toBe('cut')
  expect(await busy).toBe('cut')
})

test('a start takes over from an owner that was killed and left its PostgreSQL behind', async () => {
  using place = scratch()
  const first = await startOwner(place.dir)
  expect(first.told.error).toBeUndefined()
  await ask(first.told.url ?? '', 'create table kept as select 3 as n')
  const orphan = postmasterPid(place.dir)
  first.child.kill('SIGKILL')
  await first.ended
  expect(livingOn(path.join(place.dir, 'postgres')).length).toBeGreaterThan(1)
  await using database = await open(place.dir)
  expect(postmasterPid(place.dir)).not.toBe(orphan)
  expect(await ask(database.url, 'select * from kept')).toEqual([{ n: 3 }])
})

test('owner and PostgreSQL both killed, backends still busy: the next start heals', async () => {
  using place = scratch()
  const first = await startOwner(place.dir)
  const busy = ask(first.told.url ?? '', `do $$ begin loop perform 1; end loop; end $$`).catch(() => 'cut')
  await new Promise(resolve => setTimeout(resolve, 200))
  const postmaster = postmasterPid(place.dir)
  first.child.kill('SIGKILL')
  process.kill(postmaster, 'SIGKILL')
  await first.ended
  await using database = await open(place.dir)
  expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(await busy).toBe('cut')
})

test('lock files that name an innocent living process do not stop a start, nor that process', async () => {
  using place = scratch()
  await (await open(place.dir)).stop()
  const innocent = process.pid
  const lock = `${innocent}\n${path.join(place.dir, 'postgres')}\n1\n5432\n${path.join(place.dir, 'run')}\n\n1 2\nready\n`
  writeFileSync(path.join(place.dir, 'postgres', 'postmaster.pid'), lock)
  writeFileSync(path.join(place.dir, 'run', '.s.PGSQL.5432.lock'), lock)
  await using database = await open(place.dir)
  expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a process that exits without stopping takes its PostgreSQL along', async () => {
  using place = scratch()
  const first = await startOwner(place.dir, { mode: 'exit' })
  await first.ended
  const data = path.join(place.dir, 'postgres')
  for (let turn = 0; turn < 100 && livingOn(data).length > 0; turn++) {
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  expect(livingOn(data)).toEqual([])
})

test('a home with a very long path works', async () => {
  using place = scratch()
  const home = path.join(place.dir, 'long'.repeat(30), 'home')
  await using database = await open(home)
  expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await expect(open(home)).rejects.toThrow(AlreadyRunning)
  expect((await runningDatabase(home))?.url).toBe(database.url)
})

test('loopback with a password, as on Windows', async () => {
  using place = scratch()
  await using database = await openDatabase({ home: place.dir, log: quiet, settings: small, loopback: true })
  expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  const wrong = new URL(database.url)
  wrong.password = 'guess'
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password/)
})

test('an address of the operator is used as it is, and a dead one is named', async () => {
  using place = scratch()
  await using database = await open(path.join(place.dir, 'server'))
  await using outside = await openDatabase({ home: place.dir, url: database.url, log: quiet })
  expect(outside).toMatchObject({ kind: 'outside', url: database.url })
  await outside.stop()
  expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  const dead = 'postgresql://me:secret@127.0.0.1:1/none'
  const refused = openDatabase({ home: place.dir, url: dead, log: quiet })
  await expect(refused).rejects.toThrow(/me:…@127\.0\.0\.1:1\/none does not answer: .*ECONNREFUSED/)
})

test('wrong settings are told with the words of PostgreSQL', async () => {
  using place = scratch()
  const wrong = openDatabase({ home: place.dir, log: quiet, settings: { shared_buffers: 'many' } })
  await expect(wrong).rejects.toThrow(/shared_buffers/)
  expect(existsSync(path.join(place.dir, 'postgres', 'PG_VERSION'))).toBe(true)
  expect(readFileSync(path.join(place.dir, 'postgres.log'), 'utf8')).toContain('many')
  await (await open(place.dir)).stop()
})
