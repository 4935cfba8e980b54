import type { Dispute, InputOf, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { DISPUTES_SHOWN_MAX } from '../limits.ts'
import { merchantOfNumber, rolesOf, settingOf } from '../store.ts'
import { endWith } from './end.ts'
import { afterwards } from './open.ts'
import { showDisputes } from './show.ts'
import { disputeOf, proposeEnd, reopen, waitingDisputes, type DisputeRow } from './store.ts'

/** Disputes that wait for the city, oldest first. */
export async function openDisputes(city: City): Promise<{ disputes: Dispute[] }> {
  return { disputes: await showDisputes(city, await waitingDisputes(city.db, DISPUTES_SHOWN_MAX)) }
}

/**
 * An operator's word on a dispute: it ends at once, or, above the setting `dispute_alone_max`, waits for another operator. Refuses what
 * is over (`dispute_over`) or waits already (`proposal_open`), more than is disputed (`refund_too_much`), and operators who
 * are on one of its sides (`needs_another_person`).
 */
export async function decideDispute(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.decideDispute>>,
): Promise<Dispute> {
  const row = await waiting(city, input.dispute, by.person)
  if (row.state === 'proposed') throw new Refusal('proposal_open')
  const refund = input.how === 'release' ? 0n : input.amount === undefined ? row.amount : BigInt(input.amount)
  if (refund > row.amount) throw new Refusal('refund_too_much')
  const { how, why } = input
  if (row.amount <= (await settingOf(city.db, 'dispute_alone_max'))) {
    const state = how === 'refund' ? 'refunded' : 'released'
    await endWith(city, row, { state, refund, by: by.person, why })
  } else if (!(await proposeEnd(city.db, row.id, { how, refund, by: by.person, why }))) {
    throw new Refusal('proposal_open')
  }
  return afterwards(city, row)
}

/**
 * The second operator's word on what the first proposed. Refuses where nothing is proposed (`already_decided`), and the one
 * who proposed it (`needs_another_person`).
 */
export async function approveDispute(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.approveDispute>>,
): Promise<Dispute> {
  const row = await waiting(city, input.dispute, by.person)
  if (row.state !== 'proposed') throw new Refusal('already_decided')
  if (row.proposedBy === by.person) throw new Refusal('needs_another_person')
  if (input.approve) {
    const state = row.how === 'refund' ? 'refunded' : 'released'
    await endWith(city, row, { state, refund: row.refund ?? 0n, by: by.person, why: null })
  } else if (!(await reopen(city.db, row.id))) {
    throw new Refusal('already_decided')
  }
  return afterwards(city, row)
}

/** A dispute that is not over, for an operator who is on neither side of it. */
async function waiting(city: City, id: string, operator: string): Promise<DisputeRow> {
  const row = await disputeOf(city.db, id)
  const merchant = row && (await merchantOfNumber(city.db, row.mchid))
  if (!row || !merchant) throw new Refusal('not_found')
  if (row.endedAt !== null) throw new Refusal('dispute_over')
  const works = (await rolesOf(city.db, [merchant.id], operator)).has(merchant.id)
  if (row.payer === operator || merchant.owner === operator || works) throw new Refusal('needs_another_person')
  return row
}
