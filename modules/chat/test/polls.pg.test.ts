import { limits, type ChatEvent, type PollBody } from '@plaza/contract'
import { hours, TestClock } from '@plaza/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGroup } from '../create-group.ts'
import { keptOf } from '../exports.ts'
import { invite } from '../invite.ts'
import { eventsAfter, page } from '../messages.ts'
import { richBody, type RichSend } from '../rich.ts'
import { rowsOf } from '../rows.ts'
import { closePoll, myVote, vote, votersOf } from '../vote.ts'
import { street, type Street } from './street.ts'

const WISH = { text: ' Where to? ', options: ['Harbour', ' Hills ', 'Museum'] }

/** A group of all these people, the first of whom owns it. */
async function groupOf({ city, id }: Street, ...names: string[]): Promise<string> {
  const [owner = '', ...others] = names
  const conv = city.newId()
  await createGroup(city, id(owner), { id: conv, people: others.map(id) })
  return conv
}

async function ask(town: Street, name: string, conv: string, b: object, id = town.city.newId()) {
  const body = await richBody(town.city, town.id(name), { t: 'send', id, c: conv, k: 'poll', b } as RichSend)
  return town.say(name, conv, body, { kind: 'poll', id })
}

const votes = (town: Street, name: string, conv: string, q: number, choices: number[], id = town.city.newId()) =>
  vote(town.city, town.id(name), { conv, q, id, choices })

const at = async (town: Street, name: string, conv: string, q: number): Promise<ChatEvent> => {
  const { events } = await page(town.city, conv, town.id(name), { around: q })
  return events.find(event => event.q === q)!
}
const counts = async (town: Street, name: string, conv: string, q: number): Promise<number[]> => {
  const { options, voters } = (await at(town, name, conv, q)).b as unknown as PollBody
  return [...options.map(option => option.votes), voters]
}

test('members vote, vote anew and take it back; everybody sees how it stands, and nothing becomes unread', async () => {
  await using town = await street(['anna', 'bo', 'cy'])
  const conv = await groupOf(town, 'anna', 'bo', 'cy')
  const { q, body } = await ask(town, 'anna', conv, WISH)
  expect(body).toEqual({
    text: 'Where to?',
    options: ['Harbour', 'Hills', 'Museum'].map(text => ({ text, votes: 0 })),
    voters: 0,
  })
  await votes(town, 'bo', conv, q, [1])
  await votes(town, 'cy', conv, q, [1])
  expect(await counts(town, 'anna', conv, q)).toEqual([0, 2, 0, 2])
  await votes(town, 'cy', conv, q, [0])
  await votes(town, 'bo', conv, q, [])
  expect(await counts(town, 'anna', conv, q)).toEqual([1, 0, 0, 1])
  expect(await myVote(town.city, town.id('cy'), conv, q)).toEqual([0])
  const { people } = await votersOf(town.city, town.id('anna'), { conv, q, option: 0 })
  expect(people.map(card => card.name)).toEqual(['cy'])
  const [row] = await rowsOf(town.city, town.id('anna'), { convs: [conv] })
  expect(row).toMatchObject({ n: 1, readN: 1, last: { q, k: 'poll', b: { voters: 1 } } })
})

test('a vote counts once however often it is sent, and an earlier one that comes again counts no more', async () => {
  await using town = await street(['anna', 'bo'])
  const conv = await groupOf(town, 'anna', 'bo')
  const id = town.city.newId()
  const { q } = await ask(town, 'anna', conv, WISH, id)
  expect((await ask(town, 'anna', conv, WISH, id)).q).toBe(q)
  await expect(ask(town, 'anna', conv, { ...WISH, text: 'Other' }, id)).rejects.toThrow('exists_different')
  const [first, second] = [town.city.newId(), town.city.newId()]
  await Promise.all([1, 2, 3].map(() => votes(town, 'bo', conv, q, [0], first)))
  await votes(town, 'bo', conv, q, [2], second)
  expect(await votes(town, 'bo', conv, q, [0], first)).toEqual([2])
  await expect(votes(town, 'bo', conv, q, [1], second)).rejects.toMatchObject({ code: 'exists_different' })
  expect(await counts(town, 'bo', conv, q)).toEqual([0, 0, 1, 1])
})

test('what does not fit is refused: other choices, strangers, other messages, direct chats, too late', async () => {
  const clock = new TestClock()
  await using town = await street(['anna', 'bo', 'cy'], { clock })
  const { city, id } = town
  const conv = await groupOf(town, 'anna', 'bo')
  const text = await town.say('anna', conv, 'not a poll')
  const { q } = await ask(town, 'anna', conv, { ...WISH, endsAt: clock.now() + hours(1) })
  const refused = (code: string) => expect.objectContaining({ code })
  await expect(votes(town, 'bo', conv, q, [3])).rejects.toEqual(refused('bad_input'))
  await expect(votes(town, 'bo', conv, q, [0, 1])).rejects.toEqual(refused('bad_input'))
  await expect(votes(town, 'cy', conv, q, [0])).rejects.toEqual(refused('not_a_member'))
  await expect(votes(town, 'bo', conv, text.q, [0])).rejects.toEqual(refused('target_not_found'))
  await expect(ask(town, 'anna', await town.direct('anna', 'bo'), WISH)).rejects.toThrow('group_only')
  await expect(ask(town, 'anna', conv, { ...WISH, options: ['Yes', ' Yes'] })).rejects.toThrow('bad_input')
  await expect(ask(town, 'anna', conv, { ...WISH, endsAt: clock.now() })).rejects.toThrow('time_out_of_range')
  await expect(closePoll(city, id('bo'), conv, q)).rejects.toEqual(refused('not_your_message'))
  await invite(city, id('anna'), { id: conv, people: [id('cy')] })
  await expect(votes(town, 'cy', conv, q, [0])).rejects.toEqual(refused('target_not_found'))
  clock.skip(hours(1))
  await expect(votes(town, 'bo', conv, q, [0])).rejects.toEqual(refused('poll_closed'))

  const later = await ask(town, 'bo', conv, { ...WISH, multiple: true })
  await votes(town, 'cy', conv, later.q, [2, 0])
  await closePoll(city, id('bo'), conv, later.q)
  await closePoll(city, id('bo'), conv, later.q)
  await expect(votes(town, 'anna', conv, later.q, [1])).rejects.toEqual(refused('poll_closed'))
  expect(await counts(town, 'anna', conv, later.q)).toEqual([1, 0, 1, 1])
})

