import type { City } from '@plaza/house'
import { hub } from '@plaza/realtime'
import { HEAD_CHECK_ALONE_MS, HEAD_CHECK_MS } from './limits.ts'
import * as store from './store.ts'

const PEOPLE_PER_LOOK = 5_000

/**
 * On a bus between processes a hint can be lost, and everywhere when the database goes away before it says that it
 * committed. So each gateway compares, every few seconds, what it has told its sockets with what is committed, and lets
 * those who missed something sync.
 */
export function watchHeads(city: City): void {
  let looking = false
  const look = async () => {
    if (looking) return
    looking = true
    try {
      const people = [...hub(city).byPerson.keys()]
      for (let i = 0; i < people.length; i += PEOPLE_PER_LOOK) await compare(city, people.slice(i, i + PEOPLE_PER_LOOK))
      await compareLarge(city)
    } catch {
      // The database is away: the next look will tell.
    } finally {
      looking = false
    }
  }
  const timer = setInterval(() => void look(), city.bus.shared ? HEAD_CHECK_MS : HEAD_CHECK_ALONE_MS)
  city.bus.onReturn(() => void look())
  city.onStop(() => clearInterval(timer))
}

/** Heads at the last look, by socket: what was committed by then and is not told by now was lost. */
const settled = new WeakMap<object, number>()

async function compare(city: City, people: readonly string[]): Promise<void> {
  const heads = new Map((await store.cursorsOf(city.db, people)).map(row => [row.person, row.u]))
  for (const person of people) {
    const u = heads.get(person) ?? 0
    for (const session of hub(city).byPerson.get(person) ?? []) {
      if (session.state !== 'open') continue
      if (session.u < (settled.get(session) ?? 0)) session.send({ t: 'lag', u })
      settled.set(session, u)
    }
  }
}

/** The same for large conversations. */
const headsBefore = new WeakMap<City, Map<string, number>>()

async function compareLarge(city: City): Promise<void> {
  const before = headsBefore.get(city) ?? new Map<string, number>()
  const now = new Map<string, number>()
  const ids = hub(city)
    .subjectsLike('c.')
    .map(subject => subject.slice(2))
  for (const { id, q } of await store.conversationRows(city.db, ids)) {
    now.set(id, q)
    const committed = before.get(id)
    if (committed !== undefined && hub(city).missed(`c.${id}`, committed)) hub(city).tell(`c.${id}`, { t: 'lag', u: 0 })
  }
  headsBefore.set(city, now)
}
