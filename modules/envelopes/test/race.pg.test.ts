import { sql } from '@plaza/db'
import { expect, test } from 'vitest'
import { takeShare } from '../open.ts'
import { returnDueEnvelopes } from '../return.ts'
import { envelopeOf, takesOf } from '../store.ts'
import { party } from './party.ts'

const PEOPLE = 512
const SHARES = 100
const TOTAL = 10_000

test('five hundred and twelve race for a hundred shares, each tapping twice, in two processes: a hundred win, to the cent', async () => {
  await using made = await party(PEOPLE)
  const { city, guests, host } = made
  await using other = await made.twin()
  const id = await made.put('lucky', TOTAL, SHARES)
  // The second tap of each comes to the other process.
  const taps = guests.flatMap((guest, i) => {
    const [first, second] = i % 2 === 0 ? [city, other] : [other, city]
    return [takeShare(first, id, guest), takeShare(second, id, guest)]
  })
  const outcomes = await Promise.all(taps)
  const count = (outcome: string) => outcomes.filter(one => one === outcome).length
  expect([count('ok'), count('taken'), count('empty')]).toEqual([SHARES, SHARES, (PEOPLE - SHARES) * 2])
  const takes = await takesOf(city.db, id)
  expect(new Set(takes.map(take => take.person)).size).toBe(SHARES)
  expect(takes.reduce((sum, take) => sum + take.amount, 0n)).toBe(BigInt(TOTAL))
  // Who won has exactly their share in the wallet, nobody else has anything, and the envelope's account is empty.
  const won = new Map(takes.map(take => [take.person, take.amount]))
  const { account } = (await envelopeOf(city.db, id))!
  const wallets = await city.db.rows<{ id: string; owner: string; posted: bigint }>(
    sql`select id, owner, posted from ledger.account where id = ${account} or (kind = 'wallet' and owner <> ${host})`,
  )
  for (const { id: one, owner, posted } of wallets) expect(posted).toBe(one === account ? 0n : (won.get(owner) ?? 0n))
  expect(wallets).toHaveLength(PEOPLE + 1)
})

test('a race while the time runs out: each either won before the end or is too late, and the rest goes back once', async () => {
  await using made = await party(60)
  const { city, guests, host } = made
  await using other = await made.twin()
  const before = await made.cents(host)
  const id = await made.put('lucky', 5_000, 40)
  const { expiresAt } = (await envelopeOf(city.db, id))!
  const early = guests.slice(0, 20).map(guest => takeShare(city, id, guest))
  city.skip(expiresAt - city.clock.now())
  const late = guests.slice(20).flatMap(guest => [takeShare(other, id, guest), takeShare(city, id, guest)])
  const [first, second] = await Promise.all([Promise.all(early), Promise.all(late), returnDueEnvelopes(city)])
  await Promise.all([returnDueEnvelopes(other), returnDueEnvelopes(city)])
  for (const outcome of [...first, ...second]) expect(['ok', 'over']).toContain(outcome)
  const takes = await takesOf(city.db, id)
  const paid = takes.reduce((sum, take) => sum + take.amount, 0n)
  expect([...first, ...second].filter(outcome => outcome === 'ok')).toHaveLength(takes.length)
  expect(takes.every(take => take.at < expiresAt)).toBe(true)
  expect(await made.cents(host)).toBe(before - paid)
  expect(await envelopeOf(city.db, id)).toMatchObject({ state: 'returned', returned: 5_000n - paid })
})
