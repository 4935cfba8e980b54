import { sql } from '@plaza/db'
import { SeededDice } from '@plaza/kernel'
import { testCity } from '@plaza/testkit'
import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { authenticate, createPerson, identity } from '@plaza/identity'
import { programs, vectorOf } from '@plaza/programs'
import { programsApi } from '@plaza/contract'
import { openDatabase } from '@plaza/postgres'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'

/**
 * Search among 100,000 programs: the city's own way (words, weights, the most used first) against the plain `like` that
 * would come first to mind. `node --import tsx bench/platform/search.ts [programs] [questions]`.
 */
const [PROGRAMS, QUESTIONS] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 300)]
const BATCH = 1_000
const SEED = 11
const SYLLABLES = 'ba ce di fo gu ha jo ka li mo nu pe ro sa ti vu we xo ya zi'.split(' ')
const SIGNS = [...'城市公交潮汐天气美食停车图书馆医院学校花店咖啡地铁银行邮局']
const COMMON = ['shop', 'city', 'bus', 'food', 'weather', 'parking', 'library', 'coffee']

const dice = new SeededDice(SEED)
const word = (): string => Array.from({ length: 2 + dice.below(3) }, () => dice.pick(SYLLABLES)).join('')
const chinese = (): string => Array.from({ length: 3 + dice.below(4) }, () => dice.pick(SIGNS)).join('')

interface Made {
  readonly names: { en: string; zh: string }
  readonly abouts: { en: string }
  readonly maker: string
}
const makeOne = (): Made => ({
  names: { en: `${word()} ${dice.pick(COMMON)}`, zh: chinese() },
  abouts: { en: Array.from({ length: 12 }, () => (dice.chance(0.3) ? dice.pick(COMMON) : word())).join(' ') },
  maker: `${word()} makers`,
})

const home = mkdtempSync(join(tmpdir(), 'plaza-bench-'))
const database = await openDatabase({ home, log: pino({ level: 'warn' }, pino.destination(2)) })
try {
  await using city = await testCity({
    modules: [identity, contacts, chat, programs],
    databaseUrl: database.url,
    authenticate,
  })
  const { id: person } = await createPerson(city, { id: city.newId(), handle: 'anna', name: 'Anna', kind: 'citizen' })
  const made: Made[] = []
  for (let from = 0; from < PROGRAMS; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, PROGRAMS - from) }, makeOne)
    made.push(...rows)
    const column = (of: (row: Made, i: number) => string | number) => rows.map(of)
    await city.db.run(sql`
    insert into programs.program (app_id, names, abouts, maker, words, called, opens, released, created_at)
    select 'wx' || lpad(to_hex(n), 16, '0'), names::jsonb, abouts::jsonb, maker, words::tsvector, called, opens,
      gen_random_uuid(), now()
    from unnest(${column((_, i) => from + i)}::bigint[], ${column(row => JSON.stringify(row.names))}::text[],
      ${column(row => JSON.stringify(row.abouts))}::text[], ${column(row => row.maker)}::text[],
      ${column(vectorOf)}::text[], ${column(row => `${row.names.en} ${row.names.zh}`)}::text[],
      ${column(() => dice.below(1_000_000))}::bigint[])
      as new(n, names, abouts, maker, words, called, opens)`)
  }
  await city.db.run(sql`analyze programs.program`)

  /** A name, a beginning, two common words, two signs, a name with a slip, and nothing that there is. */
  const questions = Array.from({ length: QUESTIONS }, (_, i) => {
    const one = dice.pick(made)
    const own = one.names.en.split(' ')[0]!
    const kinds = [
      own,
      own.slice(0, 3),
      `${dice.pick(COMMON)} ${dice.pick(COMMON)}`,
      one.names.zh.slice(0, 2),
      `${own}x`,
    ]
    return kinds[i % kinds.length]!
  })

  const route = programs.routes!.find(one => one.endpoint === programsApi.programs)!
  const call = (q: string) => ({ input: { q }, by: { person, device: person, kind: 'citizen' } }) as never
  const like = (q: string) =>
    city.db.rows(sql`
    select app_id from programs.program p
    where p.released is not null and p.stopped_at is null
      and (p.names::text ilike ${`%${q}%`} or p.abouts::text ilike ${`%${q}%`} or p.maker ilike ${`%${q}%`})
    order by p.opens desc, p.app_id limit 51`)

  async function measure(ask: (q: string) => Promise<unknown>) {
    for (const q of questions.slice(0, 20)) await ask(q)
    const took: number[] = []
    for (const q of questions) {
      const began = performance.now()
      await ask(q)
      took.push(performance.now() - began)
    }
    took.sort((a, b) => a - b)
    const at = (share: number) => Math.round(took[Math.floor((took.length - 1) * share)]! * 10) / 10
    return { p50: at(0.5), p95: at(0.95), max: at(1) }
  }

  const own = await measure(q => route.handle(city, call(q)))
  const peer = await measure(like)
  process.stdout.write(
    `${JSON.stringify({ programs: PROGRAMS, questions: QUESTIONS, unit: 'ms', words: own, like: peer }, null, 2)}\n`,
  )
} finally {
  await database.stop()
  rmSync(home, { recursive: true, force: true })
}
