import { appended, chat, openDirect, textBody } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import type { Call } from '@plaza/house'
import { createPeople, identity } from '@plaza/identity'
import { testCity } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { addFavourites } from '../add.ts'
import { favourites } from '../index.ts'
import { listFavourites } from '../list.ts'
import { noteFavourite } from '../note.ts'
import { patternOf, wordsOf } from '../rules.ts'
import * as store from '../store.ts'

async function scene() {
  const city = await testCity({ modules: [identity, contacts, chat, favourites] })
  const [anna, bo] = [city.newId(), city.newId()]
  await createPeople(city, [
    { id: anna, handle: 'anna', name: 'Anna' },
    { id: bo, handle: 'bo_h', name: 'Bo' },
  ])
  await seedFriendships(city, [{ a: anna, b: bo, since: 1 }])
  const { c } = await openDirect(city, anna, bo)
  const put = async (sender: string, kind: 'text' | 'recall', body: object, re: number | null = null) => {
    const draft = { conv: c, id: city.newId(), sender, kind, body: { ...body }, re, origin: undefined, arrivedMs: 0 }
    const verdict = await appended(city, draft)
    if (!verdict.ok) throw new Error(verdict.code)
    return verdict.event.q
  }
  const as = <Input>(person: string, input: Input) =>
    ({ input, by: { person, device: person, kind: 'citizen' } }) as Call<Input>
  return {
    city,
    anna,
    bo,
    say: (sender: string, text: string) => put(sender, 'text', textBody(text, undefined)),
    recall: (sender: string, q: number) => put(sender, 'recall', {}, q),
    add: (person: string, ...qs: number[]) => addFavourites(city, as(person, { c, qs })),
    list: async (person: string, input: { q?: string; before?: string } = {}) =>
      listFavourites(city, as(person, input)),
    note: (person: string, id: string, note: string) => noteFavourite(city, as(person, { id, note })),
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
}

test('what somebody keeps is found by its words and their note, newest first, and kept once', async () => {
  await using place = await scene()
  const { anna, bo } = place
  const recipe = await place.say(bo, 'Recipe: 100% Rye_bread')
  const hello = await place.say(anna, 'Hello')
  await place.add(anna, recipe)
  place.city.skip(1)
  await place.add(anna, recipe, hello)
  const all = await place.list(anna)
  expect(all.rows.map(row => row.event.b['text'])).toEqual(['Hello', 'Recipe: 100% Rye_bread'])
  expect(all.people.map(person => person.name).toSorted()).toEqual(['Anna', 'Bo'])
  expect(all.more).toBe(false)
  const found = async (q: string) => (await place.list(anna, { q })).rows.map(row => row.event.q)
  expect(await found('RYE')).toEqual([recipe])
  expect(await found('100%')).toEqual([recipe])
  expect(await found('e_b')).toEqual([recipe])
  expect(await found('o%l')).toEqual([])
  await place.note(anna, all.rows[0]!.id, 'For Sunday')
  expect(await found('sunday')).toEqual([hello])
  await expect(place.note(bo, all.rows[0]!.id, 'mine')).rejects.toMatchObject({ code: 'not_found' })
  expect((await place.list(bo)).rows).toEqual([])
  expect((await place.list(anna, { before: all.rows[0]!.id })).rows.map(row => row.event.q)).toEqual([recipe])
})

test('what was recalled is no favourite, before or after; nothing that one may not read is', async () => {
  await using place = await scene()
  const { anna, bo, city } = place
  const secret = await place.say(bo, 'Oh no')
  await place.add(anna, secret)
  await place.recall(bo, secret)
  expect((await place.list(anna)).rows).toEqual([])
  expect(await store.count(city.db, anna)).toBe(0)
  await expect(place.add(anna, secret)).rejects.toMatchObject({ code: 'target_not_found' })
  await expect(place.add(anna, secret + 100)).rejects.toMatchObject({ code: 'target_not_found' })
  await expect(place.add(city.newId(), secret)).rejects.toMatchObject({ code: 'not_a_member' })
})

test('whoever is erased keeps nothing', async () => {
  await using place = await scene()
  const { anna, bo, city } = place
  await place.add(anna, await place.say(bo, 'Goodbye'))
  await favourites.listens?.['identity.person_erased']?.(city, { person: anna } as never)
  expect(await store.count(city.db, anna)).toBe(0)
})

test('words come from every kind of body, and what one looks for is taken by the letter', () => {
  const record = { title: 'Trip', lines: [{ name: 'Bo', b: { text: 'Train at Nine' } }] }
  expect(wordsOf({ b: record })).toBe('trip bo train at nine')
  expect(wordsOf({ b: { name: 'Plan.pdf', bytes: 3 } })).toBe('plan.pdf')
  expect(patternOf(' A_b%\\ ')).toBe('%a\\_b\\%\\\\%')
})
