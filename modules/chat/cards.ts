import type { CardBody } from '@plaza/contract'
import type { City } from '@plaza/house'
import { appended } from './append.ts'
import type { Verdict } from './types.ts'

/** A card to be put into a conversation on behalf of one of its members. */
export interface NewCard {
  readonly conv: string
  /** Made by whoever wants the card, and kept: the same id is the same card for ever. */
  readonly id: string
  readonly sender: string
  readonly body: CardBody
}

/**
 * Puts a card into a conversation as a message of `sender`. Refuses as for any message: `not_a_member`, `not_a_contact`,
 * `admins_only`, `exists_different`, `busy`.
 */
export function postCard(city: City, { conv, id, sender, body }: NewCard): Promise<Verdict> {
  return appended(city, {
    conv,
    id,
    sender,
    kind: 'card',
    body,
    re: null,
    origin: undefined,
    arrivedMs: city.clock.now(),
  })
}

/**
 * Says how the card at event `q` stands now: every device shows it so, wherever it scrolled to. `sender` is whoever changed
 * it, member or not. Refuses `target_not_found` when there is no card, `exists_different`, `busy`.
 */
export function updateCard(city: City, change: NewCard & { readonly q: number }): Promise<Verdict> {
  const { conv, id, sender, body, q } = change
  return appended(city, {
    conv,
    id,
    sender,
    kind: 'update',
    body,
    re: q,
    origin: undefined,
    arrivedMs: city.clock.now(),
  })
}

/** Where a card stands: nowhere in a conversation that was closed meanwhile. A busy one throws, so that the card comes later. */
export function placeOf(verdict: Verdict): number | undefined {
  if (!verdict.ok && verdict.code === 'busy') throw new Error('the chat is busy: the card comes later')
  return verdict.ok ? verdict.event.q : undefined
}
