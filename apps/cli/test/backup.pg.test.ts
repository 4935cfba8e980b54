import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createTestDatabase } from '@plaza/testkit'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { readBackup } from '../src/read-backup.ts'
import { writeBackup } from '../src/write-backup.ts'

// Shapes that make a backup hard: a cycle of keys, a key to itself, partitions, made-up columns, types of our own,
// triggers that forbid what a restore must do, names that need quotes, sequences, and a table without rows.
const SCHEMA = `
  create schema plaza;
  create table plaza.migration (module text, file text, checksum text, at timestamptz default now(), primary key (module, file));
  create schema town;
  create type town.mood as enum ('calm', 'loud');
  create table town.person (id uuid primary key, name text not null, best_friend uuid, home int, moods town.mood[],
    low text generated always as (lower(name)) stored, picture bytea, seen timestamptz, facts jsonb);
  create table town.house (id int generated always as identity primary key, owner uuid references town.person);
  alter table town.person add foreign key (home) references town.house;
  alter table town.person add foreign key (best_friend) references town.person;
  create table town.account (id int primary key, balance bigint not null check (balance >= 0));
  create table town.entry (id bigserial primary key, account int not null references town.account, amount bigint not null);
  create function town.forbid() returns trigger language plpgsql as $$ begin raise exception 'entries are for ever'; end $$;
  create trigger forbid before update or delete or truncate on town.entry for each statement execute function town.forbid();
  create function town.stamp() returns trigger language plpgsql as $$ begin new.seen = now(); return new; end $$;
  create trigger stamp before insert on town.person for each row execute function town.stamp();
  create trigger rarely before insert on town.person for each row execute function town.stamp();
  alter table town.person disable trigger rarely;
  create table town.message (room int, seq bigint, at timestamptz, body text, primary key (room, seq, at)) partition by range (at);
  create table town.message_rest partition of town.message default;
  create table town."Odd ""name""" ("Column" text, "select" int);
  create table town.nothing (id int primary key);
  create unlogged table town.presence (person uuid);
  create table town.currency (code text primary key);
  insert into town.currency values ('EUR');
  insert into plaza.migration (module, file, checksum) values ('town', '001-town.sql', 'x')`

const EVERYTHING = ['person', 'house', 'account', 'entry', 'message', '"Odd ""name"""', 'nothing', 'currency']

async function connect(url: string): Promise<Client & AsyncDisposable> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}

async function migrate(url: string): Promise<void> {
  await using client = await connect(url)
  await client.query(SCHEMA)
}

async function fill(url: string): Promise<void> {
  await using client = await connect(url)
  await client.query(`
    insert into town.person (id, name, moods, picture, facts)
      select md5(n::text)::uuid, 'Änna ' || n, '{calm,loud}', decode(repeat('00ff5c0a', n), 'hex'), '{"tab": "a\\tb"}'
      from generate_series(1, 300) n;
    update town.person set seen = '2001-02-03 04:05:06Z', best_friend = md5('1')::uuid;
    insert into town.house (owner) select id from town.person limit 20;
    update town.person set home = 3;
    insert into town.account select n, 1000 from generate_series(1, 20) n;
    create table town.message_2026_01 partition of town.message for values from ('2026-01-01 00:00Z') to ('2026-02-01 00:00Z');
    insert into town.message select n % 7, n, '2026-01-05'::timestamptz + n * interval '1 hour', repeat('wörd ', 200) from generate_series(1, 8000) n;
    insert into town."Odd ""name""" values (null, 1), ('\\N', 2), (E'line\\nbreak', 3);
    insert into town.presence values (md5('1')::uuid);
    insert into town.currency values ('CHF')`)
}

async function sums(url: string): Promise<Record<string, unknown>> {
  await using client = await connect(url)
  const result: Record<string, unknown> = {}
  for (const table of EVERYTHING) {
    const { rows } = await client.query<{ n: string; sum: string }>(
      `select count(*) as n, md5(string_agg(t::text, '|' order by t::text)) as sum from town.${table} t`,
    )
    result[table] = rows[0]
  }
  return result
}

