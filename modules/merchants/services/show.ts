import type { City } from '@plaza/house'
import { wireTime } from '@plaza/pay-wire'
import { BANK_TYPE } from '../orders/show.ts'
import type { TradeRow } from '../orders/store.ts'
import { wireId } from '../rules.ts'
import { serviceOf } from './store.ts'

const FAILURES: Record<string, string> = {
  NOT_ENOUGH: 'The payer cannot pay this',
  RULE_LIMIT: 'Above what the payer pays without being asked',
  TRADE_ERROR: 'The payment is not possible',
}
const INFO = { PARKING: 'parking_info', BUS: 'bus_info', METRO: 'metro_info' } as const
/** What is said of whether it was paid back belongs to parking alone, in its own word. */
const STATES = {
  SUCCESS: ['SUCCESS', 'Paid'],
  REFUND: ['REFUND', 'Refunded, all or in part'],
  NOTPAY: ['ACCEPTED', 'Being paid'],
  USERPAYING: ['ACCEPTED', 'Being paid'],
  CLOSED: ['PAY_FAIL', 'Not paid'],
  REVOKED: ['REFUND', 'Taken back'],
  PAYERROR: ['PAY_FAIL', 'Not paid'],
} as const satisfies Record<TradeRow['state'], readonly [string, string]>

/** An order that was paid by itself as the wire shows it, in answers and in news (`as` it was paid). */
export async function wireService(city: City, row: TradeRow, as: TradeRow['state'] = row.state): Promise<object> {
  const service = await serviceOf(city.db, row.id)
  const scene = service?.scene ?? 'PARKING'
  const [state, words] = STATES[as]
  const total = Number(row.amount)
  const failed = service?.failed ?? null
  return {
    appid: row.appid,
    mchid: row.mchid,
    description: row.description,
    create_time: wireTime(row.createdAt),
    out_trade_no: row.outTradeNo,
    ...(row.paidAt === null
      ? {}
      : { transaction_id: wireId(row.id), success_time: wireTime(row.paidAt), bank_type: BANK_TYPE }),
    trade_state: state,
    trade_state_description: failed === null ? words : (FAILURES[failed] ?? words),
    ...(row.paidAt !== null && scene === 'PARKING' ? { user_repaid: 'Y' } : {}),
    ...(row.attach === null ? {} : { attach: row.attach }),
    trade_scene: scene,
    ...(service?.contract ? { contract_id: wireId(service.contract) } : {}),
    ...(service?.info ? { [INFO[scene]]: service.info } : {}),
    payer: { openid: row.payerOpenid ?? row.openid },
    amount: {
      total,
      currency: row.currency,
      ...(row.paidAt === null ? {} : { payer_total: total, discount_total: 0 }),
    },
    promotion_detail: [],
  }
}
