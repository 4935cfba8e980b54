import { WireFault } from '@plaza/pay-wire'
import { Type as T, type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

const AMOUNT_MAX = 100_000_000_000
const Url = T.String({ minLength: 1, maxLength: 255 })
const OutTradeNo = T.String({ pattern: '^[0-9A-Za-z_|*@-]{1,32}$' })
const OutRefundNo = T.String({ pattern: '^[0-9A-Za-z_|*@-]{1,64}$' })
const Openid = T.String({ pattern: '^[0-9A-Za-z_-]{1,128}$' })
const Mchid = T.String({ minLength: 1, maxLength: 32 })
const Currency = T.String({ pattern: '^[A-Z]{3}$' })
const Fen = T.Integer({ minimum: 1, maximum: AMOUNT_MAX })

const common = {
  appid: T.String({ pattern: '^[0-9A-Za-z_]{1,32}$' }),
  mchid: Mchid,
  description: T.String({ minLength: 1, maxLength: 127 }),
  out_trade_no: OutTradeNo,
  time_expire: T.Optional(T.String({ maxLength: 64 })),
  attach: T.Optional(T.String({ maxLength: 128 })),
  notify_url: Url,
  amount: T.Object({ total: Fen, currency: T.Optional(Currency) }),
}
const scene = { payer_client_ip: T.String({ minLength: 1, maxLength: 45 }) }

/** What a prepay asks, whatever its kind; fields that mean nothing here count for the hash all the same. */
export const Prepay = T.Object({ ...common, payer: T.Optional(T.Object({ openid: Openid })) })
export type PrepayBody = Static<typeof Prepay>
export const JsapiPrepay = T.Object({ ...common, payer: T.Object({ openid: Openid }) })
export const H5Prepay = T.Object({
  ...common,
  payer: T.Optional(T.Object({ openid: Openid })),
  scene_info: T.Object({ ...scene, h5_info: T.Object({ type: T.String({ minLength: 1, maxLength: 32 }) }) }),
})
/** A code that a shop scanned from its payer's phone. Nobody is told by a notify: the answer says it, or a question. */
export const Codepay = T.Object({
  appid: common.appid,
  mchid: Mchid,
  description: common.description,
  out_trade_no: OutTradeNo,
  attach: common.attach,
  payer: T.Object({ auth_code: T.String({ pattern: '^[0-9]{16,24}$' }) }),
  amount: common.amount,
  scene_info: T.Object({}),
})
export type CodepayBody = Static<typeof Codepay>
export const Reverse = T.Object({ mchid: Mchid, appid: T.Optional(common.appid) })
export const Close = T.Object({ mchid: Mchid })
export const Refund = T.Object({
  transaction_id: T.Optional(T.String({ maxLength: 32 })),
  out_trade_no: T.Optional(OutTradeNo),
  out_refund_no: OutRefundNo,
  reason: T.Optional(T.String({ maxLength: 80 })),
  notify_url: T.Optional(Url),
  funds_account: T.Optional(T.String({ maxLength: 32 })),
  amount: T.Object({ refund: Fen, total: Fen, currency: Currency }),
})
export type RefundBody = Static<typeof Refund>

/** Money for somebody. What is told about its purpose counts for the hash and is not looked at. */
export const Transfer = T.Object({
  appid: common.appid,
  out_bill_no: OutTradeNo,
  transfer_scene_id: T.Optional(T.String({ maxLength: 36 })),
  openid: Openid,
  transfer_amount: Fen,
  transfer_remark: T.String({ minLength: 1, maxLength: 32 }),
  user_recv_style: T.Optional(T.Object({ type: T.Union([T.Literal('CONFIRM_PAGE'), T.Literal('RED_PACKET')]) })),
  notify_url: T.Optional(Url),
})
export type TransferBody = Static<typeof Transfer>

/** Reads a body against a schema. Refuses `PARAM_ERROR`, naming the first field that is wrong. */
export type ReadBody<Body> = (value: unknown) => Body

export function bodyReader<S extends TSchema>(schema: S): ReadBody<Static<S>> {
  const compiled = Compile(schema)
  return value => {
    if (compiled.Check(value)) return value
    const [first] = compiled.Errors(value)
    const field = `/body${first?.instancePath ?? ''}`
    const issue = first?.message ?? 'is not as it should be'
    throw new WireFault('PARAM_ERROR', `${field} ${issue}.`, { field, issue, location: 'body' })
  }
}

/** The JSON object in a request's body. Refuses `PARAM_ERROR` what is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const issue = 'is not JSON'
    throw new WireFault('PARAM_ERROR', `The body ${issue}.`, { field: '/body', issue, location: 'body' })
  }
}
