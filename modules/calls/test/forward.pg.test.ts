import { chat, createGroup, personSubject } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { callsApi, type CallShown, type Endpoint } from '@plaza/contract'
import type { Call, FrameSession } from '@plaza/house'
import { createPeople, identity } from '@plaza/identity'
import { canForward } from '@plaza/sfu'
import { rtcDevice, testCity, type RtcDevice } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { openForwarder } from '../forward.ts'
import { frames } from '../frames.ts'
import { calls } from '../index.ts'
import { FORWARDER_LOST_MS } from '../limits.ts'
import { forwarderOf, forwarderThere, someForwarder } from '../store.ts'

// People of a group in one call that the city forwards, on devices without browsers, by the real frames.

const PEOPLE = ['anna', 'bruno', 'carla', 'dora', 'emil', 'fritz', 'gita'] as const
type Name = (typeof PEOPLE)[number]
const PLACE = { bind: '127.0.0.1', portFirst: 52_200, portLast: 52_399 }
const POLL = { timeout: 10_000, interval: 20 }
const OTHERS = 3

async function square() {
  const city = await testCity({ modules: [identity, contacts, chat, calls] })
  const ids = Object.fromEntries(PEOPLE.map(name => [name, city.newId()])) as Record<Name, string>
  const peers = Object.fromEntries(PEOPLE.map(name => [name, city.newId()])) as Record<Name, string>
  await createPeople(
    city,
    PEOPLE.map(name => ({ id: ids[name], handle: name, name })),
  )
  await seedFriendships(
    city,
    PEOPLE.slice(1).map(name => ({ a: ids.anna, b: ids[name], since: 1 })),
  )
  const { c } = await createGroup(city, ids.anna, { id: city.newId(), people: PEOPLE.slice(1, 6).map(one => ids[one]) })
  const caller = (who: Name) => ({ person: ids[who], device: ids[who], kind: 'citizen' as const })
  const ask = async (endpoint: Endpoint, who: Name, input: object) => {
    const route = calls.routes?.find(one => one.endpoint === endpoint)
    return (await route?.handle(city, { input, by: caller(who) } as Call<never>)) as { call: CallShown }
  }
  const devices: RtcDevice[] = []
  const heard = new Map<Name, object[]>(PEOPLE.map(name => [name, []]))
  for (const name of PEOPLE)
    city.bus.subscribe(personSubject(ids[name]), message => {
      const frame = JSON.parse((message as { f: string }).f) as { t: string; b: string }
      if (frame.t === 'signal') heard.get(name)?.push(JSON.parse(frame.b) as object)
    })
  return {
    city,
    ids,
    peers,
    heard,
    start: async (people: Name[]) =>
      (
        await ask(callsApi.startCall, 'anna', {
          id: city.newId(),
          c,
          kind: 'video',
          peer: peers.anna,
          people: people.map(name => ids[name]),
        })
      ).call,
    join: (who: Name, id: string) => ask(callsApi.joinCall, who, { id, peer: peers[who] }),
    leave: (who: Name, id: string) => ask(callsApi.leaveCall, who, { id, peer: peers[who] }),
    offer: (who: Name, call: string, sdp: string) =>
      frames.signal?.(city, { caller: caller(who), send: () => {} } satisfies FrameSession, {
        t: 'signal',
        call,
        from: peers[who],
        to: call,
        b: JSON.stringify({ d: { type: 'offer', sdp } }),
      }),
    /** A device of theirs comes into the call and is connected. */
    async enter(who: Name, call: string): Promise<RtcDevice> {
      const device = await rtcDevice(peers[who], OTHERS)
      devices.push(device)
      const words = heard.get(who)?.splice(0) && heard.get(who)
      await this.offer(who, call, device.offer)
      await expect.poll(() => words?.length, POLL).toBe(1)
      device.take((words as { d: { sdp: string } }[])[0]!.d.sdp)
      await expect.poll(() => device.open(), POLL).toBe(true)
      return device
    },
    async [Symbol.asyncDispose]() {
      for (const device of devices) device.close()
      await city[Symbol.asyncDispose]()
    },
  }
}

test('without anything that forwards, a group call has room for four', async () => {
  await using place = await square()
  await expect(place.start(['bruno', 'carla', 'dora', 'emil'])).rejects.toThrow('call_full')
  expect((await place.start(['bruno', 'carla', 'dora'])).via).toBeUndefined()
})

test('a call goes on where another process takes it over', async () => {
  await using place = await square()
  const { db, clock, newId } = place.city
  const [one, two] = [newId(), newId()]
  const seenAfter = () => clock.now() - FORWARDER_LOST_MS
  await forwarderThere(db, one, clock.now(), 0)
  const { id } = await place.start(['bruno'])
  expect(await forwarderOf(db, id, seenAfter())).toBe(one)
  await forwarderThere(db, two, clock.now(), 0)
  expect([await forwarderOf(db, id, seenAfter()), await someForwarder(db, seenAfter())]).toEqual([one, two])
  place.city.skip(FORWARDER_LOST_MS)
  await forwarderThere(db, two, clock.now(), 0)
  const both = await Promise.all([forwarderOf(db, id, seenAfter()), forwarderOf(db, id, seenAfter())])
  expect(both).toEqual([two, two])
})

test.skipIf(!canForward())(
  'a group call is forwarded: who is in hears the others, who is not gets nowhere',
  async () => {
    await using place = await square()
    const sfu = await openForwarder(place.city, PLACE)
    const { id, via } = await place.start(['bruno', 'carla', 'dora', 'emil', 'fritz'])
    expect(via).toBe('sfu')
    for (const who of ['bruno', 'carla'] as const) await place.join(who, id)
    const anna = await place.enter('anna', id)
    const bruno = await place.enter('bruno', id)
    const hears = (who: RtcDevice, other: RtcDevice) =>
      expect.poll(() => (other.voice(), who.voices.some(came => came.length > 0)), POLL).toBe(true)
    await hears(bruno, anna)
    await hears(anna, bruno)

    // In the group but not in the call, in neither, and with a device of somebody else's.
    for (const who of ['dora', 'gita'] as const) await place.offer(who, id, anna.offer)
    place.peers.dora = place.peers.carla
    await place.offer('dora', id, anna.offer)

    await place.leave('anna', id)
    await expect.poll(() => (bruno.told() as { people: object[] }).people, POLL).toEqual([])
    await place.offer('anna', id, anna.offer)
    await place.enter('carla', id)
    for (const who of ['dora', 'gita'] as const) expect(place.heard.get(who)).toEqual([])
    expect(place.heard.get('anna')).toHaveLength(1)

    // The process is ended from outside: whoever is in is told so, and comes again.
    process.kill(sfu.pid as number, 'SIGKILL')
    await expect.poll(() => place.heard.get('bruno')?.at(-1), POLL).toEqual({ gone: true })
    const [again, carla] = [await place.enter('bruno', id), await place.enter('carla', id)]
    await hears(again, carla)
  },
)
