import { bigintArray, floatArray, intArray, prepared, uuidArray } from '@plaza/db'
import type { Rider } from '@plaza/ledger'
import { decideGift, type Gift, type GiftRequest, type LockedPromotion } from './rules.ts'

/**
 * Shares of promotions are given out inside the ledger's batches. The batch has locked the promotion's account in an
 * earlier statement, so this one sees every gift that was committed before, whichever process gave it.
 */
export const giftRider: Rider<GiftRequest, LockedPromotion, Gift> = {
  name: 'envelopes.gift',
  lock: {
    query: prepared(
      'promotions_lock',
      `select promotion.id, state, budget, most, given, per_person as "perPerson",
        extract(epoch from starts_at)::float8 * 1000 as "startsAt", extract(epoch from ends_at)::float8 * 1000 as "endsAt",
        (
          select coalesce(json_object_agg(person, had), '{}') from (
            select person, count(*)::integer as had from envelopes.gift
            where gift.promotion = promotion.id and person = any($2::uuid[])
            group by person
          ) as counted
        ) as had
      from unnest($1::uuid[]) as want(id)
      join envelopes.promotion on promotion.id = want.id
      order by promotion.id
      for update of promotion`,
    ),
    values: requests => [
      uuidArray([...new Set(requests.map(request => request.promotion))].sort()),
      uuidArray([...new Set(requests.map(request => request.person))]),
    ],
    keyOf: row => row.id,
  },
  keyOf: request => request.promotion,
  decide: decideGift,
  write: {
    query: prepared(
      'promotions_give',
      `with fresh as (
        select promotion, person, number, amount, to_timestamp(at / 1000) as at
        from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::bigint[], $5::float8[]) as fresh(promotion, person, number, amount, at)
      ),
      written as (
        insert into envelopes.gift (promotion, person, number, amount, at)
        select promotion, person, number, amount, at from fresh
      ),
      news as (
        select promotion, sum(amount)::bigint as amount, count(*)::integer as gifts, max(at) as at from fresh group by promotion
      )
      update envelopes.promotion
      set given = promotion.given + news.amount, gifts = promotion.gifts + news.gifts,
        due_at = case when promotion.given + news.amount + most > budget then least(due_at, news.at) else due_at end
      from news
      where promotion.id = news.promotion`,
    ),
    values: gifts => [
      uuidArray(gifts.map(gift => gift.promotion)),
      uuidArray(gifts.map(gift => gift.person)),
      intArray(gifts.map(gift => gift.number)),
      bigintArray(gifts.map(gift => gift.amount)),
      floatArray(gifts.map(gift => gift.atMs)),
    ],
  },
}
