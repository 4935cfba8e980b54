import { limits, type Bill, type InputOf, type ReplyOf, type walletApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { currencyOf } from '../accounts.ts'
import { BILLS_PAGE } from '../limits.ts'
import { periodOf, zoneOf } from './months.ts'
import { billOf, billPage, sumsOf, writeCategory, type BillRow } from './store.ts'

/** The caller's payments, newest first. Refuses a time zone that there is not (`bad_input`). */
export async function seeBills(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.bills>>,
): Promise<ReplyOf<typeof walletApi.bills>> {
  const limit = Math.min(input.limit ?? BILLS_PAGE, limits.BILLS_PAGE_MAX)
  const { month, zone, ...filter } = input
  const within = month === undefined ? {} : periodOf(month, zoneOf(zone))
  const rows = await billPage(city.db, by.person, { ...within, ...filter }, limit + 1)
  return { bills: rows.slice(0, limit).map(showBill), more: rows.length > limit }
}

/** The receipt of one; of others' payments nothing is known (`not_found`). */
export async function seeBill(city: City, { by, input }: Call<{ id: string }>): Promise<Bill> {
  const row = await billOf(city.db, by.person, input.id)
  if (!row) throw new Refusal('not_found')
  return showBill(row)
}

export async function categorize(city: City, call: Call<InputOf<typeof walletApi.categorize>>): Promise<Bill> {
  await writeCategory(city.db, call.by.person, call.input.id, call.input.category)
  return seeBill(city, call)
}

/** What came and went in a month of the caller's time zone, in all and by category; amounts are minor units. */
export async function seeMonth(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.month>>,
): Promise<ReplyOf<typeof walletApi.month>> {
  const sums = await sumsOf(city.db, by.person, periodOf(input.month, zoneOf(input.zone)))
  const total = sums.reduce((all, one) => ({ in: all.in + one.came, out: all.out + one.went }), { in: 0n, out: 0n })
  return {
    currency: currencyOf(city),
    total: { in: total.in.toString(), out: total.out.toString() },
    categories: sums.map(({ category, came, went, count }) => ({
      category,
      in: came.toString(),
      out: went.toString(),
      count,
    })),
  }
}

export function showBill(row: BillRow): Bill {
  return {
    id: row.id,
    kind: row.kind,
    direction: row.direction,
    amount: row.amount.toString(),
    currency: row.currency,
    ...(row.other === null ? {} : { person: row.other }),
    note: row.note,
    category: row.category,
    balance: row.balance.toString(),
    at: row.at,
  }
}
