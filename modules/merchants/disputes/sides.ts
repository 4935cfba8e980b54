import type { Dispute, InputOf, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { DISPUTES_SHOWN_MAX } from '../limits.ts'
import { managedMerchant } from '../merchants.ts'
import { endWith } from './end.ts'
import { afterwards, say } from './open.ts'
import { showDisputes } from './show.ts'
import { disputeOf, disputesAt, disputesBy, type DisputeRow } from './store.ts'

type List = { disputes: Dispute[] }

/** Payments that the caller questioned, newest first. */
export async function myDisputes(city: City, { by }: Call<object>): Promise<List> {
  return { disputes: await showDisputes(city, await disputesBy(city.db, by.person, DISPUTES_SHOWN_MAX)) }
}

/** Adds to a dispute of the caller's. */
export async function sayInDispute(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.sayInDispute>>,
): Promise<Dispute> {
  const row = await mine(city, input.id, by.person)
  await say(city, row, { id: input.message, side: 'payer', person: by.person, text: input.text })
  return afterwards(city, row)
}

/** Gives a dispute of the caller's up. Safe to repeat; refuses one that ended otherwise (`dispute_over`). */
export async function withdrawDispute(city: City, { by, input }: Call<{ id: string }>): Promise<Dispute> {
  const row = await mine(city, input.id, by.person)
  if (row.state !== 'withdrawn') await endWith(city, row, { state: 'withdrawn', refund: 0n, by: null, why: null })
  return afterwards(city, row)
}

async function mine(city: City, id: string, person: string): Promise<DisputeRow> {
  const row = await disputeOf(city.db, id)
  if (row?.payer !== person) throw new Refusal('not_found')
  return row
}

/** What payers of a merchant question, newest first. Owners and managers (`admins_only`). */
export async function merchantDisputes(city: City, { by, input }: Call<{ id: string }>): Promise<List> {
  const merchant = await managedMerchant(city, input.id, by.person)
  return { disputes: await showDisputes(city, await disputesAt(city.db, merchant.live, DISPUTES_SHOWN_MAX)) }
}

/** Adds the merchant's evidence. */
export async function answerDispute(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.answerDispute>>,
): Promise<Dispute> {
  const row = await ofMerchant(city, input, by.person)
  await say(city, row, { id: input.message, side: 'merchant', person: by.person, text: input.text })
  return afterwards(city, row)
}

/** The merchant gives all of it back. Safe to repeat; refuses one that ended otherwise (`dispute_over`). */
export async function acceptDispute(
  city: City,
  { by, input }: Call<{ id: string; dispute: string }>,
): Promise<Dispute> {
  const row = await ofMerchant(city, input, by.person)
  if (row.state !== 'refunded') await endWith(city, row, { state: 'refunded', refund: row.amount, by: null, why: null })
  return afterwards(city, row)
}

async function ofMerchant(
  city: City,
  { id, dispute }: { readonly id: string; readonly dispute: string },
  person: string,
): Promise<DisputeRow> {
  const merchant = await managedMerchant(city, id, person)
  const row = await disputeOf(city.db, dispute)
  if (row?.mchid !== merchant.live) throw new Refusal('not_found')
  return row
}
