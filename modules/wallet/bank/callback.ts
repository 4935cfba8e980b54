import type { Outcome } from '@plaza/banking'
import type { City } from '@plaza/house'
import { concluded } from './drive.ts'
import { bankOf, hasBank } from './connect.ts'
import { returned } from '../suspense/settle.ts'
import { itemOf, resolutionOf } from '../suspense/store.ts'
import { moveOf } from './store.ts'

/** News of money that people sent back to an account. */
async function returnTold(
  city: City,
  key: string,
  { outcome, minor }: { outcome: Outcome; minor: bigint | undefined },
): Promise<void> {
  const row = await resolutionOf(city.db, key)
  const item = row?.how === 'return' ? await itemOf(city.db, row.item) : undefined
  if (row && item && (minor === undefined || minor === item.amount)) await returned(city, row, outcome)
}

/**
 * News from the bank, as raw bytes with their headers. False when it is not the bank's: answer 401. News may come twice and
 * in any order; a booking of the right amount is as good as `settled`, everything else waits for the statement.
 */
export async function bankCallback(
  city: City,
  raw: Uint8Array,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Promise<boolean> {
  const event = hasBank(city) ? bankOf(city).verifyCallback(raw, headers) : undefined
  if (!event) return false
  const news =
    event.kind === 'status'
      ? event.outcomes.map(told => ({ ...told, minor: undefined }))
      : event.entries.flatMap(({ key, reversal, amount, ref }) =>
          key === undefined || reversal
            ? []
            : [{ key, outcome: { kind: 'settled', ref } as const, minor: amount.minor }],
        )
  for (const { key, outcome, minor } of news) {
    const row = await moveOf(city.db, key)
    if (row && (minor === undefined || minor === row.amount)) await concluded(city, row, outcome)
    if (!row) await returnTold(city, key, { outcome, minor })
  }
  return true
}
