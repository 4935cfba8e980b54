import { sql } from '@plaza/db'
import { keptLists, type City, type Kept } from '@plaza/house'

/** A person in shops: as who keeps one, works there, or pays. Payments themselves are told by the wallet. */
export function keptOf(city: City, person: string): AsyncIterable<Kept> {
  return keptLists(city, {
    'merchants/shops': sql`
      select name, city, country, category, verification, created_at as "madeAt"
      from merchants.merchant where owner = ${person} order by created_at`,
    'merchants/staff': sql`
      select merchant.name, staff.role, staff.since
      from merchants.staff join merchants.merchant on merchant.id = staff.merchant
      where staff.person = ${person} order by staff.since`,
    'merchants/bank_accounts': sql`
      select mchid as number, holder, ending, set_at as "setAt" from merchants.bank_account where person = ${person}`,
    'merchants/certificates': sql`
      select mchid as number, serial, added_at as "addedAt", revoked_at as "revokedAt"
      from merchants.api_certificate where added_by = ${person}`,
    'merchants/shifts': sql`
      select mchid as number, terminal, opened_at as "openedAt", closed_at as "closedAt", payments
      from merchants.shift where person = ${person} order by opened_at`,
    'merchants/till_calls': sql`
      select merchant.name, till_call.wanted
      from merchants.till_call join merchants.merchant on merchant.id = till_call.merchant
      where till_call.person = ${person} order by merchant.name`,
    'merchants/till': sql`
      select trade.mchid as number, trade.description, till_order.terminal, trade.created_at as at
      from merchants.till_order join merchants.trade on trade.id = till_order.trade
      where till_order.person = ${person} order by trade.created_at`,
    'merchants/orders': sql`
      select mchid as number, code, description, amount::text as amount, currency, state, refunded::text as refunded,
        created_at as at, paid_at as "paidAt"
      from merchants.trade where payer = ${person} order by created_at`,
    'merchants/disputes': sql`
      select mchid as number, reason, amount::text as amount, state, how, created_at as at, ended_at as "endedAt"
      from merchants.dispute where payer = ${person} order by created_at`,
    'merchants/dispute_messages': sql`
      select dispute, side, text, at from merchants.dispute_message where person = ${person} order by at`,
    'merchants/paid_to_me': sql`
      select mchid as number, amount::text as amount, currency, remark, state, created_at as at
      from merchants.payout where person = ${person} order by created_at`,
    'merchants/known_as': sql`
      select mchid as number, appid as program, openid from merchants.openid where person = ${person}`,
    'merchants/rides': sql`
      select mchid as number, appid as program, signed_at as "signedAt", ended_at as "endedAt"
      from merchants.ride_contract where person = ${person} order by signed_at`,
    'merchants/vehicles': sql`
      select plate, color, opened_at as "openedAt" from merchants.vehicle where person = ${person}`,
    'merchants/pay_devices': sql`
      select device, issued_at as "issuedAt", expires_at as "expiresAt" from merchants.pay_device where person = ${person}`,
    'merchants/small_payments': sql`
      select day::text as day, spent::text as spent from merchants.small_spent where person = ${person} order by day`,
  })
}
