import { mustMayPost, textBody } from '@plaza/chat'
import { limits, type InputOf, type scheduledApi, type ScheduledMessage } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { isDeepStrictEqual } from 'node:util'
import { MESSAGE_DUE, messageScheduled } from './events.ts'
import { mustBeNear, shown } from './rules.ts'
import * as store from './store.ts'

/** Keeps a text until its time. Refuses what the same text would be refused for if it were sent now. */
export async function schedule(
  city: City,
  { input, by }: Call<InputOf<typeof scheduledApi.schedule>>,
): Promise<ScheduledMessage> {
  const { id, c, b, re, silent, at } = input
  const body = { ...textBody(b.text, b.mentions), ...(silent ? { silent } : {}) }
  if (re !== undefined && (re < 1 || re > limits.EVENTS_PER_CONVERSATION_MAX)) throw new Refusal('target_not_found')
  const now = city.clock.now()
  mustBeNear(at, now)
  await mustMayPost(city, c, by.person)
  const message = { id, person: by.person, conv: c, body, re: re ?? null, at }
  await city.tx(async tx => {
    if (!(await store.addMessage(tx, message, now))) return
    if ((await store.countMessages(tx, by.person)) > limits.SCHEDULED_PER_PERSON_MAX)
      throw new Refusal('too_many_scheduled', { max: limits.SCHEDULED_PER_PERSON_MAX })
    await city.outbox.emit(tx, MESSAGE_DUE, { id }, { at })
    messageScheduled(city)
  })
  const kept = await store.messageOf(city.db, id)
  // A repeat that comes after the sending finds nothing, and is told what it was told before.
  if (!kept) return shown({ ...message, failed: null })
  const { failed: _, ...was } = kept
  if (!isDeepStrictEqual(was, message)) throw new Refusal('exists_different')
  return shown(kept)
}
