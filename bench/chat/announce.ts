import { appended, chat, seedConversations } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { groupsApi, limits } from '@plaza/contract'
import { sql } from '@plaza/db'
import { createPeople, identity } from '@plaza/identity'
import { systemClock } from '@plaza/kernel'
import { openDatabase } from '@plaza/postgres'
import { testCity, type TestCity } from '@plaza/testkit'
import pino from 'pino'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What a message costs that goes to 5,000 members of an announcement group, beside one to 17: rows written in the database,
 * and the time until its sender knows that it is kept. And how long a search among the 5,000 takes.
 * `node --import tsx bench/chat/announce.ts [messages]`.
 */
const MESSAGES = Number(process.argv[2] ?? 300)
const SEARCHES = 40
/** PostgreSQL tells the figures of idle connections every ten seconds. */
const STATISTICS_MS = 11_000

const home = mkdtempSync(join(tmpdir(), 'plaza-bench-'))
const database = await openDatabase({ home, log: pino({ level: 'warn' }, pino.destination(2)) })
try {
  await using city = await testCity({
    modules: [identity, contacts, chat],
    databaseUrl: database.url,
    clock: systemClock,
  })
  const people = Array.from({ length: limits.ANNOUNCEMENT_GROUP_MEMBERS_MAX }, () => city.newId())
  await createPeople(
    city,
    people.map((id, i) => ({ id, handle: `reader_${i}`, name: `Reader ${i}` })),
  )
  await city.settle()
  const figures: Record<string, unknown> = { messages: MESSAGES }
  for (const size of [limits.SMALL_CONVERSATION_MEMBERS_MAX + 1, people.length]) {
    const conv = await groupOf(city, people.slice(0, size))
    figures[`${size} members`] = await posting(city, conv, people[0] as string)
    figures[`a search among ${size}, ms`] = await searching(city, conv, people[1] as string)
  }
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
} finally {
  await database.stop()
  rmSync(home, { recursive: true, force: true })
}

async function groupOf(city: TestCity, people: readonly string[]): Promise<string> {
  const members = people.map((person, i) => ({ person, role: i === 0 ? ('owner' as const) : ('member' as const) }))
  const id = city.newId()
  await seedConversations(city, [{ id, kind: 'group', title: 'News', createdAt: 1, members, messages: [] }])
  await city.db.run(sql`update chat.conversation set announces = true, admins_only = true where id = ${id}`)
  return id
}

async function posting(city: TestCity, conv: string, sender: string): Promise<{ rows: number; msMedian: number }> {
  const before = await rowsWritten(city)
  const times: number[] = []
  for (let i = 0; i < MESSAGES; i++) {
    const began = performance.now()
    const body = { text: `The bridge is open, part ${i}` }
    const draft = { conv, id: city.newId(), sender, kind: 'text' as const, body, re: null, origin: undefined }
    const verdict = await appended(city, { ...draft, arrivedMs: city.clock.now() })
    if (!verdict.ok) throw new Error(verdict.code)
    times.push(performance.now() - began)
  }
  return { rows: ((await rowsWritten(city)) - before) / MESSAGES, msMedian: median(times) }
}

/** Rows of the chat that were inserted or updated since its database began, once they are told. */
async function rowsWritten(city: TestCity): Promise<number> {
  await new Promise(resolve => setTimeout(resolve, STATISTICS_MS))
  const { rows } = await city.db.one<{ rows: number }>(sql`
    select sum(n_tup_ins + n_tup_upd)::integer as rows from pg_stat_user_tables where schemaname = 'chat'`)
  return rows
}

async function searching(city: TestCity, conv: string, person: string): Promise<number> {
  const route = chat.routes!.find(({ endpoint }) => endpoint === groupsApi.findMembers)!
  const times: number[] = []
  for (let i = 0; i < SEARCHES; i++) {
    const began = performance.now()
    const input = { id: conv, words: `reader ${i * 7}` }
    await route.handle(city, { input, by: { person, device: person, kind: 'citizen' } } as never)
    times.push(performance.now() - began)
  }
  return median(times)
}

function median(times: readonly number[]): number {
  return Number((times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] as number).toFixed(2))
}
