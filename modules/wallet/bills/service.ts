import { postCard, settleDirect } from '@plaza/chat'
import { directConversationId, seedFriendships } from '@plaza/contacts'
import type { City } from '@plaza/house'
import { createPerson, languageOf } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { sentence } from '@plaza/locales'
import { cardNotShown } from '../events.ts'
import { moneyText } from '../money.ts'
import { showBill } from './read.ts'
import { billOf, openedChat } from './store.ts'

/** The account that tells each person of their payments. */
export const PAYMENTS_ID = derivedId('wallet', 'payments service')

/** Writes a payment into the person's conversation with the service, which is opened at the first one. Safe to repeat. */
export async function billWritten(city: City, { person, id }: { person: string; id: string }): Promise<void> {
  const row = await billOf(city.db, person, id)
  if (!row) return
  const language = await languageOf(city, person)
  await createPerson(city, { id: PAYMENTS_ID, handle: 'payments', name: 'Payments', kind: 'service' })
  if (await openedChat(city.db, person, city.clock.now()))
    await seedFriendships(city, [{ a: person, b: PAYMENTS_ID, since: city.clock.now() }])
  await settleDirect(city, PAYMENTS_ID, person)
  const { id: ref, category: _, ...facts } = showBill(row)
  const verdict = await postCard(city, {
    conv: directConversationId(person, PAYMENTS_ID),
    id: derivedId('wallet.bill', person, id),
    sender: PAYMENTS_ID,
    body: {
      card: 'bill',
      ref,
      text: sentence(language, row.direction === 'in' ? 'card.bill.in' : 'card.bill.out', {
        amount: moneyText(row.amount, row.currency),
      }),
      facts,
    },
  })
  if (!verdict.ok && verdict.code === 'busy') throw new Error('the chat is busy: the card comes later')
  // Whoever ended the conversation with the service is told nothing any more.
  if (!verdict.ok) cardNotShown(city, id, verdict.code)
}
