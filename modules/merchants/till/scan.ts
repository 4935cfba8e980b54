import type { InputOf, MerchantOrder, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { WireFault } from '@plaza/pay-wire'
import { payByCode } from '../codepay/pay.ts'
import { merchantFor } from '../merchants.ts'
import { showMerchantOrder } from '../orders/show.ts'
import { wireId } from '../rules.ts'
import { numberIn } from '../store.ts'
import { OWN_APP } from './shop.ts'
import { putTillOrder } from './store.ts'

/**
 * Takes a payment by the code on a payer's phone, in the hours of the cashier. Safe to repeat: the same order is answered as
 * it stands. Refuses codes that are none or were used (`pay_code_wrong`), those whose day is over (`pay_code_over`), an id
 * used for anything else (`exists_different`), and what the payer's wallet does (`payer_cannot_pay`, `limit_reached`).
 */
export async function scanAtTill(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.scanAtTill>>,
): Promise<MerchantOrder> {
  const { merchant } = await merchantFor(city, input.id, by.person)
  const number = await numberIn(city.db, merchant.id, input.mode)
  const wish = {
    appid: OWN_APP,
    mchid: number.mchid,
    description: input.description ?? merchant.name,
    out_trade_no: wireId(input.order),
    payer: { auth_code: input.payCode },
    amount: { total: Number(input.amount), currency: number.currency },
    scene_info: {},
  }
  const made = (trade: string) =>
    putTillOrder(city.db, { trade, mchid: number.mchid, person: by.person, terminal: input.terminal ?? null })
  const trade = await payByCode(city, number, wish, made).catch((error: unknown) => {
    throw error instanceof WireFault ? refusalOf(error) : error
  })
  return showMerchantOrder(trade)
}

function refusalOf({ code }: WireFault): Refusal {
  switch (code) {
    case 'AUTH_CODE_INVALID':
      return new Refusal('pay_code_wrong')
    case 'AUTH_CODE_EXPIRED':
      return new Refusal('pay_code_over')
    case 'FREQUENCY_LIMITED':
      return new Refusal('too_many_requests')
    case 'INVALID_REQUEST':
      return new Refusal('exists_different')
    case 'RULE_LIMIT':
      return new Refusal('limit_reached', { limit: 'payment' })
    case 'SYSTEM_ERROR':
      return new Refusal('busy', { retryMs: 1000 })
    default:
      return new Refusal('payer_cannot_pay')
  }
}