function noPower(): Promise<void> {
  return Promise.reject(new Error('no power'))
}

function scratch(): { dir: string } & Disposable {
  const dir = mkdtempSync(path.join(tmpdir(), 'plaza-test-'))
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) }
}

function putBlob(home: string, text: string, kind = 'blobs'): string {
  const name = createHash('sha256').update(text).digest('hex')
  const folder = path.join(home, kind, name.slice(0, 2), name.slice(2, 4))
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, name), text)
  return path.join(kind, name.slice(0, 2), name.slice(2, 4), name)
}

async function tableCount(url: string): Promise<number> {
  await using client = await connect(url)
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  return rows[0]?.n ?? 0
}

test('a backup brings everything back as it was: rows, files, keys, sequences, rules', async () => {
  using place = scratch()
  await using source = await createTestDatabase()
  await using target = await createTestDatabase()
  await migrate(source.url)
  await fill(source.url)
  const home = path.join(place.dir, 'home')
  const picture = putBlob(home, 'a picture')
  const empty = putBlob(home, '')
  const letter = putBlob(home, 'a letter', 'files')
  writeFileSync(path.join(home, 'blobs', 'half.part'), 'not finished')
  writeFileSync(path.join(home, 'push-keys.json'), '{"publicKey":"x"}')
  writeFileSync(path.join(home, 'merchant-keys.json'), '[]')
  const journal = 'programs/wx00000000000000a1/polls.jsonl'
  mkdirSync(path.dirname(path.join(home, journal)), { recursive: true })
  writeFileSync(path.join(home, journal), '{"do":"poll"}\n')
  writeFileSync(path.join(home, 'program-keys.json'), '[1]')
  const file = path.join(place.dir, 'city.tar.gz')
  const manifest = await writeBackup({ databaseUrl: source.url, home, file })
  expect(manifest.blobs.count).toBe(3)

  const second = path.join(place.dir, 'second')
  await readBackup({ databaseUrl: target.url, home: second, file, migrate })
  expect(await sums(target.url)).toEqual(await sums(source.url))
  for (const name of [picture, empty, letter, 'push-keys.json', 'merchant-keys.json', 'program-keys.json', journal]) {
    expect(readFileSync(path.join(second, name))).toEqual(readFileSync(path.join(home, name)))
  }
  await using client = await connect(target.url)
  await expect(client.query('delete from town.entry')).rejects.toThrow('entries are for ever')
  const { rows } = await client.query(
    'insert into town.house (owner) select id from town.person limit 1 returning id, (select count(*)::int from town.presence) as present',
  )
  expect(rows).toEqual([{ id: 21, present: 0 }])
  await expect(client.query('insert into town.house (owner) values (gen_random_uuid())')).rejects.toThrow(/foreign key/)
  const { rows: silent } = await client.query(`select tgenabled from pg_trigger where tgname = 'rarely'`)
  expect(silent).toEqual([{ tgenabled: 'D' }])
})

test('a backup taken while people pay holds one moment: every balance is the sum of its entries', async () => {
  using place = scratch()
  await using source = await createTestDatabase()
  await using target = await createTestDatabase()
  await migrate(source.url)
  await fill(source.url)
  await using payer = await connect(source.url)
  const busy = new AbortController()
  const count = { paid: 0 }
  const paying = (async () => {
    while (!busy.signal.aborted) {
      await payer.query(
        `with a as (update town.account set balance = balance - 1 where id = 1 + $1::int % 20 and balance > 0 returning id)
        insert into town.entry (account, amount) select id, -1 from a`,
        [count.paid++],
      )
    }
  })()
  while (count.paid < 20) await new Promise(resolve => setTimeout(resolve, 5))
  const file = path.join(place.dir, 'city.tar.gz')
  const before = count.paid
  await writeBackup({ databaseUrl: source.url, home: place.dir, file })
  const during = count.paid - before
  busy.abort()
  await paying
  expect(during).toBeGreaterThan(0)
  await readBackup({ databaseUrl: target.url, home: path.join(place.dir, 'second'), file, migrate })
  await using client = await connect(target.url)
  const { rows } = await client.query<{ wrong: number; entries: number }>(`
    select count(*) filter (where balance <> 1000 + coalesce(moved, 0))::int as wrong, coalesce(sum(entries), 0)::int as entries
    from town.account left join (select account, sum(amount) as moved, count(*) as entries from town.entry group by 1) e on e.account = id`)
  expect(rows[0]?.wrong).toBe(0)
  expect(rows[0]?.entries).toBeGreaterThan(0)
})

