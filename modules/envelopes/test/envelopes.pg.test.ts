import { expect, test } from 'vitest'
import { limits } from '@plaza/contract'
import { drawShares, sealOf } from '@plaza/fair'
import { eventsAfter } from '@plaza/chat'
import { takeShare } from '../open.ts'
import { returnDueEnvelopes } from '../return.ts'
import { showEnvelope } from '../show.ts'
import { envelopeOf, takesOf } from '../store.ts'
import { tellAllEnvelopes } from '../tell.ts'
import { party } from './party.ts'

const HOUR_MS = 3_600_000

test('sixty race for twenty lucky shares, each tapping twice: twenty win once, the sum is exact, the seed proves the draw', async () => {
  await using made = await party(60)
  const { city, guests, host } = made
  const id = await made.put('lucky', 5_000, 20)
  const outcomes = await Promise.all([...guests, ...guests].map(guest => takeShare(city, id, guest)))
  expect(outcomes.filter(outcome => outcome === 'ok')).toHaveLength(20)
  expect(outcomes.filter(outcome => outcome === 'taken')).toHaveLength(20)
  expect(outcomes.filter(outcome => outcome === 'empty')).toHaveLength(80)
  const takes = await takesOf(city.db, id)
  expect(takes.map(take => take.place)).toEqual(takes.map((_, i) => i + 1))
  expect(takes.reduce((sum, take) => sum + take.amount, 0n)).toBe(5_000n)
  for (const take of takes) expect(await made.cents(take.person)).toBe(take.amount)
  const shown = await showEnvelope(city, (await envelopeOf(city.db, id))!, host)
  expect(shown).toMatchObject({ state: 'empty', taken: 20, total: '5000' })
  const seed = Uint8Array.from(Buffer.from(shown.seed ?? '', 'hex'))
  expect(await sealOf(seed)).toBe(shown.seal)
  expect(await drawShares({ seed, total: 5_000n, count: 20, max: BigInt(limits.ENVELOPE_SHARE_MAX) })).toEqual(
    takes.map(take => take.amount),
  )
  // Whoever comes now is told without a look into the database, and a winner still hears that they won.
  expect(await takeShare(city, id, takes[0]!.person)).toBe('taken')
  expect(
    await takeShare(
      city,
      id,
      guests.find(guest => !takes.some(take => take.person === guest))!,
    ),
  ).toBe('empty')
})

test('what nobody took goes back once, however many look; who reaches for it at that moment wins or is too late, never both', async () => {
  await using made = await party(12)
  const { city, guests, host } = made
  const before = await made.cents(host)
  const id = await made.put('equal', 1_000, 10)
  expect(await made.cents(host)).toBe(before - 1_000n)
  expect(await takeShare(city, id, guests[0]!)).toBe('ok')
  city.skip(24 * HOUR_MS)
  const late = await Promise.all([
    ...guests.slice(1, 6).map(guest => takeShare(city, id, guest)),
    returnDueEnvelopes(city),
    returnDueEnvelopes(city),
  ])
  expect(late.slice(0, 5)).toEqual(Array(5).fill('over'))
  expect(await made.cents(host)).toBe(before - 100n)
  await returnDueEnvelopes(city)
  expect(await made.cents(host)).toBe(before - 100n)
  const shown = await showEnvelope(city, (await envelopeOf(city.db, id))!, host)
  expect(shown).toMatchObject({ state: 'returned', taken: 1, returned: '900' })
  expect(await takeShare(city, id, guests[7]!)).toBe('over')
  expect(await takeShare(city, id, guests[0]!)).toBe('taken')
})

test('an envelope for one person is opened by nobody else, and one of another conversation is not there', async () => {
  await using made = await party(3)
  const { city, guests, host } = made
  const [anna, bo] = guests as [string, string]
  const id = await made.put('one', 700, 1, anna)
  expect(await takeShare(city, id, bo)).toBe('not_yours')
  expect(await takeShare(city, id, host)).toBe('not_yours')
  expect(await takeShare(city, id, city.newId())).toBe('not_found')
  expect(await takeShare(city, city.newId(), anna)).toBe('not_found')
  expect(await takeShare(city, id, anna)).toBe('ok')
  expect(await made.cents(anna)).toBe(700n)
})

test('amounts are hidden until one has a share; the card never tells them, and tells when all is over', async () => {
  await using made = await party(3)
  const { city, guests, host, conv } = made
  const [anna, bo, carla] = guests as [string, string, string]
  const id = await made.put('lucky', 900, 2)
  await tellAllEnvelopes(city)
  const see = async (person: string) => showEnvelope(city, (await envelopeOf(city.db, id))!, person)
  expect(await see(anna)).not.toHaveProperty('total')
  expect(await see(host)).toMatchObject({ total: '900', takes: [] })
  await takeShare(city, id, anna)
  expect(await see(anna)).toMatchObject({ total: '900', takes: [{ person: anna }], mine: { person: anna } })
  expect(await see(bo)).not.toHaveProperty('takes')
  expect(await see(bo)).not.toHaveProperty('seed')
  const told = async () => (await eventsAfter(city, conv, carla, 0, 100)).events
  const card = async () => (await told()).findLast(event => event.k === 'card' || event.k === 'update')
  expect((await card())?.b).toMatchObject({ card: 'envelope', ref: id, facts: { state: 'open', count: 2 } })
  await takeShare(city, id, bo)
  await tellAllEnvelopes(city)
  expect((await card())?.b).toMatchObject({ facts: { state: 'empty' } })
  expect(JSON.stringify(await told())).not.toContain('900')
  expect(await see(carla)).toMatchObject({ takes: [{ person: anna }, { person: bo }] })
})

test('a crash after the commit only delays the card: it comes once', async () => {
  await using made = await party(2)
  const { city, conv, host } = made
  // The process that filled it died here: nobody told.
  await made.put('equal', 200, 2)
  await Promise.all([tellAllEnvelopes(city), tellAllEnvelopes(city)])
  await tellAllEnvelopes(city)
  const { events } = await eventsAfter(city, conv, host, 0, 100)
  expect(events.filter(event => event.k === 'card')).toHaveLength(1)
})
