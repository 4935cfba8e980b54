import { notice, someMessages } from '@plaza/chat'
import { limits, type InputOf, type ReplyOf, type scheduledApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { REMINDER_DUE, reminderDue } from './events.ts'
import { mustBeNear } from './rules.ts'
import * as store from './store.ts'

/** Keeps a reminder of a message that the person may read. */
export async function remind(
  city: City,
  { input, by }: Call<InputOf<typeof scheduledApi.remind>>,
): Promise<{ done: true }> {
  const { id, c, q, at } = input
  const [event] = await someMessages(city, by.person, c, [q])
  if (!event || event.recalled !== undefined || event.hidden !== undefined) throw new Refusal('target_not_found')
  mustBeNear(at, city.clock.now())
  await city.tx(async tx => {
    const count = await store.addReminder(tx, { id, person: by.person, conv: c, q, at })
    if (count > limits.REMINDERS_PER_PERSON_MAX)
      throw new Refusal('too_many_reminders', { max: limits.REMINDERS_PER_PERSON_MAX })
    await city.outbox.emit(tx, REMINDER_DUE, { id }, { id, at })
  })
  return { done: true }
}

/** The time of a reminder has come: it stays until the person is done with it. */
export async function ring(city: City, { id }: { id: string }): Promise<void> {
  const person = await store.makeDue(city.db, id)
  if (person === undefined) return
  reminderDue(city)
  await notice(city, person, 'scheduled', { reminder: id })
}

/** What a person is to be reminded of, each with its message as it stands now, where it may still be read. */
export async function listReminders(city: City, person: string): Promise<ReplyOf<typeof scheduledApi.reminders>> {
  const rows = await store.remindersOf(city.db, person)
  const qsOf = new Map<string, number[]>()
  for (const { conv, q } of rows) qsOf.set(conv, [...(qsOf.get(conv) ?? []), q])
  const found = await Promise.all([...qsOf].map(([conv, qs]) => someMessages(city, person, conv, qs)))
  const events = new Map(
    found
      .flat()
      .filter(event => event.hidden === undefined)
      .map(event => [`${event.c} ${event.q}`, event]),
  )
  return {
    rows: rows.map(({ id, conv: c, q, at, due }) => {
      const event = events.get(`${c} ${q}`)
      return { id, c, q, at, due, ...(event ? { event } : {}) }
    }),
    people: await cards(city, [...new Set([...events.values()].map(event => event.f))]),
  }
}
