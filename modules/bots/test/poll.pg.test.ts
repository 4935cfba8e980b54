import { expect, test } from 'vitest'
import { EVENTS_PER_DELIVERY } from '../limits.ts'
import { poll } from '../poll.ts'
import { scene } from './scene.ts'

const HOOK = 'https://bots.example.org/hook'
const texts = (answer: { events: { b: Record<string, unknown> }[] }) =>
  answer.events.flatMap(event => event.b['text'] ?? [])

test('a poll brings what people said, once, also when the bot spoke in between', async () => {
  await using place = await scene(HOOK)
  await place.say(place.anna, place.withAnna, 'Ring at eight')
  await place.say(place.bell, place.withAnna, 'I will')
  await place.say(place.bo, place.withBo, 'Ring at nine')
  const first = await poll(place.city, place.bell, 0, 0)
  expect(new Set(texts(first))).toEqual(new Set(['Ring at eight', 'Ring at nine']))
  await place.say(place.anna, place.withAnna, 'And at ten')
  const second = await poll(place.city, place.bell, first.u, 0)
  expect(texts(second)).toEqual(['And at ten'])
  expect(texts(await poll(place.city, place.bell, second.u, 0))).toEqual([])
})

test('an answer that got lost comes again', async () => {
  await using place = await scene(HOOK)
  await place.say(place.anna, place.withAnna, 'Hello?')
  const lost = await poll(place.city, place.bell, 0, 0)
  await place.say(place.anna, place.withAnna, 'Anybody?')
  const again = await poll(place.city, place.bell, 0, 0)
  expect(texts(lost)).toEqual(['Hello?'])
  expect(texts(again)).toEqual(['Hello?', 'Anybody?'])
  expect(texts(await poll(place.city, place.bell, again.u, 0))).toEqual([])
})

test('more than one answer holds comes in several, without gaps', async () => {
  await using place = await scene(HOOK)
  const words = Array.from({ length: EVENTS_PER_DELIVERY * 2 + 30 }, (_, i) => `word ${i}`)
  for (const word of words) await place.say(place.anna, place.withAnna, word)
  const heard: unknown[] = []
  for (let u = 0, round = 0; round < 10; round++) {
    const answer = await poll(place.city, place.bell, u, 0)
    heard.push(...texts(answer))
    u = answer.u
  }
  expect(heard).toEqual(words)
})

test('a poll that waits hears at once', async () => {
  await using place = await scene(HOOK)
  const { u } = await poll(place.city, place.bell, 0, 0)
  const waiting = poll(place.city, place.bell, u, 20_000)
  await place.say(place.anna, place.withAnna, 'Now')
  expect(texts(await waiting)).toEqual(['Now'])
})
