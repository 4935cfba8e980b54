import type { Dispute, InputOf, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, derivedId, Refusal } from '@plaza/kernel'
import { balances, transfer } from '@plaza/ledger'
import { cityAccountId, mayHaveWallet } from '@plaza/wallet'
import { merchantAccount } from '../accounts.ts'
import { DISPUTE } from '../codes.ts'
import { disputeEnded } from '../events.ts'
import { DISPUTE_MESSAGES_MAX, DISPUTE_WITHIN_MS, HOLD_TRIES_MAX } from '../limits.ts'
import { tellOrder } from '../orders/tell.ts'
import { tradeOf, type TradeRow } from '../orders/store.ts'
import { numberOf } from '../store.ts'
import { showDispute } from './show.ts'
import { disputeAbout, disputeOf, insertDispute, putMessage, type DisputeRow, type FreshDispute } from './store.ts'

type OpenCall = Call<InputOf<typeof merchantsApi.openDispute>>

/** The hold of what is disputed, in the ledger. */
export const holdOf = (dispute: string): string => derivedId('merchants.dispute', dispute)

/**
 * Questions a payment of the caller's, all of it that was not given back or a part (minor units): as much of it as is there
 * is held at the merchant. Safe to repeat. Refuses what the caller did not pay with money (`not_found`), a payment of more
 * than 90 days ago (`dispute_too_late`), one that is questioned already (`dispute_open`), and more than was paid
 * (`refund_too_much`).
 */
export async function openDispute(city: City, call: OpenCall): Promise<Dispute> {
  mayHaveWallet(call)
  const { by, input } = call
  const before = await disputeOf(city.db, input.id)
  const trade = await tradeOf(city.db, input.order)
  const number = trade && (await numberOf(city.db, trade.mchid))
  if (trade?.payer !== by.person || number?.mode !== 'live') throw new Refusal('not_found')
  // The same command may come twice at once: what is open already may be its own.
  const open = before ?? (await disputeAbout(city.db, trade.id))
  if (open && open.id !== input.id) throw new Refusal('dispute_open')
  if (!open) {
    mustBeDisputable(trade, city.clock.now())
    const left = trade.amount - trade.refunded
    const amount = input.amount === undefined ? left : BigInt(input.amount)
    if (amount > left || amount <= 0n) throw new Refusal('refund_too_much')
    const { id, reason } = input
    const { mchid } = trade
    const fresh = { id, trade: trade.id, mchid, payer: by.person, reason, amount, createdAt: city.clock.now() }
    await holdBack(city, fresh, trade.currency)
    await tellOrder(city, trade.id)
  }
  const row = await disputeOf(city.db, input.id)
  if (row?.payer !== by.person || row.trade !== trade.id || row.reason !== input.reason)
    throw new Refusal('exists_different')
  if (row.endedAt === null) await say(city, row, { id: input.id, side: 'payer', person: by.person, text: input.text })
  return showDispute(city, row)
}

function mustBeDisputable({ paidAt }: TradeRow, now: number): void {
  if (paidAt === null) throw new Refusal('not_found')
  if (now - paidAt > DISPUTE_WITHIN_MS) throw new Refusal('dispute_too_late')
}

/** Holds what is there of the amount, and writes the dispute in the same commit. Others may spend meanwhile: look again. */
async function holdBack(city: City, fresh: Omit<FreshDispute, 'held'>, currency: string): Promise<void> {
  const account = merchantAccount(fresh.mchid)
  for (let tries = 0; tries < HOLD_TRIES_MAX; tries++) {
    const [balance] = await balances(city, [account])
    const there = balance?.available ?? 0n
    const held = there < fresh.amount ? (there > 0n ? there : 0n) : fresh.amount
    const also = insertDispute({ ...fresh, held })
    if (held === 0n) {
      await city.db.run(also)
      return
    }
    const to = cityAccountId('suspense', currency)
    const hold = { kind: 'hold', id: holdOf(fresh.id), from: account, to, amount: held, code: DISPUTE } as const
    const verdict = await transfer(city, { ...hold, ref: fresh.trade, also })
    if (verdict.ok || verdict.code === 'exists_different') return
    if (verdict.code === 'frozen') return void (await city.db.run(insertDispute({ ...fresh, held: 0n })))
    if (verdict.code !== 'insufficient') break
  }
  throw new Refusal('busy', { retryMs: 1000 })
}

/**
 * Adds to what was said. Refuses when it is over (`dispute_over`), when enough was said (`too_many_requests`), and an id that
 * something else was said under (`exists_different`).
 */
export async function say(
  city: City,
  dispute: DisputeRow,
  what: { readonly id: string; readonly side: 'payer' | 'merchant'; readonly person: string; readonly text: string },
): Promise<void> {
  if (dispute.endedAt !== null) throw new Refusal('dispute_over')
  const row = { ...what, dispute: dispute.id, at: city.clock.now() }
  const kept = await putMessage(city.db, row, DISPUTE_MESSAGES_MAX)
  if (!kept) throw new Refusal('too_many_requests')
  if (kept.dispute !== row.dispute || kept.person !== row.person || kept.text !== row.text)
    throw new Refusal('exists_different')
}

/** A dispute as it is after something was done to it; counted where that ended it. */
export async function afterwards(city: City, before: DisputeRow): Promise<Dispute> {
  const row = await disputeOf(city.db, before.id)
  assert(row, 'disputes are never deleted')
  if (before.endedAt === null && row.endedAt !== null) {
    disputeEnded(city, row.state)
    await tellOrder(city, row.trade)
  }
  return showDispute(city, row)
}
