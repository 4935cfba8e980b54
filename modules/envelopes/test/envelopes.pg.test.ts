import { expect, test } from 'vitest'
import { limits, type Envelope, type ReplyOf, type envelopesApi as api } from '@plaza/contract'
import { drawShares, sealFits } from '@plaza/fair'
import { eventsAfter } from '@plaza/chat'
import { freeze } from '@plaza/ledger'
import { accountIdOf } from '@plaza/wallet'
import { sql } from '@plaza/db'
import { envelopes } from '../index.ts'
import { myEnvelopes } from '../list.ts'
import { openEnvelope, takeShare } from '../open.ts'
import { returnDueEnvelopes } from '../return.ts'
import { putEnvelope } from '../send.ts'
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
  const draw = { ...shown, seed, total: 5_000n, max: BigInt(limits.ENVELOPE_SHARE_MAX) }
  expect(await sealFits(shown.seal ?? '', draw)).toBe(true)
  expect(await sealFits(shown.seal ?? '', { ...draw, createdAt: draw.createdAt - 1 })).toBe(false)
  expect(await drawShares(draw)).toEqual(takes.map(take => take.amount))
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
  // As a value: ids and moments may hold the same digits.
  expect(JSON.stringify(await told())).not.toMatch(/[":]900\b/)
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

test('whoever left the conversation is told so: their own share stays, another opens no more', async () => {
  await using made = await party(4)
  const { city, guests } = made
  const [anna, bo, carla] = guests as [string, string, string]
  const id = await made.put('equal', 300, 3)
  expect(await takeShare(city, id, anna)).toBe('ok')
  await made.leave(anna)
  await made.leave(bo)
  const see = envelopes.routes?.find(({ endpoint }) => endpoint.path === '/envelopes/:id' && endpoint.verb === 'GET')
  const seen = (person: string) => see?.handle(city, made.call(person, { id }) as never) as Promise<Envelope>
  expect(await seen(anna)).toMatchObject({ mine: { amount: '100' }, takes: [{ person: anna }] })
  expect(await takeShare(city, id, anna)).toBe('taken')
  expect(await seen(bo)).toMatchObject({ left: true, state: 'open' })
  expect(await seen(bo)).not.toHaveProperty('takes')
  await expect(openEnvelope(city, made.call(bo, { id }))).rejects.toMatchObject({ code: 'envelope_left' })
  expect(await seen(carla)).not.toHaveProperty('left')
  await expect(seen(city.newId())).rejects.toMatchObject({ code: 'not_found' })
})

test('an envelope that its sender cannot pay leaves nothing behind, and can be sent when they can', async () => {
  await using made = await party(2)
  const { city, conv, host } = made
  const id = city.newId()
  const fill = (cents: bigint) => putEnvelope(city, { id, sender: host, conv, kind: 'equal', total: cents, count: 2 })
  const accounts = async () =>
    (await city.db.rows(sql`select from ledger.account where kind = 'envelope' and owner = ${id}`)).length
  const refused = await Promise.all([fill(20_000n), fill(20_000n), fill(20_000n)])
  expect(refused.map(verdict => verdict.code)).toEqual(Array(3).fill('insufficient'))
  expect(await accounts()).toBe(0)
  expect(await fill(200n)).toMatchObject({ ok: true })
  expect(await accounts()).toBe(1)
})

test('a list of envelopes tells what each of them tells, with two questions for all', async () => {
  await using made = await party(3)
  const { city, guests, host } = made
  const [anna, bo] = guests as [string, string]
  const ids = [await made.put('equal', 200, 2), await made.put('lucky', 300, 3), await made.put('equal', 100, 1)]
  for (const id of ids) expect(await takeShare(city, id, anna)).toBe('ok')
  await takeShare(city, ids[1]!, bo)
  const list = async (person: string, side: 'got' | 'sent'): Promise<ReplyOf<typeof api.myEnvelopes>> =>
    myEnvelopes(city, made.call(person, { side }))
  for (const [person, side] of [
    [anna, 'got'],
    [bo, 'got'],
    [host, 'sent'],
  ] as const) {
    const { envelopes: listed } = await list(person, side)
    const single = await Promise.all(
      listed.map(async ({ id }) => showEnvelope(city, (await envelopeOf(city.db, id))!, person)),
    )
    expect(listed).toEqual(single)
    expect(listed).toHaveLength(person === bo ? 1 : 3)
  }
})

test('what cannot go back to its sender waits, and comes back when it can', async () => {
  await using made = await party(2)
  const { city, host } = made
  const id = await made.put('equal', 200, 2)
  const order = { account: accountIdOf(host, 'EUR'), reason: 'court', order: '1', by: 'desk' }
  await freeze(city, order, { credit: true })
  city.skip(24 * HOUR_MS)
  await returnDueEnvelopes(city)
  await freeze(city, order, { credit: false })
  await returnDueEnvelopes(city)
  expect(await envelopeOf(city.db, id)).toMatchObject({ state: 'open' })
  city.skip(60_000)
  await returnDueEnvelopes(city)
  expect(await envelopeOf(city.db, id)).toMatchObject({ state: 'returned', returned: 200n })
  expect(await made.cents(host)).toBe(10_000n)
})
