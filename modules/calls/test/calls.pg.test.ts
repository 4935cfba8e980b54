import { chat, createGroup, eventsAfter, openDirect } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { callsApi, chatApi, contactsApi, type CallShown, type CardBody, type Endpoint } from '@plaza/contract'
import type { Call } from '@plaza/house'
import { createPeople, identity } from '@plaza/identity'
import { testCity } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { endDueCalls } from '../end-due.ts'
import { calls } from '../index.ts'
import { RING_MS, SILENT_MS } from '../limits.ts'
import { heard } from '../store.ts'

const PEOPLE = ['anna', 'bruno', 'carla', 'dora', 'emil', 'fritz'] as const
type Name = (typeof PEOPLE)[number]
const EXTRA_MS = 1_000

async function street() {
  const city = await testCity({ modules: [identity, contacts, chat, calls] })
  const ids = Object.fromEntries(PEOPLE.map(name => [name, city.newId()])) as Record<Name, string>
  await createPeople(
    city,
    PEOPLE.map(name => ({ id: ids[name], handle: name, name })),
  )
  const pairs = PEOPLE.flatMap((a, i) => PEOPLE.slice(i + 1).map(b => ({ a: ids[a], b: ids[b], since: 1 })))
  await seedFriendships(city, pairs)
  const as = <Input>(who: Name, input: Input) =>
    ({ input, by: { person: ids[who], device: ids[who], kind: 'citizen' } }) as Call<Input>
  const ask = async <Reply>(endpoint: Endpoint, who: Name, input: object): Promise<Reply> => {
    const route = [...(calls.routes ?? []), ...(chat.routes ?? []), ...(contacts.routes ?? [])].find(
      one => one.endpoint === endpoint,
    )
    return (await route?.handle(city, as(who, input) as Call<never>)) as Reply
  }
  const { c } = await openDirect(city, ids.anna, ids.bruno)
  const peers = Object.fromEntries(PEOPLE.map(name => [name, city.newId()])) as Record<Name, string>
  return {
    city,
    ids,
    peers,
    direct: c,
    group: async (...names: Name[]) => {
      const people = names.map(name => ids[name])
      return (await createGroup(city, ids.anna, { id: city.newId(), people })).c
    },
    start: (who: Name, input: { c: string; id?: string; people?: Name[] }) =>
      ask<{ call: CallShown }>(callsApi.startCall, who, {
        id: input.id ?? city.newId(),
        c: input.c,
        kind: 'video',
        peer: input.id ? peers[who] : (peers[who] = city.newId()),
        ...(input.people ? { people: input.people.map(name => ids[name]) } : {}),
      }).then(reply => reply.call),
    join: (who: Name, id: string, peer = peers[who]) =>
      ask<{ call: CallShown; ice: object[] }>(callsApi.joinCall, who, { id, peer }),
    decline: (who: Name, id: string) => ask(callsApi.declineCall, who, { id }),
    leave: (who: Name, id: string) => ask(callsApi.leaveCall, who, { id, peer: peers[who] }),
    remove: (who: Name, c: string, person: Name) => ask(chatApi.removeMember, who, { id: c, person: ids[person] }),
    add: (who: Name, id: string, people: Name[], { add = city.newId(), peer = peers[who] } = {}) =>
      ask<{ call: CallShown }>(callsApi.addToCall, who, { id, add, peer, people: people.map(name => ids[name]) }),
    block: (who: Name, other: Name) => ask(contactsApi.changeContact, who, { id: ids[other], blocked: true }),
    callIn: async (who: Name, c: string) => (await ask<{ call?: CallShown }>(callsApi.callIn, who, { id: c })).call,
    open: async (who: Name) => (await ask<{ calls: CallShown[] }>(callsApi.openCalls, who, {})).calls,
    /** What its card says now, and how many cards there are. */
    async card(conv: string) {
      await city.settle()
      const { events } = await eventsAfter(city, conv, ids.anna, 0, 100)
      const cards = events.filter(event => event.k === 'card')
      const last = events.findLast(event => event.k === 'card' || event.k === 'update')
      return { count: cards.length, facts: (last?.b as CardBody | undefined)?.facts }
    },
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
}

test('a call rings, is taken, and ends; its card tells so, once', async () => {
  await using place = await street()
  const { direct } = place
  const id = place.city.newId()
  expect((await place.start('anna', { c: direct, id })).state).toBe('ringing')
  expect((await place.start('anna', { c: direct, id })).id).toBe(id)
  expect(await place.card(direct)).toEqual({ count: 1, facts: { kind: 'video', state: 'ringing' } })
  expect((await place.open('bruno')).map(call => call.id)).toEqual([id])
  const { call } = await place.join('bruno', id)
  expect([call.state, call.parties.length]).toEqual(['live', 2])
  place.city.skip(65_000)
  await place.leave('bruno', id)
  await place.leave('bruno', id)
  expect(await place.open('anna')).toEqual([])
  const facts = { kind: 'video', state: 'ended', why: 'hung_up', ms: 65_000 }
  expect(await place.card(direct)).toEqual({ count: 1, facts })
  await expect(place.join('bruno', id)).rejects.toThrow('call_over')
})

test('two who call each other at the same moment are in one call', async () => {
  await using place = await street()
  const [a, b] = await Promise.all([
    place.start('anna', { c: place.direct }),
    place.start('bruno', { c: place.direct }),
  ])
  expect(a.id).toBe(b.id)
  expect((await place.open('anna'))[0]?.state).toBe('live')
})

test('a call is declined, cancelled, missed, or finds a busy line', async () => {
  await using place = await street()
  const { direct, city } = place
  const why = async () => (await place.card(direct)).facts?.['why']
  let { id } = await place.start('anna', { c: direct })
  await place.decline('bruno', id)
  expect(await why()).toBe('declined')
  ;({ id } = await place.start('anna', { c: direct }))
  await place.leave('anna', id)
  expect(await why()).toBe('cancelled')
  ;({ id } = await place.start('anna', { c: direct }))
  city.skip(RING_MS + EXTRA_MS)
  await heard(city.db, id, place.peers.anna, place.ids.anna, city.clock.now())
  await endDueCalls(city)
  expect(await why()).toBe('missed')
  const other = await openDirect(city, place.ids.bruno, place.ids.carla)
  ;({ id } = await place.start('bruno', { c: other.c }))
  await place.join('carla', id)
  const busy = await place.start('anna', { c: direct })
  expect([busy.state, busy.why, busy.parties]).toEqual(['ended', 'busy', []])
  expect(await why()).toBe('busy')
})

test('a device that falls silent has left, and another device takes a call over', async () => {
  await using place = await street()
  const { city, direct } = place
  const { id } = await place.start('anna', { c: direct })
  await place.join('bruno', id)
  const second = city.newId()
  const { call } = await place.join('bruno', id, second)
  expect(call.parties.map(party => party.peer).toSorted()).toEqual([place.peers.anna, second].toSorted())
  city.skip(SILENT_MS + EXTRA_MS)
  await endDueCalls(city)
  expect((await place.card(direct)).facts?.['why']).toBe('hung_up')
})

test('a group rings those who were chosen, and one more member may come as long as there is room', async () => {
  await using place = await street()
  const c = await place.group('bruno', 'carla', 'dora', 'emil')
  await expect(place.start('anna', { c })).rejects.toThrow('call_for_whom')
  await expect(place.start('anna', { c, people: ['fritz'] })).rejects.toThrow('call_for_whom')
  const { id } = await place.start('anna', { c, people: ['bruno', 'carla'] })
  expect(await place.open('dora')).toEqual([])
  await place.join('bruno', id)
  await place.join('carla', id)
  expect((await place.join('dora', id)).call.parties).toHaveLength(4)
  await expect(place.join('emil', id)).rejects.toThrow('call_full')
  await expect(place.join('fritz', id)).rejects.toThrow('not_found')
  await expect(place.decline('fritz', id)).rejects.toThrow('not_found')
  await place.leave('anna', id)
  await place.leave('bruno', id)
  expect((await place.open('carla'))[0]?.state).toBe('live')
  await place.leave('carla', id)
  expect(await place.open('dora')).toEqual([])
})

test('whoever is taken out of a group is out of its call, and it rings no more for them', async () => {
  await using place = await street()
  const c = await place.group('bruno', 'carla', 'dora')
  const { id } = await place.start('anna', { c, people: ['bruno', 'carla'] })
  await place.join('bruno', id)
  await place.join('dora', id)
  for (const name of ['bruno', 'carla'] as const) await place.remove('anna', c, name)
  await place.city.settle()
  expect(await place.open('bruno')).toEqual([])
  expect(await place.open('carla')).toEqual([])
  const [call] = await place.open('anna')
  expect(new Set(call?.parties.map(party => party.person))).toEqual(new Set([place.ids.anna, place.ids.dora]))
  await expect(place.join('bruno', id)).rejects.toThrow('not_found')
})

test('members see the call of their group without having been asked, and others nothing', async () => {
  await using place = await street()
  const c = await place.group('bruno', 'carla')
  expect(await place.callIn('carla', c)).toBe(undefined)
  const { id } = await place.start('anna', { c, people: ['bruno'] })
  expect((await place.callIn('carla', c))?.id).toBe(id)
  await expect(place.callIn('fritz', c)).rejects.toThrow('not_found')
  expect((await place.join('carla', id)).call.parties).toHaveLength(2)
  await place.leave('carla', id)
  await place.leave('anna', id)
  expect(await place.callIn('carla', c)).toBe(undefined)
})

test('whoever is in a call adds members, once for each wish; whoever declined is rung again by another one', async () => {
  await using place = await street()
  const { city, ids } = place
  const c = await place.group('bruno', 'carla', 'dora', 'emil')
  const { id } = await place.start('anna', { c, people: ['bruno'] })
  await expect(place.add('carla', id, ['dora'])).rejects.toThrow('not_found')
  await expect(place.add('bruno', id, ['dora'])).rejects.toThrow('not_found')
  await place.join('bruno', id)
  await expect(place.add('bruno', id, ['dora'], { peer: place.peers.anna })).rejects.toThrow('not_found')
  await expect(place.add('bruno', id, ['fritz'])).rejects.toThrow('call_for_whom')
  const add = city.newId()
  await place.add('bruno', id, ['anna', 'carla'], { add })
  expect((await place.open('carla')).map(call => call.id)).toEqual([id])
  await place.decline('carla', id)
  await place.add('bruno', id, ['anna', 'carla'], { add })
  expect(await place.open('carla')).toEqual([])
  await expect(place.add('anna', id, ['carla'], { add })).rejects.toThrow('exists_different')
  await place.add('bruno', id, ['carla'])
  expect((await place.open('carla')).map(call => call.id)).toEqual([id])
  await expect(place.add('anna', id, ['dora', 'emil'])).rejects.toThrow('call_full')
  const { call } = await place.add('anna', id, ['dora', 'carla'])
  expect(call.asked.filter(one => one.answer === undefined).map(one => one.person)).toHaveLength(2)
  // Whoever began it and left is rung as all others are.
  await place.decline('dora', id)
  await place.leave('anna', id)
  await place.add('bruno', id, ['anna'])
  expect((await place.open('anna'))[0]?.asked.find(one => one.person === ids.anna)?.answer).toBe(undefined)
  await place.leave('bruno', id)
  await expect(place.add('bruno', id, ['dora'])).rejects.toThrow('call_over')
})

test('nobody is rung over a block, and somebody in another call is busy', async () => {
  await using place = await street()
  const c = await place.group('bruno', 'carla', 'dora')
  await place.block('carla', 'anna')
  const { id } = await place.start('anna', { c, people: ['bruno', 'carla'] })
  expect(await place.open('carla')).toEqual([])
  await place.join('bruno', id)
  await place.add('anna', id, ['carla'])
  expect(await place.open('carla')).toEqual([])
  await place.add('bruno', id, ['carla'])
  expect(await place.open('carla')).toHaveLength(1)
  await place.city.settle()
  const other = await openDirect(place.city, place.ids.dora, place.ids.emil)
  const elsewhere = await place.start('dora', { c: other.c })
  await place.join('emil', elsewhere.id)
  const { call } = await place.add('anna', id, ['dora'])
  expect(call.asked.find(one => one.person === place.ids.dora)?.answer).toBe('busy')
})
