import type { InputOf, MerchantTransfer, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { PAYOUTS_PAGE } from '../limits.ts'
import { managedMerchant } from '../merchants.ts'
import { payoutsOf, type PayoutRow } from './store.ts'

/** What a merchant's programs gave to people, newest first. Owners and managers (`admins_only`). */
export async function seeTransfers(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.merchantTransfers>>,
): Promise<ReplyOf<typeof merchantsApi.merchantTransfers>> {
  const mchid = (await managedMerchant(city, input.id, by.person))[input.mode]
  const rows = await payoutsOf(city.db, mchid, { before: input.before, limit: PAYOUTS_PAGE + 1 })
  return { transfers: rows.slice(0, PAYOUTS_PAGE).map(show), more: rows.length > PAYOUTS_PAGE }
}

function show(row: PayoutRow): MerchantTransfer {
  const { id, outBillNo, currency, remark, state, createdAt, expiresAt, changedAt } = row
  const redPacket = row.style === 'RED_PACKET' ? ({ redPacket: true } as const) : {}
  return {
    id,
    outBillNo,
    amount: row.amount.toString(),
    currency,
    remark,
    state,
    ...redPacket,
    createdAt,
    expiresAt,
    changedAt,
  }
}
