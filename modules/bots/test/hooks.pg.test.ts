import { closePerson } from '@plaza/identity'
import { sql } from '@plaza/db'
import { days, hours, minutes } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { EVENTS_PER_DELIVERY } from '../limits.ts'
import { believes, receiver, scene } from './scene.ts'

test('what people say to a bot is brought to its webhook, signed, once and in order', async () => {
  await using house = await receiver()
  await using place = await scene(house.url)
  await place.say(place.anna, place.withAnna, 'Ring at eight')
  await place.say(place.bo, place.withBo, 'Ring at nine')
  await place.passes()
  expect(new Set(house.texts().filter(Boolean))).toEqual(new Set(['Ring at eight', 'Ring at nine']))
  expect(house.texts().filter(Boolean).length).toBe(2)
  expect(house.calls.every(call => believes(place.secret, call))).toBe(true)
  expect(believes('whsec_AAAA', house.calls[0] as (typeof house.calls)[0])).toBe(false)
  const before = house.calls.length
  await place.passes()
  expect(house.calls.length).toBe(before)
  // The bot's own answer is not brought to it, and passes over nothing that came before it.
  await place.say(place.anna, place.withAnna, 'And at ten')
  await place.say(place.bell, place.withAnna, 'I will')
  await place.passes()
  expect(house.texts().at(-1)).toBe('And at ten')
})

test('while the receiver fails nothing is lost, and it is asked less and less often', async () => {
  await using house = await receiver()
  await using place = await scene(house.url)
  await place.passes()
  house.state.status = 503
  const began = house.calls.length
  await place.say(place.anna, place.withAnna, 'first')
  await place.passes()
  await place.passes()
  expect(house.calls.length).toBe(began + 1)
  await place.say(place.anna, place.withAnna, 'second')
  for (let i = 0; i < 40; i++) await place.passes(minutes(3))
  expect(house.calls.length - began).toBeLessThan(15)
  house.state.status = 204
  await place.passes(hours(7))
  expect(house.calls.at(-1)?.events.map(event => event.b['text'])).toEqual(['first', 'second'])
  const ids = house.calls.slice(-2).map(call => call.headers['webhook-id'])
  expect(ids[0]).toBe(ids[1])
})

test('more than one delivery holds comes in several, without gaps', async () => {
  await using house = await receiver()
  await using place = await scene(house.url)
  const texts = Array.from({ length: EVENTS_PER_DELIVERY * 2 + 30 }, (_, i) => `word ${i}`)
  await Promise.all(texts.map(text => place.say(place.anna, place.withAnna, text)))
  await place.say(place.bo, place.withBo, 'And I')
  await place.passes()
  const fromAnna = house.calls.flatMap(call => call.events.filter(event => event.c === place.withAnna))
  expect(fromAnna.map(event => event.q)).toEqual(fromAnna.map((_, i) => i + 1))
  expect(house.texts().filter(Boolean).length).toBe(texts.length + 1)
  expect(house.calls.every(call => call.events.length <= EVENTS_PER_DELIVERY)).toBe(true)
})

test('after five days of failure a hook is switched off and its owner is told; 410 does it at once', async () => {
  await using house = await receiver()
  for (const [status, time] of [
    [500, days(6)],
    [410, 0],
  ] as const) {
    await using place = await scene(house.url)
    house.state.status = status
    await place.say(place.anna, place.withAnna, 'anybody there?')
    await place.passes()
    await place.passes(time)
    await place.passes()
    const notices = await place.city.db.rows<{ body: object }>(
      sql`select body from chat.notice where person = ${place.anna} and kind = 'me'`,
    )
    expect(notices).toContainEqual({ body: { bot: place.bell, hook: 'disabled' } })
    const calls = house.calls.length
    await place.passes(days(1))
    expect(house.calls.length).toBe(calls)
  }
})

test('a redirect is a failure, a private address is not called at all, and a closed bot is forgotten', async () => {
  await using house = await receiver()
  {
    await using place = await scene(house.url)
    house.state.status = 302
    await place.say(place.anna, place.withAnna, 'over there?')
    await place.passes()
    expect(house.calls.length).toBe(1)
    await closePerson(place.city, place.bell)
    await place.passes(hours(1))
    expect(await place.city.db.rows(sql`select bot from bots.hook`)).toEqual([])
  }
  await using guarded = await scene(house.url, {})
  await guarded.say(guarded.anna, guarded.withAnna, 'into the house')
  await guarded.passes()
  expect(house.calls.length).toBe(1)
  expect(await guarded.city.db.rows(sql`select failures from bots.hook`)).toEqual([{ failures: 1 }])
})
