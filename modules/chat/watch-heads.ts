import type { City } from '@plaza/house'
import { hub } from '@plaza/realtime'
import { HEAD_CHECK_MS } from './limits.ts'
import * as store from './store.ts'

const PEOPLE_PER_LOOK = 5_000

/**
 * On a bus between processes a hint can be lost. So each gateway compares, every few seconds, what it has told its
 * sockets with what is committed, and lets those who missed something sync. Inside one process nothing is ever lost.
 */
export function watchHeads(city: City): void {
  if (!city.bus.shared) return
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
  const timer = setInterval(() => void look(), HEAD_CHECK_MS)
  city.bus.onReturn(() => void look())
  city.onStop(() => clearInterval(timer))
}

/** Two looks apart, so that what is just under way does not count as lost. */
const suspected = new WeakMap<object, number>()

async function compare(city: City, people: readonly string[]): Promise<void> {
  const heads = new Map((await store.cursorsOf(city.db, people)).map(row => [row.person, row.u]))
  for (const person of people) {
    const u = heads.get(person) ?? 0
    for (const session of hub(city).byPerson.get(person) ?? []) {
      if (session.state !== 'open' || session.u >= u) suspected.delete(session)
      else if ((suspected.get(session) ?? Infinity) > session.u) suspected.set(session, session.u)
      else session.send({ t: 'lag', u })
    }
  }
}

/** Heads at the last look: what was committed by then and is not heard by now was lost. */
const headsBefore = new WeakMap<City, Map<string, number>>()

async function compareLarge(city: City): Promise<void> {
  const before = headsBefore.get(city) ?? new Map<string, number>()
  const now = new Map<string, number>()
  const ids = hub(city).subjectsLike('c.').map(subject => subject.slice(2))
  for (const { id, q } of await store.conversationRows(city.db, ids)) {
    now.set(id, q)
    const settled = before.get(id)
    if (settled !== undefined && hub(city).missed(`c.${id}`, settled)) hub(city).tell(`c.${id}`, { t: 'lag', u: 0 })
  }
  headsBefore.set(city, now)
}
