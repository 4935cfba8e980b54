import { limits } from '@plaza/contract'
import { sql } from '@plaza/db'
import { hours, minutes, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { appended } from '../append.ts'
import { createGroup } from '../create-group.ts'
import { page } from '../messages.ts'
import { rowsOf } from '../rows.ts'
import { street } from './street.ts'

test('two friends talk, and each has the words under a gapless number', async () => {
  await using town = await street(['anna', 'bo'])
  const conv = await town.direct('anna', 'bo')
  const first = await town.say('anna', conv, 'Coffee?')
  const second = await town.say('bo', conv, 'Always.', { re: first.q })
  expect([first.q, second.q]).toEqual([2, 3]) // 1 tells that they are friends
  expect([first.n, second.n]).toEqual([1, 2])
  const { events } = await page(town.city, conv, town.id('bo'), {})
  expect(events.map(event => event.b['text'])).toEqual([undefined, 'Coffee?', 'Always.'])
})

test('the same id again is the same message; other words under it are refused', async () => {
  await using town = await street(['anna', 'bo'])
  const conv = await town.direct('anna', 'bo')
  const draft = town.draft('anna', conv, 'once')
  const [a, b] = await Promise.all([appended(town.city, draft), appended(town.city, { ...draft })])
  const c = await appended(town.city, { ...draft })
  expect([a, b, c].map(verdict => verdict.ok && verdict.event.q)).toEqual([2, 2, 2])
  expect(await appended(town.city, { ...draft, body: { text: 'twice' } })).toEqual({
    ok: false,
    code: 'exists_different',
  })
  expect(await appended(town.city, { ...draft, sender: town.id('bo') })).toEqual({
    ok: false,
    code: 'exists_different',
  })
})

test('a thousand sends at once get numbers without gaps, in each conversation and in each log', async () => {
  await using town = await street(['anna', 'bo', 'carl'])
  const convs = [await town.direct('anna', 'bo'), await town.direct('anna', 'carl'), await town.direct('bo', 'carl')]
  const before = (await rowsOf(town.city, town.id('anna'), {})).length
  expect(before).toBe(2)
  const senders = [
    ['anna', 'bo'],
    ['anna', 'carl'],
    ['bo', 'carl'],
  ] as const
  await Promise.all(
    Array.from({ length: 1000 }, (_, i) =>
      town.say(senders[i % 3]?.[i % 2] as string, convs[i % 3] as string, `message ${i}`),
    ),
  )
  for (const conv of convs) {
    const rows = await town.city.db.rows<{ q: number }>(sql`select q from chat.message where conv = ${conv} order by q`)
    expect(rows.map(row => row.q)).toEqual(rows.map((_, i) => i + 1))
  }
})

test('a stranger and somebody whose friendship ended cannot write', async () => {
  await using town = await street(['anna', 'bo', 'eve'])
  const conv = await town.direct('anna', 'bo')
  expect(await town.tries('eve', conv, 'let me in')).toEqual({ ok: false, code: 'not_a_member' })
})

test('recall and edit have their windows, and show as such', async () => {
  const clock = new TestClock()
  await using town = await street(['anna', 'bo'], { clock })
  const conv = await town.direct('anna', 'bo')
  const said = await town.say('anna', conv, 'teh harbour')
  await town.say('anna', conv, { text: 'the harbour' }, { kind: 'edit', re: said.q })
  expect(await town.tries('bo', conv, { text: 'mine now' }, { kind: 'edit', re: said.q })).toEqual({
    ok: false,
    code: 'not_your_message',
  })
  clock.skip(minutes(3))
  expect(await town.tries('anna', conv, {}, { kind: 'recall', re: said.q })).toEqual({
    ok: false,
    code: 'recall_too_late',
  })
  clock.skip(hours(1))
  expect(await town.tries('anna', conv, { text: 'x' }, { kind: 'edit', re: said.q })).toEqual({
    ok: false,
    code: 'edit_too_late',
  })
  const oops = await town.say('anna', conv, 'wrong chat')
  await town.say('anna', conv, {}, { kind: 'recall', re: oops.q })
  expect(await town.tries('anna', conv, {}, { kind: 'recall', re: oops.q })).toEqual({
    ok: false,
    code: 'already_recalled',
  })
  const { events } = await page(town.city, conv, town.id('bo'), {})
  expect(events.find(event => event.q === said.q)).toMatchObject({
    b: { text: 'the harbour' },
    edited: expect.any(Number),
  })
  expect(events.find(event => event.q === oops.q)).toMatchObject({ b: {}, recalled: expect.any(Number) })
})

test('reactions come and go, and only so many kinds', async () => {
  await using town = await street(['anna', 'bo'])
  const conv = await town.direct('anna', 'bo')
  const said = await town.say('anna', conv, 'We won!')
  await town.say('bo', conv, { e: '🎉', on: true }, { kind: 'react', re: said.q })
  await town.say('anna', conv, { e: '🎉', on: true }, { kind: 'react', re: said.q })
  await town.say('bo', conv, { e: '🎉', on: false }, { kind: 'react', re: said.q })
  const { events } = await page(town.city, conv, town.id('bo'), {})
  expect(events.at(-1)?.reactions).toEqual({ '🎉': [town.id('anna')] })
  const kinds = Array.from({ length: limits.REACTION_KINDS_PER_MESSAGE_MAX }, (_, i) =>
    String.fromCodePoint(0x1f600 + i),
  )
  for (const e of kinds.slice(1)) await town.say('bo', conv, { e, on: true }, { kind: 'react', re: said.q })
  expect(await town.tries('bo', conv, { e: '🚀', on: true }, { kind: 'react', re: said.q })).toEqual({
    ok: false,
    code: 'too_many_reactions',
  })
})

test('unread counts are the countable messages after the mark', async () => {
  await using town = await street(['anna', 'bo'])
  const conv = await town.direct('anna', 'bo')
  for (const text of ['one', 'two', 'three']) await town.say('anna', conv, text)
  const [row] = await rowsOf(town.city, town.id('bo'), { convs: [conv] })
  expect((row?.n ?? 0) - (row?.readN ?? 0)).toBe(3)
  await town.say('bo', conv, 'four')
  const [after] = await rowsOf(town.city, town.id('bo'), { convs: [conv] })
  expect((after?.n ?? 0) - (after?.readN ?? 0)).toBe(0)
})

test('a mention in a large group reaches the inbox of who was meant, and nobody outside', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `p${String(i).padStart(2, '0')}`)
  await using town = await street([...names, 'outsider'])
  const group = await createGroup(town.city, town.id('p00'), {
    id: town.city.newId(),
    title: 'Street',
    people: names.slice(1).map(name => town.id(name)),
  })
  expect(group.size).toBe(20)
  await town.say('p01', group.c, { text: 'hello @p02', mentions: [town.id('p02'), town.id('outsider')] })
  const [meant] = await rowsOf(town.city, town.id('p02'), { convs: [group.c] })
  expect(meant?.mentionQ).toBe(2)
  expect(await rowsOf(town.city, town.id('outsider'), { convs: [group.c] })).toEqual([])
  expect(await town.tries('p01', group.c, { text: '@all', mentions: ['all'] })).toEqual({
    ok: false,
    code: 'admins_only',
  })
})
