import { filesOf, mustMayPost, richBody, textBody, type RichSend } from '@plaza/chat'
import {
  limits,
  type InputOf,
  type scheduledApi,
  type ScheduledKind,
  type ScheduledMessage,
  type Send,
} from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { isDeepStrictEqual } from 'node:util'
import { MESSAGE_DUE, messageScheduled } from './events.ts'
import { mustBeNear, mustFit, shown } from './rules.ts'
import * as store from './store.ts'

/** Keeps a message until its time. Refuses what the same message would be refused for if it were sent now. */
export async function schedule(
  city: City,
  { input, by }: Call<InputOf<typeof scheduledApi.schedule>>,
): Promise<ScheduledMessage> {
  const { id, c, k: kind, b, re, silent, at } = input
  mustFit(kind, b)
  if (re !== undefined && (re < 1 || re > limits.EVENTS_PER_CONVERSATION_MAX)) throw new Refusal('target_not_found')
  const now = city.clock.now()
  mustBeNear(at, now)
  await mustMayPost(city, c, by.person, kind)
  const frame = { t: 'send', id, c, k: kind, b, ...(silent ? { silent } : {}) } as Wanted
  const body = await bodyOf(city, by.person, frame, Math.max(at, now))
  const message = { id, person: by.person, conv: c, kind, body, re: re ?? null, at }
  await city.tx(async tx => {
    if (!(await store.addMessage(tx, message, filesOf(kind, body), now))) return
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

/** A message of a kind that can be put off. */
export type Wanted = Extract<Send, { k: ScheduledKind }>

/** The body as it will be sent `at` its time. Its files are found to be the author's to send; from now on they wait with it. */
export async function bodyOf(city: City, person: string, frame: Wanted, at: number): Promise<Record<string, unknown>> {
  if (frame.k !== 'text') return richBody(city, person, frame satisfies RichSend, at)
  return { ...textBody(frame.b.text, frame.b.mentions), ...(frame.silent ? { silent: true } : {}) }
}
