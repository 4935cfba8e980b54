import { changeMine, chat, createGroup } from '@plaza/chat'
import { chatApi } from '@plaza/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CONVERSATIONS_NAMED_MAX } from '../limits.ts'
import { library, type Library } from './scene.ts'

const PEOPLE = ['anna', 'bo', 'cleo', 'dan'] as const
const WORDS = ['地铁站', '北京大学', 'harbour', 'árbol', 'boat'] as const
const person = fc.nat({ max: PEOPLE.length - 1 })
const group = fc.nat({ max: 2 })

/** What people do, as far as it can be done. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('say'), who: person, group, word: fc.nat({ max: WORDS.length - 1 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('join'), who: person, group }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave'), who: person, group }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edit'), group, word: fc.nat({ max: WORDS.length - 1 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recall'), group }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase'), who: person, group }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hide'), who: person, group }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('read') }) },
) as fc.Arbitrary<{ do: string; who?: number; group?: number; word?: number }>

interface Said {
  readonly q: number
  readonly by: string
  text: string
  /** Whoever was in the group when it was said, and did not delete it. */
  readonly seenBy: Set<string>
}
interface Room {
  readonly c: string
  readonly members: Set<string>
  said: Said[]
}

test.each([
  ['in few conversations, which the index is told', 0, 6],
  ['in so many that it is not', CONVERSATIONS_NAMED_MAX + 1, 4],
])('nobody finds what was not theirs to read, and everybody all that is: %s', async (_, more, numRuns) => {
  await using town = await library(PEOPLE)
  for (let i = 0; i < more; i++) await town.group(...PEOPLE)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async steps => {
      const rooms = await Promise.all([0, 1, 2].map(owner => makeRoom(town, PEOPLE[owner] as string)))
      for (const one of steps) await take(town, rooms, one)
      await town.read()
      for (const who of PEOPLE) for (const word of WORDS) await compare(town, rooms, who, word)
    }),
    { numRuns, seed: 20 },
  )
})

async function makeRoom(town: Library, owner: string): Promise<Room> {
  const { c } = await createGroup(town.city, town.id(owner), { id: town.city.newId(), people: [] })
  return { c, members: new Set([owner]), said: [] }
}

async function take(
  town: Library,
  rooms: Room[],
  { do: what, who = 0, group: g = 0, word = 0 }: { do: string; who?: number; group?: number; word?: number },
): Promise<void> {
  const name = PEOPLE[who] as string
  const room = rooms[g] as Room
  const inside = room.members.has(name)
  const last = room.said.findLast(one => room.members.has(one.by))
  if (what === 'read') return town.read()
  if (what === 'say' && inside) {
    const text = `${WORDS[word]} ${room.said.length}`
    room.said.push({ q: await town.say(name, room.c, text), by: name, text, seenBy: new Set(room.members) })
  }
  if (what === 'join' && !inside && room.members.size > 0) {
    await call(town, [...room.members][0] as string, chatApi.invite, { id: room.c, people: [town.id(name)] })
    // Whoever comes again reads from then on.
    for (const one of room.said) one.seenBy.delete(name)
    room.members.add(name)
  }
  if (what === 'leave' && inside && room.members.size > 1) {
    await call(town, name, chatApi.leave, { id: room.c })
    room.members.delete(name)
  }
  if (what === 'edit' && last) {
    last.text = `${WORDS[word]} again`
    await town.put(last.by, room.c, 'edit', { text: last.text }, last.q)
  }
  if (what === 'recall' && last) {
    await town.put(last.by, room.c, 'recall', {}, last.q)
    room.said = room.said.filter(one => one !== last)
  }
  if (what === 'erase' && last?.seenBy.has(name)) {
    await call(town, name, chatApi.hideMessages, { id: room.c, qs: [last.q] })
    last.seenBy.delete(name)
  }
  if (what === 'hide' && inside) await changeMine(town.city, town.id(name), room.c, { hidden: true })
}

const call = (town: Library, who: string, endpoint: unknown, input: object) =>
  chat.routes
    ?.find(route => route.endpoint === endpoint)
    ?.handle(town.city, {
      input,
      by: { person: town.id(who), device: town.id(who), kind: 'citizen' },
    } as never)

async function compare(town: Library, rooms: readonly Room[], who: string, word: string): Promise<void> {
  const wanted = rooms.flatMap(room =>
    room.said.filter(one => one.seenBy.has(who) && one.text.startsWith(word)).map(one => `${room.c} ${one.q}`),
  )
  const found: string[] = []
  let before: string | undefined
  do {
    const page = await town.ask(who, { words: word, limit: 7, ...(before ? { before } : {}) })
    found.push(...page.hits.filter(hit => rooms.some(room => room.c === hit.c)).map(hit => `${hit.c} ${hit.q}`))
    before = page.next
  } while (before)
  expect(found.toSorted()).toEqual(wanted.toSorted())
}
