import { blockedAmong } from '@plaza/contacts'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { busyAmong, type AskedRow } from './store.ts'

/**
 * How it begins for people who are to be rung by somebody: those in another call are `busy`; where one of the two blocked the
 * other nothing rings (`missed`, which does not tell why); for all others it rings.
 */
export async function openingAnswers(
  city: City,
  tx: Queries,
  by: string,
  people: readonly string[],
): Promise<Pick<AskedRow, 'person' | 'answer'>[]> {
  const busy = await busyAmong(tx, people)
  const apart = await blockedAmong(city, by, people, tx)
  const answerOf = (person: string) => {
    if (apart.has(person)) return 'missed'
    return busy.has(person) ? 'busy' : null
  }
  return people.map(person => ({ person, answer: answerOf(person) }))
}
