import { isRich, limits, type ChatEvent, type PollBody, type RecordBody, type RecordLine } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { RECORD_DEPTH_MAX } from './limits.ts'
import { closedCopy } from './poll-rules.ts'
import { mustBeText } from './rules.ts'
import { someMessages } from './some.ts'

/**
 * Messages of a conversation as its reader sees them now, copied to be passed on with the names of who said them. Refuses
 * `target_not_found` when one is not theirs to read or is no message, `record_too_large`.
 */
export async function recordBody(
  city: City,
  person: string,
  { from, qs, title }: { from: string; qs: readonly number[]; title?: string },
): Promise<RecordBody> {
  mustBeText('title', title)
  const events = await someMessages(city, person, from, qs)
  if (events.length !== qs.length || !events.every(mayBePassedOn)) throw new Refusal('target_not_found')
  const people = await cards(city, [...new Set(events.map(event => event.f))])
  const names = new Map(people.map(card => [card.id, card.name]))
  const lines: RecordLine[] = events.map(({ f, at, k, b }) => ({
    f,
    name: names.get(f) ?? '',
    at,
    k,
    b: k === 'poll' ? closedCopy(b as unknown as PollBody, city.clock.now()) : b,
  }))
  const body = {
    title: title?.trim() || [...names.values()].join(', ').slice(0, limits.RECORD_TITLE_LENGTH_MAX),
    lines,
  }
  if (depthOf(body) > RECORD_DEPTH_MAX || Buffer.byteLength(JSON.stringify(body)) > limits.RECORD_BYTES_MAX)
    throw new Refusal('record_too_large')
  return body
}

/** Words and what people sent; not what the city writes for those two, such as a payment. */
const mayBePassedOn = ({ k, recalled, hidden }: ChatEvent) => !recalled && !hidden && (k === 'text' || isRich(k))

function depthOf({ lines }: { lines: readonly RecordLine[] }): number {
  return 1 + Math.max(0, ...lines.map(({ k, b }) => (k === 'record' ? depthOf(b as unknown as RecordBody) : 0)))
}
