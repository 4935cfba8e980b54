import { bigintArray, floatArray, prepared, textArray, uuidArray } from '@plaza/db'
import type { Rider } from '@plaza/ledger'
import {
  decidePay,
  decideRefund,
  type LockedTrade,
  type Paid,
  type PayRequest,
  type Refunded,
  type RefundRequest,
} from './rules.ts'

const LOCK = `select trade.id, state, refunds, amount, refunded,
    extract(epoch from expires_at)::float8 * 1000 as "expiresAt", extract(epoch from paid_at)::float8 * 1000 as "paidAt"
  from unnest($1::uuid[]) as want(id)
  join merchants.trade on trade.id = want.id
  order by trade.id
  for update of trade`
const keysOf = (requests: readonly { readonly trade: string }[]) => [
  uuidArray([...new Set(requests.map(request => request.trade))].sort()),
]
const lockWith = (name: string) => ({
  query: prepared(name, LOCK),
  values: keysOf,
  keyOf: (row: LockedTrade) => row.id,
})

/** Orders are paid inside the ledger's batches: their money, their state and the news of it in one commit. */
export const payRider: Rider<PayRequest, LockedTrade, Paid> = {
  name: 'merchants.pay',
  lock: lockWith('merchants_lock_pay'),
  keyOf: request => request.trade,
  decide: decidePay,
  write: {
    query: prepared(
      'merchants_pay',
      `with paid as (
        select trade, person, openid, payment, notify, to_timestamp(at / 1000) as at
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::float8[])
          as paid(trade, person, openid, payment, notify, at)
      ),
      written as (
        update merchants.trade
        set state = 'SUCCESS', payer = paid.person, payer_openid = paid.openid, payment = paid.payment, paid_at = paid.at
        from paid
        where trade.id = paid.trade
        returning trade.id, mchid, notify_url, paid.notify, paid.at
      )
      insert into merchants.notify (id, mchid, event, trade, url, form, next_at, created_at)
      select notify, mchid, 'TRANSACTION.SUCCESS', id, notify_url, 'v3', at, at from written where notify_url <> ''
      union all
      select gen_random_uuid(), mchid, 'TRANSACTION.SUCCESS', id, webhook.url, 'standard', at, at
      from written
      join merchants.webhook using (mchid)`,
    ),
    values: all => [
      uuidArray(all.map(paid => paid.trade)),
      uuidArray(all.map(paid => paid.person)),
      textArray(all.map(paid => paid.openid)),
      uuidArray(all.map(paid => paid.payment)),
      uuidArray(all.map(paid => paid.notify)),
      floatArray(all.map(paid => paid.atMs)),
    ],
  },
}

/** And so is their money given back. A refund that was abnormal before becomes the one that went through. */
export const refundRider: Rider<RefundRequest, LockedTrade, Refunded> = {
  name: 'merchants.refund',
  lock: lockWith('merchants_lock_refund'),
  keyOf: request => request.trade,
  decide: decideRefund,
  write: {
    query: prepared(
      'merchants_refund',
      `with given as (
        select id, trade, mchid, out_refund_no, decode(hash, 'hex') as hash, amount, reason, notify_url, notify,
          to_timestamp(at / 1000) as at
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[],
          $9::uuid[], $10::float8[])
          as given(id, trade, mchid, out_refund_no, hash, amount, reason, notify_url, notify, at)
      ),
      written as (
        insert into merchants.refund
          (id, trade, mchid, out_refund_no, request_hash, amount, reason, notify_url, state, created_at, done_at)
        select id, trade, mchid, out_refund_no, hash, amount, reason, notify_url, 'SUCCESS', at, at from given
        on conflict (mchid, out_refund_no) do update set state = 'SUCCESS', done_at = excluded.done_at
      ),
      told as (
        insert into merchants.notify (id, mchid, event, trade, refund, url, form, next_at, created_at)
        select notify, mchid, 'REFUND.SUCCESS', trade, id, notify_url, 'v3', at, at from given where notify_url is not null
        union all
        select gen_random_uuid(), mchid, 'REFUND.SUCCESS', trade, id, webhook.url, 'standard', at, at
        from given
        join merchants.webhook using (mchid)
      ),
      news as (
        select trade, sum(amount)::bigint as amount, count(*)::integer as parts from given group by trade
      )
      update merchants.trade
      set state = 'REFUND', refunded = trade.refunded + news.amount, refunds = trade.refunds + news.parts
      from news
      where trade.id = news.trade`,
    ),
    values: all => [
      uuidArray(all.map(one => one.id)),
      uuidArray(all.map(one => one.trade)),
      textArray(all.map(one => one.mchid)),
      textArray(all.map(one => one.outRefundNo)),
      textArray(all.map(one => one.requestHash.toString('hex'))),
      bigintArray(all.map(one => one.amount)),
      textArray(all.map(one => one.reason)),
      textArray(all.map(one => one.notifyUrl)),
      uuidArray(all.map(one => one.notify)),
      floatArray(all.map(one => one.atMs)),
    ],
  },
}
