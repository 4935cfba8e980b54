import { limits, type InputOf, type Mandate, type ReplyOf, type walletApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { CARD_CHANGED, paymentMoved } from '../events.ts'
import { mustBeFriends } from '../friends.ts'
import { MANDATES_SHOWN_MAX } from '../limits.ts'
import { mayHaveWallet } from '../pin.ts'
import { mayPay } from '../spend.ts'
import { zoneOfCity } from '../zone.ts'
import { showMandate } from './show.ts'
import { countMandates, insertMandate, mandateOf, mandatesOf, revokeMandate, type MandateRow } from './store.ts'

type GiveCall = Call<InputOf<typeof walletApi.giveFamilyCard>>

/**
 * Lets a friend pay from the caller's wallet up to `amount` minor units a month. Safe to repeat. Refuses `not_a_contact`,
 * `too_many_mandates`, and a cap above what the caller may pay at once (`limit_reached`).
 */
export async function giveFamilyCard(city: City, call: GiveCall): Promise<Mandate> {
  mayHaveWallet(call)
  const { by, input } = call
  const { id, to, amount, currency, note = '' } = input
  if (to === by.person) throw new Refusal('is_self')
  if (!(await mandateOf(city.db, id))) {
    await mustBeFriends(city, by.person, to)
    await mayPay(city, by, { do: 'family', id, to, amount, currency }, input.proof)
    if ((await countMandates(city.db, by.person)) >= limits.MANDATES_PER_PERSON_MAX)
      throw new Refusal('too_many_mandates', { max: limits.MANDATES_PER_PERSON_MAX })
    const row = {
      id,
      payer: by.person,
      holder: to,
      currency,
      monthMax: BigInt(amount),
      note,
      createdAt: city.clock.now(),
    }
    await city.tx(async tx => {
      if (await insertMandate(tx, row)) await city.outbox.emit(tx, CARD_CHANGED, { ref: id })
    })
    paymentMoved(city, 'family', 'given')
  }
  const row = await mandateOf(city.db, id)
  const same = row?.payer === by.person && row.holder === to && row.monthMax === BigInt(amount) && row.note === note
  if (!row || !same) throw new Refusal('exists_different')
  return showNow(city, row)
}

const showNow = (city: City, row: MandateRow) => showMandate(row, { nowMs: city.clock.now(), zone: zoneOfCity(city) })

/** The family cards that the caller gave and has. */
export async function familyCards(city: City, { by }: Call<object>): Promise<ReplyOf<typeof walletApi.familyCards>> {
  const rows = await mandatesOf(city.db, by.person, MANDATES_SHOWN_MAX)
  const shown = rows.map(row => showNow(city, row))
  return { given: shown.filter(one => one.from === by.person), had: shown.filter(one => one.to === by.person) }
}

/** Ends a family card: no payment that is answered later uses it. Safe to repeat. */
export async function revokeFamilyCard(city: City, { by, input }: Call<{ id: string }>): Promise<Mandate> {
  const row = await mandateOf(city.db, input.id)
  if (row?.payer !== by.person && row?.holder !== by.person) throw new Refusal('not_found')
  await city.tx(async tx => {
    if (await revokeMandate(tx, row.id, city.clock.now())) await city.outbox.emit(tx, CARD_CHANGED, { ref: row.id })
  })
  const after = await mandateOf(city.db, row.id)
  assert(after, 'family cards are never deleted')
  return showNow(city, after)
}
