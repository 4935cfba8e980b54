import type { OwnedBot } from '@plaza/contract'
import type { Call } from '@plaza/house'
import { days } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { enableWebhook, myBots } from '../owned.ts'
import { receiver, scene } from './scene.ts'

type Place = Awaited<ReturnType<typeof scene>>
const as = (person: string, id = '') => ({ by: { person }, input: { id } }) as Call<{ id: string }>
const stateOf = async (place: Place): Promise<OwnedBot['delivery']> =>
  (await myBots(place.city, as(place.anna))).bots[0]?.delivery

test('an owner sees how the webhook fares, and switches it on again: nothing that was said meanwhile is lost', async () => {
  await using house = await receiver()
  await using place = await scene(house.url)
  expect(await stateOf(place)).toEqual({ state: 'active', failures: 0 })

  house.state.status = 503
  await place.say(place.anna, place.withAnna, 'anybody there?')
  await place.passes()
  const since = place.city.clock.now()
  expect(await stateOf(place)).toEqual({
    state: 'failing',
    failures: 1,
    why: '5xx',
    failingSince: since,
    nextAt: expect.any(Number),
  })

  house.state.status = 410
  await place.passes(days(1))
  expect(await stateOf(place)).toMatchObject({
    state: 'disabled',
    failures: 2,
    why: 'gone',
    failingSince: since,
    disabledAt: place.city.clock.now(),
  })
  await place.say(place.bo, place.withBo, 'hello?')

  house.state.status = 204
  await expect(enableWebhook(place.city, as(place.bo, place.bell))).rejects.toThrow('not_found')
  for (let i = 0; i < 2; i++) {
    const enabled = await enableWebhook(place.city, as(place.anna, place.bell))
    expect(enabled).toMatchObject({ bot: { handle: 'bell' }, webhook: house.url, delivery: { state: 'active' } })
  }
  const before = house.calls.length
  await place.passes()
  const told = house.calls
    .slice(before)
    .flatMap(call => call.events.map(event => event.b['text']))
    .filter(Boolean)
  expect(new Set(told)).toEqual(new Set(['anybody there?', 'hello?']))
  expect(await stateOf(place)).toEqual({ state: 'active', failures: 0 })
})