test('a damaged, cut or foreign file is refused and nothing is changed', async () => {
  using place = scratch()
  await using source = await createTestDatabase()
  await using target = await createTestDatabase()
  await migrate(source.url)
  await fill(source.url)
  const home = path.join(place.dir, 'home')
  putBlob(home, 'a picture')
  const file = path.join(place.dir, 'city.tar.gz')
  await writeBackup({ databaseUrl: source.url, home, file })
  const whole = readFileSync(file)
  const plain = gunzipSync(whole)
  const flip = (at: number) => {
    const copy = Buffer.from(plain)
    copy[at] = (copy[at] ?? 0) ^ 1
    return gzipSync(copy, { level: 1 })
  }
  const bad = {
    'a changed row': flip(plain.indexOf('wörd wörd')),
    'a changed file': flip(plain.indexOf('a picture')),
    'a changed manifest': flip(plain.indexOf('"sha256": "') + 12),
    'a cut': whole.subarray(0, whole.length - 3000),
    'a cut at the very end': whole.subarray(0, whole.length - 1),
    'a bit in the zip': Buffer.concat([whole.subarray(0, 5000), Buffer.from([0x55, 0xaa]), whole.subarray(5002)]),
    'something else': Buffer.from('hello'),
    nothing: Buffer.alloc(0),
  }
  const second = path.join(place.dir, 'second')
  for (const [what, bytes] of Object.entries(bad)) {
    writeFileSync(file, bytes)
    const read = readBackup({ databaseUrl: target.url, home: second, file, migrate })
    await expect(read, what).rejects.toThrow(/damaged|not a (whole )?Plaza backup/)
    expect(await tableCount(target.url), what).toBe(0)
    expect(existsSync(second), what).toBe(false)
  }
})

test('a database with something in it, or of another version, is refused and left as it was', async () => {
  using place = scratch()
  await using source = await createTestDatabase()
  await using target = await createTestDatabase()
  await migrate(source.url)
  const file = path.join(place.dir, 'city.tar.gz')
  await writeBackup({ databaseUrl: source.url, home: place.dir, file })
  const home = path.join(place.dir, 'second')
  const newer = async (url: string) => {
    await migrate(url)
    await using client = await connect(url)
    await client.query('alter table town.person add column nick text')
  }
  await expect(readBackup({ databaseUrl: target.url, home, file, migrate: newer })).rejects.toThrow(/another version/)
  expect(await tableCount(target.url)).toBe(0)
  const later = async (url: string) => {
    await migrate(url)
    await using client = await connect(url)
    await client.query(`insert into plaza.migration values ('town', '002-more.sql', 'y')`)
  }
  await expect(readBackup({ databaseUrl: target.url, home, file, migrate: later })).rejects.toThrow(/002-more/)
  expect(await tableCount(target.url)).toBe(0)
  await expect(readBackup({ databaseUrl: target.url, home, file, migrate: noPower })).rejects.toThrow('no power')
  await migrate(target.url)
  await expect(readBackup({ databaseUrl: target.url, home, file, migrate })).rejects.toThrow(/not empty/)
  expect(await tableCount(target.url)).toBeGreaterThan(5)
})
