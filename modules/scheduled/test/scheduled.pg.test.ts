import { appended, chat, createGroup, eventsAfter, textBody } from '@plaza/chat'
import type { Call } from '@plaza/house'
import { days, hours, minutes } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { deliver } from '../deliver.ts'
import { listReminders } from '../remind.ts'
import { schedule } from '../schedule.ts'
import * as store from '../store.ts'
import { scene } from './scene.ts'

test('a text is sent when its time comes, once, under its own id, and silently if so wished', async () => {
  await using place = await scene()
  const { city, anna, c } = place
  const id = city.newId()
  const row = await place.later('Happy birthday', hours(3), { id, silent: true })
  expect(row).toMatchObject({ id, c, b: { text: 'Happy birthday' }, silent: true })
  expect(await place.later('Happy birthday', hours(3), { id, silent: true })).toEqual(row)
  await expect(place.later('Something else', hours(3), { id })).rejects.toMatchObject({ code: 'exists_different' })
  await place.pass(hours(2))
  expect(await place.said()).toEqual([])
  expect(await store.messagesFor(city.db, anna, c)).toHaveLength(1)
  await place.pass(hours(1))
  expect(await place.said()).toMatchObject([{ id, f: anna, b: { text: 'Happy birthday', silent: true } }])
  expect(await store.messagesFor(city.db, anna, c)).toEqual([])
  await deliver(city, { id })
  expect(await place.said()).toHaveLength(1)
  expect(await place.notices(anna)).toContain('scheduled')
})

test('a crash between sending and forgetting sends nothing twice', async () => {
  await using place = await scene()
  const { city, anna, c } = place
  const { id } = await place.later('Once', hours(1))
  const draft = { conv: c, id, sender: anna, kind: 'text' as const, body: textBody('Once', undefined), re: null }
  await appended(city, { ...draft, origin: undefined, arrivedMs: 0 })
  await place.pass(hours(1))
  expect(await place.said()).toHaveLength(1)
  expect(await store.messagesFor(city.db, anna, c)).toEqual([])
})

test('it can be cancelled until its sending begins, or sent at once', async () => {
  await using place = await scene()
  const { city, bo } = place
  const { id } = await place.later('Never', hours(1))
  await place.cancel(id, bo)
  expect(await store.messageOf(city.db, id)).toBeDefined()
  await place.cancel(id)
  await place.cancel(id)
  await place.pass(hours(2))
  expect(await place.said()).toEqual([])
  const soon = await place.later('Now, please', hours(1))
  await place.now(soon.id)
  await city.settle()
  expect(await place.said()).toMatchObject([{ b: { text: 'Now, please' } }])
  const begun = await place.later('Too late', hours(1))
  await store.begin(city.db, begun.id)
  await expect(place.cancel(begun.id)).rejects.toMatchObject({ code: 'too_late_to_cancel' })
  await expect(place.now(city.newId())).rejects.toMatchObject({ code: 'not_found' })
})

test('what may not be said any more stays, with the reason, and may be tried again', async () => {
  await using place = await scene()
  const { city, anna, bo } = place
  const { c } = await createGroup(city, anna, { id: city.newId(), title: 'Yard', people: [bo] })
  const id = city.newId()
  const input = { id, c, k: 'text' as const, b: { text: 'Still here?' }, at: city.clock.now() + hours(1) }
  await schedule(city, { input, by: { person: anna, device: anna, kind: 'citizen' } } as Call<typeof input>)
  await chat.listens?.['identity.person_erased']?.(city, { person: anna } as never)
  await place.pass(hours(1))
  expect(await store.messagesFor(city.db, anna, c)).toMatchObject([{ id, failed: 'not_a_member' }])
  await deliver(city, { id })
  await place.now(id)
  await city.settle()
  expect(await store.messagesFor(city.db, anna, c)).toMatchObject([{ id, failed: 'not_a_member' }])
})

test('a file waits with its message for longer than it would by itself, and is there when its time comes', async () => {
  await using place = await scene()
  const { city, c } = place
  const file = await place.upload(Buffer.from('bread, salt'))
  const row = await place.put(file, days(5))
  expect(row).toMatchObject({ k: 'file', b: { file, name: 'list.txt', bytes: 11 } })
  await place.pass(days(3))
  await place.pass(hours(1))
  expect(await place.isThere(file)).toBe(true)
  await place.pass(days(2))
  const { events } = await eventsAfter(city, c, place.bo, 0, 100)
  expect(events.at(-1)).toMatchObject({ id: row.id, k: 'file', b: { file, name: 'list.txt' } })
  await place.pass(days(3))
  expect(await place.isThere(file)).toBe(true)
})

test('who takes it back lets go of the file; what is not theirs nobody can put off', async () => {
  await using place = await scene()
  const file = await place.upload(Buffer.from('bread, salt'))
  await expect(place.put(file, hours(1), 'list.txt', place.bo)).rejects.toMatchObject({ code: 'file_not_found' })
  const { id } = await place.put(file, days(5))
  await place.pass(days(2))
  await place.cancel(id)
  await place.pass(days(2))
  expect(await place.isThere(file)).toBe(false)
})

test('a body is of the kind that it says', async () => {
  await using place = await scene()
  const { city, anna, c } = place
  const input = { id: city.newId(), c, k: 'picture' as const, b: { text: 'no picture' }, at: city.clock.now() }
  const by = { person: anna, device: anna, kind: 'citizen' }
  await expect(schedule(city, { input, by } as Call<typeof input>)).rejects.toMatchObject({ code: 'bad_input' })
})

test('times have a limit, and so has what somebody puts off', async () => {
  await using place = await scene()
  await expect(place.later('Far away', days(366))).rejects.toMatchObject({ code: 'time_out_of_range' })
  await expect(place.later('  ', hours(1))).rejects.toMatchObject({ code: 'text_empty' })
  for (let i = 0; i < 100; i++) await place.later(`No. ${i}`, hours(1))
  await expect(place.later('One too many', hours(1))).rejects.toMatchObject({ code: 'too_many_scheduled' })
})

test('a reminder is due at its time and stays until one is done; it has no copy of the message', async () => {
  await using place = await scene()
  const { city, anna, bo, c } = place
  const say = async (kind: 'text' | 'recall', body: object, re: number | null = null) => {
    const draft = { conv: c, id: city.newId(), sender: anna, kind, body: { ...body }, re }
    const verdict = await appended(city, { ...draft, origin: undefined, arrivedMs: 0 })
    return verdict.ok ? verdict.event.q : 0
  }
  const q = await say('text', textBody('Bring the keys', undefined))
  const id = city.newId()
  await place.remind(q, minutes(1), id)
  await place.remind(q, minutes(1), id)
  expect((await listReminders(city, bo)).rows).toMatchObject([
    { id, q, due: false, event: { b: { text: 'Bring the keys' } } },
  ])
  await place.pass(minutes(1))
  expect((await listReminders(city, bo)).rows).toMatchObject([{ id, due: true }])
  expect(await place.notices(bo)).toContain('scheduled')
  expect(await place.notices(anna)).not.toContain('scheduled')
  await say('recall', {}, q)
  expect((await listReminders(city, bo)).rows[0]?.event?.b).toEqual({})
  await expect(place.remind(q, minutes(1))).rejects.toMatchObject({ code: 'target_not_found' })
  await store.dropReminder(city.db, anna, id)
  expect((await listReminders(city, bo)).rows).toHaveLength(1)
  await store.dropReminder(city.db, bo, id)
  expect((await listReminders(city, bo)).rows).toEqual([])
})
