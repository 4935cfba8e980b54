import { drawBetween, sealOfPromotion } from '@plaza/fair'
import { freeze } from '@plaza/ledger'
import { accountIdOf } from '@plaza/wallet'
import { sql } from '@plaza/db'
import { expect, test } from 'vitest'
import { claimPromotion, seePromotion, seePromotions, takeGift } from '../promotions/claim.ts'
import { endDuePromotions, endPromotion } from '../promotions/end.ts'
import { openPromotion, promotionStanding } from '../promotions/open.ts'
import type { PromotionWish } from '../promotions/rules.ts'
import { promotionOf } from '../promotions/store.ts'
import { party, type Party } from './party.ts'

const HOUR_MS = 3_600_000

/** A promotion of the host's, open now and for a day unless said otherwise; what it said when it was opened. */
async function promote(made: Party, more: Partial<PromotionWish> = {}) {
  const now = made.city.clock.now()
  const wish: PromotionWish = {
    id: made.city.newId(),
    payer: accountIdOf(made.host, 'EUR'),
    currency: 'EUR',
    title: 'Harbour week',
    budget: 1_000n,
    min: 100n,
    max: 100n,
    perPerson: 1,
    startsAt: now,
    endsAt: now + 24 * HOUR_MS,
    ...more,
  }
  await openPromotion(made.city, wish)
  return wish
}

test('sixty race for a budget of twenty-five shares in two processes, tapping twice: never more, one each, the rest returns', async () => {
  await using made = await party(60)
  const { city, guests, host } = made
  await using other = await made.twin()
  const { id } = await promote(made, { budget: 2_580n })
  const row = (await promotionOf(city.db, id))!
  const outcomes = await Promise.all(
    guests.flatMap((guest, i) =>
      (i % 2 === 0 ? [city, other] : [other, city]).map(process => takeGift(process, row, guest, 1)),
    ),
  )
  const won = await city.db.rows<{ person: string }>(sql`select person from envelopes.gift where promotion = ${id}`)
  expect(won).toHaveLength(25)
  // Both taps of a winner hear that the share is theirs.
  expect(outcomes.filter(outcome => outcome === 'ok')).toHaveLength(50)
  expect(outcomes.filter(outcome => outcome === 'empty')).toHaveLength(70)
  for (const { person } of won) expect(await made.cents(person)).toBe(100n)
  expect(await made.cents(host)).toBe(10_000n - 2_580n)
  // No full share is left, so the rest need not wait for the end.
  await Promise.all([endDuePromotions(city), endDuePromotions(other)])
  expect(await made.cents(host)).toBe(10_000n - 2_500n)
  expect(await promotionStanding(city, id)).toMatchObject({ state: 'ended', given: 2_500n, gifts: 25, returned: 80n })
})

test('an end against sixty claims: each has won before it or is too late, and the rest goes back exactly once', async () => {
  await using made = await party(60)
  const { city, guests, host } = made
  await using other = await made.twin()
  const { id } = await promote(made, { budget: 9_000n, min: 1n, max: 150n })
  const row = (await promotionOf(city.db, id))!
  const claims = guests.map((guest, i) => takeGift(i % 2 === 0 ? city : other, row, guest, 1))
  const ends = [endPromotion(city, id), endPromotion(other, id), endDuePromotions(city)]
  const outcomes = await Promise.all(claims)
  await Promise.all(ends)
  await endPromotion(other, id)
  for (const outcome of outcomes) expect(['ok', 'over']).toContain(outcome)
  const standing = await promotionStanding(city, id)
  expect(standing).toMatchObject({ state: 'ended', gifts: outcomes.filter(outcome => outcome === 'ok').length })
  expect(standing.returned).toBe(9_000n - standing.given)
  expect(await made.cents(host)).toBe(10_000n - standing.given)
})

