import { sql, type Sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { CARD_CHANGED } from './events.ts'

/**
 * A change of our own row and the news of it as one statement, for the commit of the ledger that moves the money: whoever
 * dies after that commit loses neither.
 */
export function withCard(city: City, change: Sql, ref: string, besides?: Sql): Sql {
  const told = city.outbox.statement(CARD_CHANGED, { ref })
  const parts = [
    sql`changed as (${change} returning 1)`,
    ...(told ? [sql`told as (${told})`] : []),
    ...(besides ? [sql`besides as (${besides})`] : []),
  ]
  return sql`with ${parts.reduce((all, part) => sql`${all}, ${part}`)} select from changed`
}
