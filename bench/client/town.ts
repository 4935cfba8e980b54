import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedConversations, type SeedConversation } from '@plaza/chat'
import type { City } from '@plaza/house'
import { createPeople, openSession } from '@plaza/identity'
import { SeededDice } from '@plaza/kernel'
import { openDatabase } from '@plaza/postgres'
import { migrateAll, openCity } from '@plaza/server'
import { freePort, Phone, startCity } from '@plaza/testkit'
import pino from 'pino'

export const LONG_CHAT_MESSAGES = 100_000
export const MANY_CHATS = 5_000
const SENDERS = 20
const FEW_CHATS = 40
const LANES = 4
const BATCH = 50
const MINUTE_MS = 60_000
const WORDS =
  'the ferry leaves at nine and we still need bread two lemons a map for grandma who said the market is closed on monday'.split(
    ' ',
  )

/** A city for measuring: Lee has forty chats, one of them long; Ona has five thousand, with twenty people. */
export interface Town extends AsyncDisposable {
  readonly url: string
  readonly lee: { readonly token: string; readonly long: string; readonly chats: readonly string[] }
  readonly ona: { readonly token: string }
  /** The people Ona talks with, online, and the chats that each shares with her. */
  readonly senders: readonly { readonly phone: Phone; readonly chats: readonly string[] }[]
}

export async function buildTown(): Promise<Town> {
  const home = mkdtempSync(join(tmpdir(), 'plaza-bench-client-'))
  const closes: (() => unknown)[] = [() => rmSync(home, { recursive: true, force: true })]
  const close = async () => {
    for (const end of closes.splice(0).toReversed()) await end()
  }
  try {
    return await open(home, closes, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(home: string, closes: (() => unknown)[], close: () => Promise<void>): Promise<Town> {
  const log = pino({ level: 'fatal' })
  const database = await openDatabase({ home, log, settings: { fsync: 'off' } })
  closes.push(() => database.stop())
  await migrateAll(database.url, log)
  const config = { cityName: 'Bench', publicUrl: 'http://localhost', groupMembersMax: 500 }
  const made = await openCity({ home, databaseUrl: database.url, works: false, log, config }).then(async opened => {
    await using open = opened
    return await fill(open.city)
  })
  const server = await startCity({ home, databaseUrl: database.url, port: await freePort() })
  closes.push(() => server.stop())
  const senders = made.senders.map(({ id, token, chats }) => ({
    phone: new Phone({ person: id, token, url: () => server.url }),
    chats,
  }))
  closes.push(() => senders.forEach(({ phone }) => phone.stop()))
  return { url: `http://localhost:${server.port}`, lee: made.lee, ona: made.ona, senders, [Symbol.asyncDispose]: close }
}

async function fill(city: City) {
  const dice = new SeededDice(20)
  const now = city.clock.now()
  const names = ['lee', 'ona', ...Array.from({ length: SENDERS }, (_, i) => `sender_${i}`)]
  const people = names.map(name => ({
    id: city.newId(),
    handle: name,
    name: `${name[0]?.toUpperCase()}${name.slice(1)}`,
  }))
  await createPeople(city, people)
  const [lee, ona, ...others] = people.map(person => person.id) as [string, string, ...string[]]
  const text = () =>
    Array.from({ length: 1 + dice.below(dice.below(4) === 0 ? 60 : 12) }, () => dice.pick(WORDS)).join(' ')
  const chat = (title: string, person: string, other: string, count: number, endedAt: number): SeedConversation => ({
    id: city.newId(),
    kind: 'group',
    title,
    createdAt: endedAt - (count + 1) * MINUTE_MS,
    members: [person, other].map((id, i) => ({ person: id, role: i === 0 ? 'owner' : 'member' })),
    messages: Array.from({ length: count }, (_, i) => ({
      from: i % 3 === 0 ? person : other,
      text: text(),
      at: endedAt - (count - i) * MINUTE_MS,
    })),
  })
  const other = (i: number) => others[i % SENDERS] as string
  const few = Array.from({ length: FEW_CHATS - 1 }, (_, i) =>
    chat(`Chat ${i}`, lee, other(i), 60, now - (i + 2) * MINUTE_MS),
  )
  const long = chat('The long one', lee, other(0), LONG_CHAT_MESSAGES, now - MINUTE_MS)
  const many = Array.from({ length: MANY_CHATS }, (_, i) => chat(`Room ${i}`, ona, other(i), 1, now - i * MINUTE_MS))
  await write(city, [long, ...few, ...many])
  const session = (person: string) => openSession(city, person, { name: 'bench', kind: 'browser' })
  return {
    lee: { token: await session(lee), long: long.id as string, chats: few.map(one => one.id as string) },
    ona: { token: await session(ona) },
    senders: await Promise.all(
      others.map(async (id, i) => ({
        id,
        token: await session(id),
        chats: many.filter((_, at) => at % SENDERS === i).map(one => one.id as string),
      })),
    ),
  }
}

async function write(city: City, conversations: SeedConversation[]): Promise<void> {
  const lane = async () => {
    for (let batch = conversations.splice(0, BATCH); batch.length > 0; batch = conversations.splice(0, BATCH))
      await seedConversations(city, batch)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}
