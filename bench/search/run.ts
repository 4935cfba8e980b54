import { chat, readableBy, seedConversations, type SeedConversation } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { searchApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import { authenticate, createPeople, identity } from '@plaza/identity'
import { SeededDice, seconds } from '@plaza/kernel'
import { openDatabase } from '@plaza/postgres'
import { placesOf, questionOf, search } from '@plaza/search'
import { testCity, type TestCity } from '@plaza/testkit'
import pino from 'pino'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Finding words among 150,000 Chinese messages: two-character words that are rare, common and very common, longer ones, and
 * the same by somebody who is in three conversations; beside a plain `like` over the same texts.
 * `node --import tsx bench/search/run.ts [messages] [rounds]`.
 */
const [MESSAGES, ROUNDS] = [Number(process.argv[2] ?? 150_000), Number(process.argv[3] ?? 40)]
const SEED = 7
const PER_CONVERSATION = 500
const SIGNS_PER_MESSAGE = 16
const FEW = 3
const HITS = 21

const dice = new SeededDice(SEED)
/** Two-sign words of which the first are said often and the last seldom, as in a language. */
const WORDS = Array.from({ length: 3_000 }, (_, i) =>
  String.fromCodePoint(0x4e00 + ((i * 37) % 6_000), 0x4e00 + ((i * 101 + 13) % 6_000)),
)
const word = (): string => WORDS[Math.floor(WORDS.length ** dice.float()) - 1] as string
const message = (): string => Array.from({ length: SIGNS_PER_MESSAGE / 2 }, word).join('')

const route = search.routes!.find(one => one.endpoint === searchApi.search)!

const home = mkdtempSync(join(tmpdir(), 'plaza-bench-'))
const database = await openDatabase({ home, log: pino({ level: 'warn' }, pino.destination(2)) })
try {
  await using city = await testCity({
    modules: [identity, contacts, chat, search],
    databaseUrl: database.url,
    authenticate,
  })
  const [anna, bo] = await settled(city)
  const indexed = await index(city)
  const texts = new Map(['all chats', 'three chats'].map((who, i) => [who, (i === 0 ? anna : bo) as string]))
  const figures: Record<string, unknown> = { messages: MESSAGES, rounds: ROUNDS, unit: 'ms', ...indexed }
  for (const [kind, asked] of Object.entries(questions())) {
    for (const [who, person] of texts) {
      const parts = await readableBy(city, person)
      const places = async (words: string) => (await placesOf(city, parts, { words }, questionOf(words), HITS)).length
      figures[`${kind}, ${who}: index`] = await measure(asked, places)
      figures[`${kind}, ${who}: whole answer`] = await measure(asked, words => ask(city, person, words))
    }
    figures[`${kind}, like`] = await measure(asked, words => like(city, anna as string, words))
  }
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
} finally {
  await database.stop()
  rmSync(home, { recursive: true, force: true })
}

/** Two people: one is in every conversation, one in a few. */
async function settled(city: TestCity): Promise<string[]> {
  const people = Array.from({ length: 3 }, () => city.newId())
  await createPeople(
    city,
    people.map((id, i) => ({ id, handle: `person_${i}`, name: `Person ${i}` })),
  )
  const at = city.clock.now() - MESSAGES * 1_000
  const conversations = Array.from({ length: Math.ceil(MESSAGES / PER_CONVERSATION) }, (_, i): SeedConversation => {
    const members = i < FEW ? people : [people[0] as string, people[2] as string]
    return {
      id: city.newId(),
      kind: 'group',
      title: `Group ${i}`,
      createdAt: at,
      members: members.map(person => ({ person, role: 'member' as const })),
      messages: Array.from({ length: PER_CONVERSATION }, (_, n) => ({
        from: dice.pick(members),
        text: message(),
        at: at + (n * MESSAGES * 1_000) / PER_CONVERSATION + i,
      })),
    }
  })
  for (const conversation of conversations) await seedConversations(city, [conversation])
  return people
}

async function index(city: TestCity): Promise<Record<string, unknown>> {
  const began = performance.now()
  for (let count = 0; count < MESSAGES;) {
    city.skip(seconds(1))
    await city.settle()
    count = (await city.db.one<{ count: number }>(sql`select count(*)::integer as count from search.message`)).count
  }
  const tookS = (performance.now() - began) / 1000
  await city.db.run(sql`vacuum analyze search.message`)
  const { size } = await city.db.one<{ size: string }>(
    sql`select pg_size_pretty(pg_relation_size('search.message_words')) as size`,
  )
  return { 'indexed a second': Math.round(MESSAGES / tookS), 'size of the index': size }
}

function questions(): Record<string, string[]> {
  const some = (from: number, to: number) => Array.from({ length: ROUNDS }, () => WORDS[from + dice.below(to - from)]!)
  return {
    'very common word of two signs': [WORDS[0]!, WORDS[1]!],
    'common word of two signs': some(2, 40),
    'rare word of two signs': some(1_500, 3_000),
    'words of four signs': Array.from({ length: ROUNDS }, () => word() + word()),
  }
}

async function ask(city: TestCity, person: string, words: string): Promise<number> {
  const reply = await route.handle(city, {
    input: { words },
    by: { person, device: person, kind: 'citizen' },
  } as never)
  return (reply as { hits: unknown[] }).hits.length
}

/** What would come first to mind: read every text. */
async function like(city: TestCity, person: string, words: string): Promise<number> {
  const parts = await readableBy(city, person)
  const rows = await city.db.rows(sql`
    select conv, q from search.message
    where folded like ${`%${words}%`} and conv = any(${parts.map(part => part.conv)}::uuid[])
    order by at desc limit 21`)
  return rows.length
}

async function measure(asked: readonly string[], run: (words: string) => Promise<number>) {
  const took: number[] = []
  let hits = 0
  for (let round = 0; round < Math.max(1, ROUNDS / asked.length); round++)
    for (const words of asked) {
      const began = performance.now()
      hits += await run(words)
      took.push(performance.now() - began)
    }
  took.sort((a, b) => a - b)
  const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)]! * 10) / 10
  return { min: at(0), p50: at(0.5), p95: at(0.95), hits: Math.round(hits / took.length) }
}
