import { openRequest } from '@plaza/contacts'
import type { InputOf, notificationsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { known } from '@plaza/identity'
import { derivedId, Refusal } from '@plaza/kernel'
import { sentence } from '@plaza/locales'
import { isQuiet, type Setting } from './rules.ts'
import * as store from './store.ts'
import { addCalls, type Message } from './store-calls.ts'
import { topicOf } from './words.ts'

/** A friend request that is open calls whoever is asked. */
export async function requestChanged(city: City, { id }: { id: string }): Promise<void> {
  const request = await openRequest(city, id)
  if (!request) return
  const { from, to } = request
  const setting = (await store.settingsOf(city.db, [to])).get(to) as Setting
  const looks = (await store.lookingAmong(city.db, [to], city.clock.now())).has(to)
  if (!setting.requests || looks || isQuiet(setting, city.clock.now())) return
  const people = await known(city, [from, to])
  const name = people.get(from)?.card.name
  if (name === undefined) return
  const language = people.get(to)?.language ?? 'en'
  await callAll(city, to, derivedId('call', 'request', id), {
    tag: `request ${id}`,
    title: name,
    body: sentence(language, 'called.request'),
    path: '/contacts/new',
    unread: 0,
  })
}

/** Calls the caller's device once. Refuses `not_found` when it is not to be called. */
export async function tryCall(
  city: City,
  { by }: Call<InputOf<typeof notificationsApi.tryNotification>>,
): Promise<{ done: true }> {
  const own = (await store.subscriptionsOf(city.db, [by.person])).find(one => one.device === by.device)
  if (!own) throw new Refusal('not_found')
  const language = (await known(city, [by.person])).get(by.person)?.language ?? 'en'
  const message: Message = {
    tag: 'test',
    title: city.config.cityName,
    body: sentence(language, 'called.test'),
    path: '/me/settings/notifications',
    unread: 0,
  }
  const call = { id: city.newId(), subscription: own.id, message, topic: topicOf('test'), urgent: true }
  await addCalls(city.db, [call], city.clock.now())
  return { done: true }
}

async function callAll(city: City, person: string, id: string, message: Message): Promise<void> {
  const own = await store.subscriptionsOf(city.db, [person])
  const calls = own.map(one => ({ id, subscription: one.id, message, topic: topicOf(message.tag), urgent: false }))
  await addCalls(city.db, calls, city.clock.now())
}
