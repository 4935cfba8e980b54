import { sql } from '@plaza/db'
import { keptLists, type City, type Kept } from '@plaza/house'

/** Red envelopes that a person gave and opened, and gifts of promotions. */
export function keptOf(city: City, person: string): AsyncIterable<Kept> {
  return keptLists(city, {
    'envelopes/given': sql`
      select kind, currency, total::text as total, count, wish, state, returned::text as returned, created_at as at
      from envelopes.envelope where sender = ${person} order by created_at`,
    'envelopes/for_me': sql`
      select kind, wish, state, created_at as at from envelopes.envelope where person = ${person} order by created_at`,
    'envelopes/opened': sql`
      select amount::text as amount, at from envelopes.take where person = ${person} order by at`,
    'envelopes/gifts': sql`
      select promotion.title, gift.amount::text as amount, gift.at
      from envelopes.gift join envelopes.promotion on promotion.id = gift.promotion
      where gift.person = ${person} order by gift.at`,
    'envelopes/invited': sql`
      select promotion.title
      from envelopes.guest join envelopes.promotion on promotion.id = guest.promotion where guest.person = ${person}`,
    'envelopes/promotions': sql`
      select title, currency, budget::text as budget, given::text as given, state, created_at as at
      from envelopes.promotion where payer = ${person} order by created_at`,
  })
}
