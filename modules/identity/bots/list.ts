import type { PersonCard } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { closePerson } from '../close.ts'
import { cardFrom } from '../people.ts'
import { personById } from '../store.ts'
import { botById, botsOf, type BotRow } from './store.ts'

/** Door: a person's bots that are not closed, in the order they were made. */
export async function botsOwnedBy(
  city: City,
  owner: string,
): Promise<{ readonly bot: PersonCard; readonly webhook: string | null }[]> {
  const rows = await botsOf(city.db, owner)
  return rows.map(row => ({ bot: cardFrom(row), webhook: row.webhook }))
}

/** Closes a bot of the caller's own; a repeat is harmless. */
export async function removeBot(city: City, call: Call<{ id: string }>): Promise<{ done: true }> {
  const bot = await botById(city.db, call.input.id)
  if (bot && bot.owner !== call.by.person) throw new Refusal('not_found')
  if (!bot && !(await personById(city.db, call.input.id))?.closedAt) throw new Refusal('not_found')
  if (bot) await closePerson(city, bot.id)
  return { done: true }
}

/** Door: whose bot this is and where its events go; undefined when it is none, or closed. */
export function botOf(city: City, id: string): Promise<BotRow | undefined> {
  return botById(city.db, id)
}
