import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge, type Facts } from '../judge.ts'
import { plan } from '../plan.ts'
import type { Draft, Head } from '../types.ts'

const CONVS = ['c0', 'c1', 'c2']
const PEOPLE = ['anna', 'bo', 'carl', 'eve']

const head = (id: string, fan: string[] | null, q: number): Head => ({
  id,
  kind: 'group',
  q,
  n: q,
  shown_q: q,
  fan,
  open: true,
  admins_only: false,
  all_free: false,
})

const facts = (q: number): Facts => ({
  heads: [
    head('c0', ['anna', 'bo'], q),
    head('c1', null, q),
    { ...head('c2', ['anna', 'bo', 'carl'], q), open: false },
  ],
  known: [],
  members: ['c0', 'c1', 'c2'].flatMap(conv =>
    ['anna', 'bo', 'carl'].map(person => ({ conv, person, role: 'member' as const, muted_until: null })),
  ),
  targets: [],
  saidToAll: [],
})

const draft = fc.record({
  conv: fc.constantFrom(...CONVS, 'nowhere'),
  id: fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'),
  sender: fc.constantFrom(...PEOPLE),
  text: fc.constantFrom('hello', 'again'),
})

const laid = (raw: { conv: string; id: string; sender: string; text: string }): Draft => ({
  conv: raw.conv,
  id: raw.id,
  sender: raw.sender,
  kind: 'text',
  body: { text: raw.text },
  json: JSON.stringify({ text: raw.text }),
  re: null,
  origin: undefined,
  arrivedMs: 0,
})

test('numbers have no gaps, an id is one event, and a refused draft leaves no trace', () => {
  fc.assert(
    fc.property(fc.array(draft, { maxLength: 60 }), fc.integer({ min: 0, max: 1000 }), (raws, q) => {
      const given = facts(q)
      const before = structuredClone(given)
      const { verdicts, events, moved } = judge(raws.map(laid), given, 5)
      expect(given).toEqual(before) // pure
      for (const conv of CONVS) {
        const qs = events.filter(event => event.conv === conv).map(event => event.q)
        expect(qs).toEqual(qs.map((_, i) => q + 1 + i))
        expect(moved.find(h => h.id === conv)?.q ?? q).toBe(q + qs.length)
      }
      expect(new Set(events.map(event => `${event.conv} ${event.id}`)).size).toBe(events.length)
      expect(events.every(event => event.conv !== 'c2' && event.sender !== 'eve')).toBe(true)
      raws.forEach((raw, i) => {
        const verdict = verdicts[i]
        if (!verdict?.ok) return
        // Whoever was accepted stands in the events under their words, once.
        const found = events.filter(event => event.conv === raw.conv && event.id === raw.id)
        expect(found).toHaveLength(1)
        expect(found[0]).toMatchObject({ sender: raw.sender, body: { text: raw.text }, q: verdict.event.q })
      })
    }),
  )
})

test('every member of a small conversation hears each event under the next number of their log; of a large one only the sender', () => {
  fc.assert(
    fc.property(fc.array(draft, { maxLength: 60 }), raws => {
      const given = facts(10)
      const { events, moved } = judge(raws.map(laid), given, 5)
      if (events.length === 0) return
      const { touches } = plan(events, moved, given.members)
      // The cursors are locked in the order of the people's ids.
      const places = new Map(touches.flat().map(({ person, at }) => [at, person]))
      const inOrder = [...places.keys()].sort((a, b) => a - b).map(at => places.get(at) as string)
      expect(inOrder).toEqual([...new Set(inOrder)].sort())
      const heard = new Map<string, number[]>()
      events.forEach((event, i) => {
        expect(touches[i]?.map(touch => touch.person)).toEqual(event.conv === 'c1' ? [event.sender] : ['anna', 'bo'])
        for (const { person, behind } of touches[i] ?? []) heard.set(person, [...(heard.get(person) ?? []), behind])
      })
      // Behind the head of their log by n - 1, ..., 1, 0: gapless.
      for (const list of heard.values()) expect(list).toEqual(list.map((_, i) => list.length - 1 - i))
    }),
  )
})
