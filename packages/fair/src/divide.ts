export interface Item {
  /** In minor units. */
  readonly amount: bigint
  readonly people: readonly string[]
}

/**
 * What each person owes of some items, each divided equally among its people (minor units). What does not divide goes a
 * unit each to the first of them, and over all items by turns, so that nobody pays the rest of every dish. Sums are exact;
 * where there is less than a unit for somebody, their part is nothing.
 */
export function divide(items: readonly Item[]): Map<string, bigint> {
  const owed = new Map<string, bigint>()
  let turn = 0n
  for (const { amount, people } of items) {
    const count = BigInt(people.length)
    const [each, rest] = [amount / count, amount % count]
    people.forEach((person, i) => {
      const place = (BigInt(i) - (turn % count) + count) % count
      owed.set(person, (owed.get(person) ?? 0n) + each + (place < rest ? 1n : 0n))
    })
    turn += rest
  }
  return owed
}
