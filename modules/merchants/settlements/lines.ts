import type { City } from '@plaza/house'
import { statement, type StatementLine } from '@plaza/ledger'

/** Which changes of an account: after the first version, up to the second. */
export interface Versions {
  readonly from: bigint
  readonly to: bigint
}

/** The changes of an account between two of its versions, oldest first, read page by page as they are consumed. */
export async function* linesBetween(
  city: City,
  account: string,
  { from, to }: Versions,
): AsyncGenerator<StatementLine> {
  for (let cursor = from; cursor < to;) {
    const page = await statement(city, account, { cursor, order: 'oldest' })
    const last = page.at(-1)
    if (!last) return
    for (const line of page) if (line.version <= to) yield line
    cursor = last.version
  }
}
