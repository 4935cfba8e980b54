import type { InputOf, merchantsApi, PayOrder, Shop, Sticker } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { canonicalHash } from '@plaza/pay-wire'
import { writeLink } from '@plaza/qr'
import { accountIdOf, mayHaveWallet, mayPay } from '@plaza/wallet'
import { testWalletFor } from '../accounts.ts'
import { orderMade } from '../events.ts'
import { STICKER_LIFE_MS } from '../limits.ts'
import { merchantFor } from '../merchants.ts'
import { charge, mustBePaid } from '../orders/charge.ts'
import { openidFor } from '../orders/openid.ts'
import { showPayOrder } from '../orders/show.ts'
import { putTrade, tradeOf, type TradeRow } from '../orders/store.ts'
import { newCode, wireId } from '../rules.ts'
import { merchantOf, numberIn, type MerchantRow, type NumberRow } from '../store.ts'
import { emvOf } from './emv.ts'
import { numberOfSticker, stickerOf } from './store.ts'

/** The app under whose name payers are known to shops that have none of their own. */
export const OWN_APP = 'plaza'

interface Found {
  readonly number: NumberRow
  readonly merchant: MerchantRow
}

/** Whose sticker it is. Refuses a code that is on none (`not_found`). */
export async function seeShop(city: City, { input }: Call<{ code: string }>): Promise<Shop> {
  const { number, merchant } = await found(city, input.code)
  return {
    id: merchant.id,
    code: input.code,
    name: merchant.name,
    ...(merchant.nativeName ? { nativeName: merchant.nativeName } : {}),
    city: merchant.city,
    category: merchant.category,
    verified: merchant.verification === 'verified',
    currency: number.currency,
    ...(number.mode === 'test' ? { test: true } : {}),
  }
}

async function found(city: City, code: string): Promise<Found> {
  const number = await numberOfSticker(city.db, code)
  const merchant = number && (await merchantOf(city.db, number.merchant))
  if (!number || !merchant) throw new Refusal('not_found')
  return { number, merchant }
}

/** The code that a merchant hangs on its wall; made once, for everybody who works there. */
export async function seeSticker(city: City, call: Call<InputOf<typeof merchantsApi.sticker>>): Promise<Sticker> {
  const { merchant } = await merchantFor(city, call.input.id, call.by.person)
  const code = await stickerOf(city.db, merchant[call.input.mode], newCode(city.dice))
  const { currency } = await numberIn(city.db, merchant.id, call.input.mode)
  const link = writeLink(city.config.publicUrl, { kind: 'shop', code })
  return { code, link, emv: emvOf(city, merchant, { shop: code, currency }) }
}

/**
 * Pays a shop by its sticker: the order is made for this payer and this amount (minor units), and paid, by one
 * confirmation. Safe to repeat. Refuses a code that is on no sticker (`not_found`), another currency (`bad_input`), an id
 * that was used for anything else (`exists_different`), and what any payment may.
 */
export async function payShop(city: City, call: Call<InputOf<typeof merchantsApi.payShop>>): Promise<PayOrder> {
  mayHaveWallet(call)
  const { by, input } = call
  const { number, merchant } = await found(city, input.code)
  if (input.currency !== number.currency) throw new Refusal('bad_input', { field: 'currency' })
  const wish = await wishOf(city, call, number)
  const before = await tradeOf(city.db, input.id)
  if (before) mustBeSame(before, wish)
  if (before?.payer === by.person) return showPayOrder(before, merchant, by.person)
  const from =
    number.mode === 'test'
      ? await testWalletFor(city, by.person)
      : await clearedWallet(city, call, { number, merchant })
  const trade = await putTrade(city.db, wish)
  mustBeSame(trade, wish)
  if (trade.fresh) orderMade(city, 'STICKER')
  mustBePaid(city, await charge(city, trade, { person: by.person, from }))
  const after = await tradeOf(city.db, trade.id)
  assert(after?.payer === by.person, 'an order is paid with its transfer')
  return showPayOrder(after, merchant, by.person)
}

type Wish = Parameters<typeof putTrade>[1]

/** The order is for whoever asks for it, and for nobody else. */
async function wishOf(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.payShop>>,
  number: NumberRow,
): Promise<Wish> {
  const { id, code, amount, note = '' } = input
  const now = city.clock.now()
  return {
    id,
    mchid: number.mchid,
    outTradeNo: wireId(id),
    type: 'STICKER',
    appid: OWN_APP,
    code: newCode(city.dice),
    requestHash: canonicalHash({ type: 'STICKER', person: by.person, code, amount, note }),
    description: note,
    attach: null,
    notifyUrl: '',
    openid: await openidFor(city, { mchid: number.mchid, appid: OWN_APP, person: by.person }),
    amount: BigInt(amount),
    currency: number.currency,
    createdAt: now,
    expiresAt: now + STICKER_LIFE_MS,
    prepayUntil: now + STICKER_LIFE_MS,
  }
}

function mustBeSame(trade: TradeRow, wish: Wish): void {
  if (!trade.requestHash.equals(wish.requestHash)) throw new Refusal('exists_different')
}

/** The caller's wallet, once they confirmed exactly this shop and amount. */
async function clearedWallet(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.payShop>>,
  { number, merchant }: Found,
): Promise<string> {
  if (input.proof === undefined) throw new Refusal('proof_wrong')
  const { id, amount, currency } = input
  await mayPay(city, by, { do: 'order', id, to: merchant.id, amount, currency }, input.proof)
  return accountIdOf(by.person, number.currency)
}
