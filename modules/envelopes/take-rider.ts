import { bigintArray, floatArray, intArray, prepared, uuidArray } from '@plaza/db'
import type { Rider } from '@plaza/ledger'
import { decideTake, type LockedEnvelope, type Taken, type TakeRequest } from './rules.ts'

/**
 * Shares are given out inside the ledger's batches: one lock of each envelope for all who reach for it at once, and the
 * share, its payment and its journal row in one commit.
 */
export const takeRider: Rider<TakeRequest, LockedEnvelope, Taken> = {
  name: 'envelopes.take',
  steady: true,
  lock: {
    query: prepared(
      'envelopes_lock',
      `select envelope.id, state, shares, to_json(takers) as takers, extract(epoch from expires_at)::float8 * 1000 as expires_at
      from unnest($1::uuid[]) as want(id)
      join envelopes.envelope on envelope.id = want.id
      order by envelope.id
      for update of envelope`,
    ),
    values: requests => [uuidArray([...new Set(requests.map(request => request.envelope))].sort())],
    keyOf: row => row.id,
  },
  keyOf: request => request.envelope,
  decide: decideTake,
  write: {
    query: prepared(
      'envelopes_take',
      `with given as (
        select envelope, person, place, amount, to_timestamp(at / 1000) as at
        from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::bigint[], $5::float8[]) as given(envelope, person, place, amount, at)
      ),
      written as (
        insert into envelopes.take (envelope, person, place, amount, at)
        select envelope, person, place, amount, at from given
      ),
      news as (
        select envelope, array_agg(person order by place) as people, max(place) as place, max(at) as at from given group by envelope
      )
      update envelopes.envelope
      set takers = envelope.takers || news.people,
        state = case when news.place = envelope.count then 'empty' else envelope.state end,
        finished_at = case when news.place = envelope.count then news.at end,
        version = case when news.place = envelope.count then 1 else envelope.version end
      from news
      where envelope.id = news.envelope`,
    ),
    values: takes => [
      uuidArray(takes.map(take => take.envelope)),
      uuidArray(takes.map(take => take.person)),
      intArray(takes.map(take => take.place)),
      bigintArray(takes.map(take => take.amount)),
      floatArray(takes.map(take => take.atMs)),
    ],
  },
}
