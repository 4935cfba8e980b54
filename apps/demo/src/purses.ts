import { population } from './people.ts'
import { seedOf } from './seed-of.ts'

const CENTS_MIN = 2_000
const CENTS_SPREAD = 60_000

/** What each citizen of the demo has in their wallet at the beginning, in minor units: the same in every demo. */
export function demoPurses(): { person: string; amount: bigint }[] {
  return population()
    .filter(({ kind }) => kind === 'citizen' || kind === 'operator')
    .map(({ id }) => ({ person: id, amount: BigInt(CENTS_MIN + (seedOf('purse', id) % CENTS_SPREAD)) }))
}
