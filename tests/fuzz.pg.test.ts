import { sql } from '@plaza/db'
import { SeededDice } from '@plaza/kernel'
import { Refused, type Phone } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { expectSame } from './lib/same.ts'
import { town, type Town } from './lib/town.ts'

// Eight people with two devices each do whatever comes to their minds, on bad connections. The seed replays their choices.
const OPERATIONS = 700
const names = ['anna', 'bo', 'carla', 'dirk', 'eva', 'finn', 'greta', 'hugo']
const silent = Array.from({ length: 12 }, (_, i) => `silent${i}`)
const EXPECTED = new Set([
  'not_a_member',
  'admins_only',
  'already_recalled',
  'not_your_message',
  'target_not_found',
  'too_many_pins',
  'invite_expired',
  'owner_only',
  'owner_must_stay',
  'group_only',
  'not_found',
])

const seed = Number(process.env['PLAZA_FUZZ_SEED'] ?? Math.floor(Math.random() * 1e9))

test(
  `whatever eight people do on bad connections, every device ends with what the city holds (seed ${seed})`,
  { timeout: 90_000 },
  async () => {
    const dice = new SeededDice(seed)
    await using place = await town([...names, ...silent])
    const devices = (await Promise.all(names.flatMap(name => [place.phone(name), place.phone(name)]))).map(
      (phone, i) => ({ phone, name: names[i >> 1] as string }),
    )
    const convs = await found(place, devices[0]?.phone as Phone)
    for (const { phone } of [devices[3], devices[8]].flatMap(device => device ?? [])) phone.confirms = false

    const under: Promise<unknown>[] = []
    for (let i = 0; i < OPERATIONS; i++) {
      const { phone } = dice.pick(devices)
      under.push(act(place, dice, phone, dice.pick(convs)).catch(expected))
      // Now and then the street is quiet for a moment, so that edits and recalls find something to change.
      if (dice.chance(0.2)) await Promise.race([Promise.all(under), new Promise(resolve => setTimeout(resolve, 20))])
    }
    for (const { phone } of devices) phone.resume()
    await Promise.all(under)
    await place.rest()
    expect(devices.some(({ phone }) => phone.heard.includes('lag'))).toBe(true)

    const ids = await idsByConversation(place)
    for (const { phone, name } of devices) {
      using fresh = await place.phone(name)
      await place.rest()
      expectSame(withoutMarks(phone), withoutMarks(fresh), `${name} (seed ${seed})`)
      for (const [c, log] of phone.copy.logs) {
        const [first, last] = [log.events[0]?.q ?? 0, log.events.at(-1)?.q ?? 0]
        expect(log.events.map(event => event.id)).toEqual(ids.get(c)?.slice(first - 1, last))
      }
    }
    for (const [, all] of ids) expect(new Set(all).size).toBe(all.length)
    const acked = devices.flatMap(({ phone }) => phone.acked)
    for (const { id, c, q } of acked) expect(ids.get(c)?.[q - 1]).toBe(id)
  },
)

/** Marks of the other side are told while one is connected; who was away hears of them with the next change of the line. */
function withoutMarks(phone: Phone) {
  const snapshot = phone.snapshot()
  return { ...snapshot, rows: snapshot.rows.map(({ seenQ: _, ...row }) => row) }
}

async function found(place: Town, maker: Phone): Promise<string[]> {
  const pairs = [
    ['anna', 'bo'],
    ['carla', 'dirk'],
    ['anna', 'greta'],
  ] as const
  const direct = await Promise.all(pairs.map(([a, b]) => place.direct(a, b)))
  const groups = [names.slice(1), names.slice(1, 5), [...names.slice(1), ...silent]]
  return [
    ...direct,
    ...(await Promise.all(
      groups.map(async members => {
        const id = maker.newId()
        await maker.call('POST', '/chats', { id, title: 'Fuzz', people: members.map(place.id) })
        return id
      }),
    )),
  ]
}

async function act(place: Town, dice: SeededDice, phone: Phone, c: string): Promise<unknown> {
  const q = phone.copy.rows.get(c)?.q ?? 1
  const re = Math.max(1, q - dice.below(6))
  const someone = place.id(dice.pick([...names, ...silent]))
  const roll = dice.below(100)
  if (roll < 40) return phone.send(c, dice.chance(0.2) ? 'long '.repeat(600) : `text ${dice.below(1000)}`)
  if (roll < 45) return phone.send(c, { k: 'text', b: { text: 'as you said', mentions: [someone] }, re })
  if (roll < 50) return twice(phone, c)
  if (roll < 55) return phone.send(c, { k: 'edit', b: { text: 'better words' }, re })
  if (roll < 60) return phone.send(c, { k: 'recall', b: {}, re })
  if (roll < 66) return phone.send(c, { k: 'react', b: { e: dice.pick(['🎉', '👍', '🌧️']), on: dice.chance(0.7) }, re })
  if (roll < 74) return phone.mine(c, { read: q })
  if (roll < 78)
    return phone.mine(
      c,
      dice.pick([
        { pin: true },
        { pin: false },
        { mute: true },
        { hidden: true },
        { unread: true },
        { draft: 'half a' },
      ]),
    )
  if (roll < 86) return phone.cut()
  if (roll < 90) return dice.chance(0.5) ? phone.pause() : phone.resume()
  if (roll < 92) return phone.call('PATCH', `/chats/${c}`, { title: `Name ${dice.below(100)}` })
  if (roll < 95)
    return phone.call('POST', `/chats/${c}/members`, { people: [someone].filter(id => id !== phone.person) })
  if (roll < 97) return phone.call('DELETE', `/chats/${c}/members/${someone}`)
  if (roll < 98)
    return phone.call('PUT', `/chats/${c}/members/${someone}/role`, { role: dice.pick(['admin', 'member', 'owner']) })
  if (roll < 99) return phone.call('POST', `/chats/${c}/leave`, {})
  return phone.up({ t: 'typing', c })
}

/** The same message handed in twice at once, as a client does that lost the answer. */
async function twice(phone: Phone, c: string): Promise<void> {
  const id = phone.newId()
  const first = phone.send(c, 'said once', id)
  phone.up({ t: 'send', id, c, k: 'text', b: { text: 'said once' } })
  await first
}

function expected(error: unknown): void {
  if (!(error instanceof Refused && EXPECTED.has(error.code))) throw error
}

async function idsByConversation(place: Town): Promise<Map<string, string[]>> {
  const rows = await place.city.db.rows<{ conv: string; q: number; id: string }>(
    sql`select conv, q, id from chat.message order by conv, q`,
  )
  const ids = new Map<string, string[]>()
  for (const { conv, q, id } of rows) {
    const list = ids.get(conv) ?? []
    expect(q, 'q is gapless').toBe(list.push(id))
    ids.set(conv, list)
  }
  return ids
}
