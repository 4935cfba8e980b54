import { isRich, type PersonCard } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards, privacyOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { readerOf } from './messages.ts'
import { targetOf } from './rules.ts'
import * as store from './store.ts'

/** Who has read one of my messages, of those who share read marks with me; nobody, unless I share mine. */
export async function readers(
  city: City,
  me: string,
  conv: string,
  q: number,
): Promise<{ readers: PersonCard[]; of: number }> {
  await readerOf(city, conv, me)
  const [message] = await store.messagesAt(city.db, [{ conv, q: targetOf(q) ?? 0 }])
  if (!message || !(message.kind === 'text' || isRich(message.kind))) throw new Refusal('target_not_found')
  if (message.sender !== me) throw new Refusal('not_your_message')
  const [head] = await store.conversationRows(city.db, [conv])
  const of = Math.max(0, (head?.size ?? 1) - 1)
  const people = (await store.readersOf(city.db, conv, q)).map(row => row.person).filter(person => person !== me)
  const privacy = await privacyOf(city, [me, ...people])
  if (!privacy.get(me)?.readReceipts) return { readers: [], of }
  return {
    readers: await cards(
      city,
      people.filter(person => privacy.get(person)?.readReceipts),
    ),
    of,
  }
}