test('an anonymous poll tells nobody who voted: not the list, not the events', async () => {
  await using town = await street(['anna', 'bo', 'cy'])
  const conv = await groupOf(town, 'anna', 'bo', 'cy')
  const { q, id } = await ask(town, 'anna', conv, { ...WISH, anonymous: true })
  await votes(town, 'bo', conv, q, [1])
  await expect(votersOf(town.city, town.id('anna'), { conv, q, option: 1 })).rejects.toMatchObject({
    code: 'not_allowed',
  })
  const { events } = await eventsAfter(town.city, conv, town.id('cy'), q, 10)
  expect(events.map(event => [event.k, event.f])).toEqual([['update', id]])
  expect(JSON.stringify(events)).not.toContain(town.id('bo'))
  expect(await myVote(town.city, town.id('bo'), conv, q)).toEqual([1])
})

test('passed on, alone or in a record, it is a closed copy of how it stood', async () => {
  await using town = await street(['anna', 'bo'])
  const conv = await groupOf(town, 'anna', 'bo')
  const other = await town.direct('anna', 'bo')
  const { q } = await ask(town, 'anna', conv, WISH)
  await votes(town, 'bo', conv, q, [2])
  const copy = await ask(town, 'bo', other, { from: conv, q })
  expect(copy.body).toMatchObject({ text: 'Where to?', voters: 1, copy: true, closedAt: expect.any(Number) })
  await expect(votes(town, 'anna', other, copy.q, [0])).rejects.toMatchObject({ code: 'poll_closed' })
  const id = town.city.newId()
  const record = { t: 'send', id, c: other, k: 'record', b: { from: conv, qs: [q] } } as RichSend
  expect(await richBody(town.city, town.id('bo'), record)).toMatchObject({ lines: [{ k: 'poll', b: { copy: true } }] })

  await town.say('anna', conv, {}, { kind: 'recall', re: q })
  await expect(votes(town, 'bo', conv, q, [1])).rejects.toMatchObject({ code: 'already_recalled' })
  const { events } = await eventsAfter(town.city, conv, town.id('bo'), q - 1, 10)
  expect(JSON.stringify(events)).not.toContain('Where to?')
})

test('the copy of what is kept has the question with its counts, and my own votes', async () => {
  await using town = await street(['anna', 'bo'])
  const conv = await groupOf(town, 'anna', 'bo')
  const { q } = await ask(town, 'anna', conv, WISH)
  await votes(town, 'bo', conv, q, [1])
  const rows: Record<string, readonly Record<string, unknown>[]> = {}
  for await (const one of keptOf(town.city, town.id('bo'))) if ('list' in one) rows[one.list] = one.rows
  expect(rows['chat/votes']).toMatchObject([{ conversation: conv, poll: q, choices: [1] }])
  const said = Object.values(rows)
    .flat()
    .find(row => row['kind'] === 'poll')
  expect(said).toMatchObject({ text: 'Where to?', more: { voters: 1 } })
})

const OPTIONS = 4
const commands = fc.array(
  fc.record({
    who: fc.integer({ min: 0, max: 3 }),
    choices: fc.uniqueArray(fc.integer({ min: 0, max: OPTIONS - 1 }), { maxLength: 3 }),
    again: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 14 },
)

test('votes at once, repeated and changed: the counts are those of everybody’s last vote, none lost, none doubled', async () => {
  const names = ['anna', 'bo', 'cy', 'dan']
  await using town = await street(names)
  const conv = await groupOf(town, ...names)
  const options = Array.from({ length: OPTIONS }, (_, i) => `${i}`)
  await fc.assert(
    fc.asyncProperty(commands, async all => {
      const { q } = await ask(town, 'anna', conv, { text: 'Which?', options, multiple: true })
      // Everybody at once, each person's own votes in their order with late repeats of the first.
      await Promise.all(
        names.map(async (name, who) => {
          const mine = all.filter(one => one.who === who).map(one => ({ ...one, id: town.city.newId() }))
          for (const { choices, id, again } of mine) {
            await Promise.all(Array.from({ length: again + 1 }, () => votes(town, name, conv, q, choices, id)))
            await votes(town, name, conv, q, mine[0]!.choices, mine[0]!.id)
          }
        }),
      )
      const last = names.map((_, who) => all.findLast(one => one.who === who)?.choices ?? [])
      const expected = options.map((_, i) => last.filter(choices => choices.includes(i)).length)
      expect(await counts(town, 'bo', conv, q)).toEqual([...expected, last.filter(one => one.length > 0).length])
      const { events } = await eventsAfter(town.city, conv, town.id('bo'), q, limits.PAGE_MESSAGES_MAX)
      expect(events.every(event => event.k === 'update' && event.re === q)).toBe(true)
    }),
    { numRuns: 8 },
  )
})
