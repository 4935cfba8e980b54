import type { MerchantPayout, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, derivedId, Refusal } from '@plaza/kernel'
import { transfer, type Verdict } from '@plaza/ledger'
import { canonicalHash, WireFault } from '@plaza/pay-wire'
import { accountIdOf, holderFor, mayHaveWallet, refusalOf } from '@plaza/wallet'
import { merchantAccount, testWalletFor } from '../accounts.ts'
import { PAYOUT } from '../codes.ts'
import { CLOSE_MAX, PAYOUT_LIFE_MS, RED_PACKET_MAX, WAITING_MAX } from '../limits.ts'
import { notifySoon } from '../notify/look.ts'
import { badField, mustBeNotifiable } from '../orders/prepay.ts'
import { personNamed } from '../orders/names.ts'
import { merchantOf, numberOf, type NumberRow } from '../store.ts'
import type { TransferBody } from '../wire/bodies.ts'
import * as store from './store.ts'

export const payoutId = (mchid: string, outBillNo: string): string => derivedId('merchants.payout', mchid, outBillNo)

/**
 * Gives money to somebody whom the merchant knows by an openid: it is held until they take it. The same request again is
 * the same payout. Refuses another under its number (`INVALID_REQUEST`), somebody unknown (`PARAM_ERROR`), and more than
 * there is (`NOT_ENOUGH`).
 */
export async function makePayout(city: City, number: NumberRow, body: TransferBody): Promise<store.PayoutRow> {
  const { mchid, currency } = number
  const id = payoutId(mchid, body.out_bill_no)
  const requestHash = canonicalHash(body)
  const before = await store.payoutOf(city.db, id)
  if (before) return again(before, requestHash)
  if (body.notify_url !== undefined) mustBeNotifiable(city, body.notify_url)
  const person = await personNamed(city, { mchid, appid: body.appid, openid: body.openid })
  if (person === undefined) throw badField('/openid', body.openid, 'is nobody whom this app knows')
  await holderFor(city, person)
  const now = city.clock.now()
  const amount = BigInt(body.transfer_amount)
  const expiresAt = now + PAYOUT_LIFE_MS
  const verdict = await transfer(city, {
    kind: 'hold',
    id,
    from: merchantAccount(mchid),
    to: number.mode === 'test' ? await testWalletFor(city, person) : accountIdOf(person, currency),
    amount,
    code: PAYOUT,
    ref: id,
    expiresAt,
    also: store.insertPayout({
      id,
      mchid,
      outBillNo: body.out_bill_no,
      requestHash,
      appid: body.appid,
      openid: body.openid,
      person,
      amount,
      currency,
      remark: body.transfer_remark,
      notifyUrl: body.notify_url ?? null,
      style: styleOf(body),
      createdAt: now,
      expiresAt,
    }),
  })
  const made = await store.payoutOf(city.db, id)
  if (!made) throw payoutFault(verdict)
  return again(made, requestHash)
}

/** A red envelope holds only so much (`PARAM_ERROR`). */
function styleOf({ user_recv_style: wish, transfer_amount: amount }: TransferBody): store.PayoutRow['style'] {
  if (wish?.type === 'RED_PACKET' && amount > RED_PACKET_MAX)
    throw badField('/transfer_amount', amount, `must be at most ${RED_PACKET_MAX} in a red packet`)
  return wish?.type ?? 'CONFIRM_PAGE'
}

function again(row: store.PayoutRow, requestHash: Buffer): store.PayoutRow {
  if (!row.requestHash.equals(requestHash))
    throw new WireFault('INVALID_REQUEST', 'The number was used before, with other parameters.')
  return row
}

function payoutFault(verdict: Verdict): WireFault {
  switch (verdict.code) {
    case 'insufficient':
      return new WireFault('NOT_ENOUGH', 'The balance of the merchant is too low.')
    case 'busy':
    case 'unknown':
      return new WireFault('SYSTEM_ERROR', 'Try again with the same number.')
    default:
      return new WireFault('TRADE_ERROR', 'The receiver or the merchant cannot take part in payments now.')
  }
}

/** Takes a payout back while nobody took it. Safe to repeat. Refuses what was taken (`INVALID_REQUEST`). */
export async function cancelPayout(city: City, row: store.PayoutRow): Promise<store.PayoutRow> {
  const end = { state: 'CANCELLED', notify: city.newId(), at: city.clock.now() } as const
  const id = derivedId('merchants.payout.back', row.id)
  await transfer(city, {
    kind: 'void',
    id,
    hold: row.id,
    code: PAYOUT,
    ref: row.id,
    also: store.endPayout(row.id, end),
  })
  notifySoon(city)
  const after = await store.payoutOf(city.db, row.id)
  assert(after, 'a payout that was found is there')
  if (after.state === 'CANCELLED' || after.state === 'FAIL') return after
  throw new WireFault('INVALID_REQUEST', 'The receiver has taken the money.')
}

/** What merchants have for the caller. */
export async function myPayouts(city: City, { by }: Call<object>): Promise<ReplyOf<typeof merchantsApi.myPayouts>> {
  const rows = await store.payoutsFor(city.db, by.person, city.clock.now(), WAITING_MAX)
  return { payouts: await Promise.all(rows.map(row => show(city, row))) }
}

/**
 * Takes what a merchant has for the caller: it is in their wallet at once. Safe to repeat. Refuses what is somebody else's
 * (`not_found`), was taken back or is over (`payment_over`), or does not fit (`payee_cannot_receive`).
 */
export async function acceptPayout(city: City, call: Call<{ id: string }>): Promise<MerchantPayout> {
  mayHaveWallet(call)
  const row = await store.payoutOf(city.db, call.input.id)
  if (row?.person !== call.by.person) throw new Refusal('not_found')
  if (row.state === 'SUCCESS') return show(city, row)
  const end = { state: 'SUCCESS', notify: city.newId(), at: city.clock.now() } as const
  const verdict = await transfer(city, {
    kind: 'capture',
    id: derivedId('merchants.payout.take', row.id),
    hold: row.id,
    code: PAYOUT,
    ref: row.id,
    final: true,
    also: store.endPayout(row.id, end),
  })
  if (!verdict.ok) throw refusalOf(city, verdict, { payer: 'other' })
  notifySoon(city)
  const after = await store.payoutOf(city.db, row.id)
  assert(after?.state === 'SUCCESS', 'a payout is taken with its transfer')
  return show(city, after)
}

/** A chore: writes down which payouts nobody took in time. */
export async function failDuePayouts(city: City): Promise<void> {
  const now = city.clock.now()
  for (const { id } of await store.duePayouts(city.db, now, CLOSE_MAX))
    await city.db.run(store.endPayout(id, { state: 'FAIL', notify: city.newId(), at: now }))
}

async function show(city: City, row: store.PayoutRow): Promise<MerchantPayout> {
  const number = await numberOf(city.db, row.mchid)
  const merchant = number && (await merchantOf(city.db, number.merchant))
  assert(merchant, 'a payout has its merchant')
  const { id, currency, remark, state, expiresAt } = row
  return {
    id,
    merchant: { id: merchant.id, name: merchant.name, verified: merchant.verification === 'verified' },
    amount: row.amount.toString(),
    currency,
    remark,
    state,
    expiresAt,
    ...(row.style === 'RED_PACKET' ? { redPacket: true } : {}),
    ...(number.mode === 'test' ? { test: true } : {}),
  }
}
