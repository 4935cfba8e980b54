import { sql } from '@plaza/db'
import { keptLists, type City, type Kept } from '@plaza/house'
import { keptOf as billsOf } from './bills/exports.ts'

/** A person's wallet: payments, then everything that is agreed, asked for or under way. Amounts are minor units. */
export async function* keptOf(city: City, person: string): AsyncIterable<Kept> {
  yield* billsOf(city, person)
  yield* keptLists(city, {
    'wallet/wallet': sql`
      select currency, tier, opened_at as "openedAt", frozen_at as "frozenAt", office_frozen_at as "officeFrozenAt"
      from wallet.holder where person = ${person}`,
    'wallet/accounts': sql`select id, currency from wallet.account where person = ${person}`,
    'wallet/transfers': sql`
      select case when payer = ${person} then 'out' else 'in' end as direction, amount::text as amount, currency, note, state,
        created_at as at, changed_at as "changedAt"
      from wallet.transfer where payer = ${person} or payee = ${person} order by created_at`,
    'wallet/requests': sql`
      select case when asker = ${person} then 'asked' else 'was asked' end as side, amount::text as amount, currency, note, state,
        created_at as at
      from wallet.request where asker = ${person} or payer = ${person} order by created_at`,
    'wallet/splits': sql`
      select note, total::text as total, own::text as own, currency, closed, created_at as at
      from wallet.split where asker = ${person} order by created_at`,
    'wallet/shared_items': sql`
      select split, name, amount::text as amount from wallet.split_item where ${person} = any(people)`,
    'wallet/family': sql`
      select case when payer = ${person} then 'I pay' else 'I spend' end as side, month_max::text as "monthMax",
        used::text as used, currency, note, state, created_at as at, changed_at as "changedAt"
      from wallet.mandate where payer = ${person} or holder = ${person} order by created_at`,
    'wallet/bank_accounts': sql`
      select iban, holder, state, created_at as at from wallet.bank_link where person = ${person} order by created_at`,
    'wallet/bank_moves': sql`
      select direction, amount::text as amount, currency, state, reason, created_at as at
      from wallet.bank_move where person = ${person} order by created_at`,
    'wallet/identity_checks': sql`
      select tier, state, created_at as at from wallet.identity_check where person = ${person} order by created_at`,
    'wallet/statements': sql`select code, sha256, at from wallet.stamp where person = ${person} order by at`,
    'wallet/office': sql`select what, reason, at from wallet.office_act where person = ${person} order by at`,
    'wallet/pin': sql`select set_at as "setAt" from wallet.pin where person = ${person}`,
  })
}
