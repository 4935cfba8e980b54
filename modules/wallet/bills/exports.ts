import type { City, Kept } from '@plaza/house'
import { limits } from '@plaza/contract'
import { showBill } from './read.ts'
import { billPage } from './store.ts'

/** A person's payments, newest first; amounts are minor units. */
export async function* keptOf(city: City, person: string): AsyncIterable<Kept> {
  for (let before: string | undefined; ;) {
    const rows = await billPage(city.db, person, before === undefined ? {} : { before }, limits.BILLS_PAGE_MAX)
    yield { list: 'wallet/payments', rows: rows.map(showBill) }
    if (rows.length < limits.BILLS_PAGE_MAX) return
    before = rows.at(-1)?.id
  }
}
