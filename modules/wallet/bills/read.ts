import { limits, type Bill, type InputOf, type ReplyOf, type walletApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { currencyOf } from '../accounts.ts'
import { BILLS_PAGE } from '../limits.ts'
import { billOf, billPage, sumsOf, writeCategory, type BillRow } from './store.ts'

/** The caller's payments, newest first. */
export async function seeBills(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.bills>>,
): Promise<ReplyOf<typeof walletApi.bills>> {
  const limit = Math.min(input.limit ?? BILLS_PAGE, limits.BILLS_PAGE_MAX)
  const rows = await billPage(city.db, by.person, input, limit + 1)
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

/** What came and went in a month, in all and by category. */
export async function seeMonth(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.month>>,
): Promise<ReplyOf<typeof walletApi.month>> {
  const sums = await sumsOf(city.db, by.person, periodOf(input.month))
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

/** From when until when a month lasts (UTC), in ms. */
export function periodOf(month: string): { from: number; until: number } {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return { from: Date.UTC(year, number - 1), until: Date.UTC(year, number) }
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
