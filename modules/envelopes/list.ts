import type { InputOf, ReplyOf, envelopesApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { PAGE_MAX } from './limits.ts'
import { showEnvelopes } from './show.ts'
import { gotBy, sentBy, sumsOfGot, sumsOfSent } from './store.ts'

type Input = InputOf<typeof envelopesApi.myEnvelopes>

/** What a person opened or sent in a time, newest first, a page at a time; the sums are of the whole time. */
export async function myEnvelopes(
  city: City,
  { by, input }: Call<Input>,
): Promise<ReplyOf<typeof envelopesApi.myEnvelopes>> {
  const span = { person: by.person, from: input.from ?? 0, until: input.until ?? city.clock.now() + 1 }
  const page = { ...span, until: Math.min(span.until, input.before ?? span.until) }
  const got = input.side === 'got'
  const rows = await (got ? gotBy : sentBy)(city.db, page, PAGE_MAX + 1)
  const sums = await (got ? sumsOfGot : sumsOfSent)(city.db, span)
  return {
    envelopes: await showEnvelopes(city, rows.slice(0, PAGE_MAX), by.person),
    more: rows.length > PAGE_MAX,
    sums: sums.map(sum => ({ ...sum, amount: sum.amount.toString() })),
  }
}
