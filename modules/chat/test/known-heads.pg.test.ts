import { sql } from '@plaza/db'
import { expect, test } from 'vitest'
import { KnownHeads } from '../known-heads.ts'
import { SHARED_MS } from '../limits.ts'
import { page } from '../messages.ts'
import type { Head } from '../types.ts'
import { street, type Street } from './street.ts'

/** What another process would have written meanwhile: one message, and the head and both logs moved by it. */
async function saidElsewhere(town: Street, conv: string, from: string): Promise<void> {
  await town.city.db.tx(async tx => {
    await tx.run(sql`update chat.conversation set q = q + 1, n = n + 1, shown_q = q + 1 where id = ${conv}`)
    await tx.run(sql`
      insert into chat.message (conv, q, n, sender, id, kind, body, at)
      select id, q, n, ${town.id(from)}::uuid, ${town.city.newId()}::uuid, 'text', '{"text":"elsewhere"}', now()
      from chat.conversation where id = ${conv}`)
    await tx.run(sql`update chat.cursor set u = u + 1 where person = any(
      select unnest(fan) from chat.conversation where id = ${conv})`)
  })
}

const words = async (town: Street, conv: string) =>
  (await page(town.city, conv, town.id('anna'), {})).events.map(event => [event.q, event.b['text']])

test('what another process has said in between keeps its number, and what follows gets the next', async () => {
  await using town = await street(['anna', 'bo'])
  const conv = await town.direct('anna', 'bo')
  await town.say('anna', conv, 'one')
  await town.say('bo', conv, 'two')
  await saidElsewhere(town, conv, 'bo')
  const [a, b] = await Promise.all([town.say('anna', conv, 'three'), town.say('bo', conv, 'four')])
  expect([a.q, b.q]).toEqual([5, 6])
  expect(await words(town, conv)).toEqual([
    [1, undefined],
    [2, 'one'],
    [3, 'two'],
    [4, 'elsewhere'],
    [5, 'three'],
    [6, 'four'],
  ])
})

test('a repeat of an earlier send among new ones is the same message, and the new ones are not lost', async () => {
  await using town = await street(['anna', 'bo', 'carl'])
  const [ab, ac] = [await town.direct('anna', 'bo'), await town.direct('anna', 'carl')]
  await town.say('anna', ac, 'hello')
  const draft = town.draft('anna', ab, 'once')
  const first = await town.tries('anna', ab, 'once', { id: draft.id })
  const [again, other] = await Promise.all([
    town.tries('anna', ab, 'once', { id: draft.id }),
    town.tries('carl', ac, 'news'),
  ])
  expect(first).toMatchObject({ ok: true, repeat: false, event: { q: 2 } })
  expect(again).toMatchObject({ ok: true, repeat: true, event: { q: 2 } })
  expect(other).toMatchObject({ ok: true, repeat: false, event: { q: 3 } })
})

test('a conversation that was closed meanwhile refuses, although it is remembered as open', async () => {
  await using town = await street(['anna', 'bo', 'carl'])
  const [ab, ac] = [await town.direct('anna', 'bo'), await town.direct('anna', 'carl')]
  await town.say('anna', ab, 'friends')
  await town.say('anna', ac, 'friends')
  await town.city.db.run(sql`update chat.conversation set open = false where id = ${ab}`)
  const [closed, open] = await Promise.all([town.tries('bo', ab, 'still?'), town.tries('carl', ac, 'still!')])
  expect(closed).toEqual({ ok: false, code: 'not_a_contact' })
  expect(open).toMatchObject({ ok: true, event: { q: 3 } })
})

test('a head that moved elsewhere is looked at before each write for a while', () => {
  const heads = new KnownHeads()
  const head = (q: number): Head => ({
    id: 'c',
    kind: 'direct',
    q,
    n: q,
    shown_q: q,
    fan: ['anna', 'bo'],
    open: true,
    admins_only: false,
    all_free: false,
  })
  const draft = { conv: 'c', id: 'i', sender: 'anna', kind: 'text', body: {}, json: '{}', re: null } as const
  const drafts = [{ ...draft, origin: undefined, arrivedMs: 0 }]
  expect(heads.forAll(drafts, 0)).toBeUndefined()
  heads.wrote([head(5)])
  expect(heads.forAll(drafts, 0)).toEqual([head(5)])
  expect(heads.forAll([{ ...draft, origin: undefined, arrivedMs: 0, sender: 'eve' }], 0)).toBeUndefined()
  heads.read(head(7), 1_000)
  heads.wrote([head(8)])
  expect(heads.forAll(drafts, 1_000 + SHARED_MS - 1)).toBeUndefined()
  expect(heads.forAll(drafts, 1_000 + SHARED_MS)).toEqual([head(8)])
})
