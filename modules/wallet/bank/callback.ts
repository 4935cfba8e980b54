import type { City } from '@plaza/house'
import { concluded } from './drive.ts'
import { bankOf, hasBank } from './connect.ts'
import { moveOf } from './store.ts'

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
  }
  return true
}
