import { askedIn, type JoinAsked } from '@plaza/chat'
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

/** People who wait to come into a group call its owner and admins: nobody else hears of them. */
export async function joinAsked(city: City, { c, people }: JoinAsked): Promise<void> {
  const asked = await askedIn(city, c, people)
  const [first] = asked?.waiting ?? []
  if (!asked || first === undefined) return
  const leaders = asked.leaders.filter(one => !one.mute).map(one => one.person)
  const now = city.clock.now()
  const [settings, rules, looking, cards] = await Promise.all([
    store.settingsOf(city.db, leaders),
    store.rulesIn(city.db, c, leaders),
    store.lookingAmong(city.db, leaders, now),
    known(city, [first, ...leaders]),
  ])
  for (const person of leaders) {
    const setting = settings.get(person) as Setting
    if (!setting.requests || rules.has(person) || looking.has(person) || isQuiet(setting, now)) continue
    const language = cards.get(person)?.language ?? 'en'
    const name = cards.get(first)?.card.name ?? ''
    await callAll(city, person, derivedId('call', 'join', c, first, String(asked.waiting.length)), {
      tag: `join ${c}`,
      title: asked.title ?? sentence(language, 'chat.group'),
      body: sentence(language, 'called.join', { name, count: asked.waiting.length }),
      path: `/chats/${c}/waiting`,
      unread: 0,
    })
  }
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
