import type { InputOf, MerchantNotify, MerchantRequest, merchantsApi, OrderStep, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { ORDER_REQUESTS_MAX, REFUNDS_MAX, REQUESTS_PAGE } from '../limits.ts'
import { managedMerchant } from '../merchants.ts'
import { notifiesOf } from '../notify/show.ts'
import { showMerchantOrder } from '../orders/show.ts'
import { refundsOf, tradeOf, type RefundRow, type TradeRow } from '../orders/store.ts'
import { requestsWritten } from './note.ts'
import * as store from './store.ts'

/** All that happened to an order, oldest first. Refuses one of another merchant (`not_found`), and cashiers (`admins_only`). */
export async function inspectOrder(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.inspectOrder>>,
): Promise<ReplyOf<typeof merchantsApi.inspectOrder>> {
  const merchant = await managedMerchant(city, input.id, by.person)
  const trade = await tradeOf(city.db, input.order)
  if (!trade || (trade.mchid !== merchant.live && trade.mchid !== merchant.test)) throw new Refusal('not_found')
  await requestsWritten(city)
  const [requests, refunds, notifies, payingAt] = await Promise.all([
    store.requestsAbout(city.db, trade, ORDER_REQUESTS_MAX),
    refundsOf(city.db, trade.id, REFUNDS_MAX),
    notifiesOf(city, trade.id),
    store.payingSince(city.db, trade.id),
  ])
  const steps = [
    ...statesOf(trade, refunds, payingAt),
    ...refunds.map(refundStep),
    ...notifies.flatMap(newsSteps),
    ...requests.reverse().map((row): OrderStep => ({ kind: 'request', at: row.at, request: showRequest(row) })),
  ]
  // What happened within one millisecond stays as it stands here: the change first, then who heard of it and who asked.
  return { order: showMerchantOrder(trade), steps: steps.sort((a, b) => a.at - b.at) }
}

/** Requests of a merchant in one mode, newest first. Refuses cashiers (`admins_only`). */
export async function merchantRequests(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.merchantRequests>>,
): Promise<ReplyOf<typeof merchantsApi.merchantRequests>> {
  const merchant = await managedMerchant(city, input.id, by.person)
  await requestsWritten(city)
  const page = { failed: input.only === 'failed', before: input.before, limit: REQUESTS_PAGE + 1 }
  const rows = await store.requestsOf(city.db, merchant[input.mode], page)
  return { requests: rows.slice(0, REQUESTS_PAGE).map(showRequest), more: rows.length > REQUESTS_PAGE }
}

/** Every state that an order was in, as its times tell: each is entered once, but that of a refund with each of its parts. */
function statesOf(trade: TradeRow, refunds: readonly RefundRow[], payingAt: number | null): OrderStep[] {
  const { state, createdAt, paidAt, closedAt } = trade
  const given = refunds.flatMap(({ doneAt }) => doneAt ?? [])
  const last = Math.max(...given)
  const ended = state === 'REVOKED' ? 'REVOKED' : 'CLOSED'
  const entered: [OrderState, number | null][] = [
    ['NOTPAY', createdAt],
    ['USERPAYING', payingAt],
    ['SUCCESS', paidAt],
    [ended, closedAt],
    ...given.map((at): [OrderState, number] => ['REFUND', at]),
    ['REVOKED', state === 'REVOKED' && closedAt === null && given.length > 0 ? last : null],
  ]
  return entered.flatMap(([state, at]) => (at === null ? [] : { kind: 'state' as const, at, state }))
}
type OrderState = TradeRow['state']

const refundStep = ({ state, outRefundNo, amount, createdAt, doneAt }: RefundRow): OrderStep => ({
  kind: 'refund',
  at: doneAt ?? createdAt,
  state,
  outRefundNo,
  amount: amount.toString(),
})

const newsSteps = ({ id, event, url, createdAt, deliveries }: MerchantNotify): OrderStep[] => [
  { kind: 'notify', at: createdAt, notify: id, event, url },
  ...deliveries.map((one): OrderStep => ({
    kind: 'delivery',
    notify: id,
    event,
    heard: one.status === 200 || one.status === 204,
    ...one,
  })),
]

function showRequest(row: store.RequestRow): MerchantRequest {
  const { id, at, tookMs, operation, status } = row
  return {
    id,
    at,
    tookMs,
    operation,
    status,
    ...(row.outTradeNo === null ? {} : { outTradeNo: row.outTradeNo }),
    ...(row.order === null ? {} : { order: row.order }),
    ...(row.code === null ? {} : { code: row.code }),
    ...(row.field === null ? {} : { field: row.field }),
    ...(row.issue === null ? {} : { issue: row.issue }),
    ...(row.trouble === null ? {} : { trouble: row.trouble }),
    ...(row.offS === null ? {} : { offS: row.offS }),
  }
}