test('drawn shares lie in their range and follow from the seed that is told at the end; so does the seal', async () => {
  await using made = await party(12)
  const { city, guests } = made
  const wish = await promote(made, { budget: 3_000n, min: 5n, max: 60n, perPerson: 2 })
  for (const guest of guests)
    for (const number of [1, 2]) await claimPromotion(city, made.call(guest, { id: wish.id, number }))
  const guest = guests[0]!
  expect(await seePromotion(city, made.call(guest, { id: wish.id }))).not.toHaveProperty('seed')
  city.skip(24 * HOUR_MS)
  await endDuePromotions(city)
  const shown = await seePromotion(city, made.call(guest, { id: wish.id }))
  expect(shown).toMatchObject({ state: 'over', mine: [{ number: 1 }, { number: 2 }] })
  const seed = Uint8Array.from(Buffer.from(shown.seed ?? '', 'hex'))
  const { id, currency, min, max, perPerson } = wish
  expect(shown.seal).toBe(
    await sealOfPromotion({ id, currency, min, max, perPerson, createdAt: shown.createdAt, seed }),
  )
  for (const { number, amount } of shown.mine) {
    expect(await drawBetween({ seed, about: [id, guest, String(number)], min, max })).toBe(BigInt(amount))
    expect(BigInt(amount) >= min && BigInt(amount) <= max).toBe(true)
  }
})

test('a promotion has its time, its guests and its number for each; whoever may not knows nothing of it', async () => {
  await using made = await party(3)
  const { city, guests } = made
  const [anna, bo] = guests as [string, string]
  const now = city.clock.now()
  const times = { startsAt: now + HOUR_MS, endsAt: now + 2 * HOUR_MS }
  const { id } = await promote(made, { ...times, guests: [anna], perPerson: 2 })
  const claim = (person: string, number?: number) =>
    claimPromotion(city, made.call(person, number === undefined ? { id } : { id, number }))
  const listed = async (person: string) => (await seePromotions(city, made.call(person, {}))).promotions
  expect(await listed(anna)).toMatchObject([{ id, state: 'soon', mine: [] }])
  expect(await listed(bo)).toEqual([])
  await expect(claim(bo)).rejects.toMatchObject({ code: 'not_found' })
  await expect(seePromotion(city, made.call(bo, { id }))).rejects.toMatchObject({ code: 'not_found' })
  await expect(claim(anna)).rejects.toMatchObject({ code: 'envelope_too_early' })
  city.skip(HOUR_MS)
  await expect(claim(anna, 2)).rejects.toMatchObject({ code: 'bad_input' })
  const first = await claim(anna)
  expect(await claim(anna)).toEqual(first)
  expect(await claim(anna, 2)).toMatchObject({ mine: [{ number: 1 }, { number: 2 }] })
  await expect(claim(anna, 3)).rejects.toMatchObject({ code: 'envelope_taken' })
  expect(await made.cents(anna)).toBe(200n)
  city.skip(HOUR_MS)
  await expect(claim(anna, 3)).rejects.toMatchObject({ code: 'envelope_taken' })
  expect(await listed(anna)).toEqual([])
  expect(await seePromotion(city, made.call(anna, { id }))).toMatchObject({ state: 'over' })
})

test('opened twice it is one, with other content it is refused; one that cannot be paid leaves no account', async () => {
  await using made = await party(2)
  const { city, host } = made
  const wish = await promote(made)
  await Promise.all([openPromotion(city, wish), openPromotion(city, wish)])
  expect(await made.cents(host)).toBe(9_000n)
  await expect(openPromotion(city, { ...wish, max: 200n })).rejects.toMatchObject({ code: 'exists_different' })
  await expect(promote(made, { budget: 10_000n })).rejects.toMatchObject({ code: 'balance_too_low' })
  const opened = await city.db.rows(sql`select from ledger.account where kind = 'promotion'`)
  expect(opened).toHaveLength(1)
  // Ended before it began, and then asked for again: still the same promotion.
  await endPromotion(city, wish.id)
  expect(await openPromotion(city, wish)).toMatchObject({ state: 'ended', returned: 1_000n })
  expect(await made.cents(host)).toBe(10_000n)
})

test('what cannot go back waits for its account, and nobody waits behind it', async () => {
  await using made = await party(2)
  const { city, host } = made
  const stuck = await promote(made)
  const order = { account: accountIdOf(host, 'EUR'), reason: 'court', order: '1', by: 'desk' }
  await freeze(city, order, { credit: true })
  expect(await endPromotion(city, stuck.id)).toMatchObject({ state: 'open', returned: null })
  await endDuePromotions(city)
  await freeze(city, order, { credit: false })
  await endDuePromotions(city)
  expect(await promotionStanding(city, stuck.id)).toMatchObject({ state: 'open' })
  city.skip(60_000)
  await endDuePromotions(city)
  expect(await promotionStanding(city, stuck.id)).toMatchObject({ state: 'ended', returned: 1_000n })
  expect(await made.cents(host)).toBe(10_000n)
})
