import { divide as exactly, type Item } from '@plaza/fair'
import { Refusal } from '@plaza/kernel'

/** What each person owes of some items (minor units). Refuses `split_too_small` when there is less than a unit for somebody. */
export function divide(items: readonly Item[]): Map<string, bigint> {
  const owed = exactly(items)
  if ([...owed.values()].some(amount => amount === 0n)) throw new Refusal('split_too_small')
  return owed
}
