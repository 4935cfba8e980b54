import { peopleOf, readableAt, readableBy, rowsOf, type Part } from '@plaza/chat'
import type { InputOf, ReplyOf, searchApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { isUuid, Refusal } from '@plaza/kernel'
import { searched } from './events.ts'
import { CONVERSATIONS_NAMED_MAX, HITS_DEFAULT, RECENT_SPAN } from './limits.ts'
import * as store from './store.ts'
import { conversationWord, kindWord, lexeme, questionOf, type Question } from './words.ts'

type Asked = InputOf<typeof searchApi.search>
const nothing = { hits: [], rows: [], people: [] }

/**
 * What the caller looks for among what they may read. The index only names places: what is shown is read from the chat, as it
 * stands now, and there it is judged once more whether they may.
 */
export async function search(
  city: City,
  { input, by: { person } }: Call<Asked>,
): Promise<ReplyOf<typeof searchApi.search>> {
  const parts = await readableBy(city, person, input.chat)
  if (input.chat !== undefined && parts.length === 0) throw new Refusal('not_a_member')
  const question = questionOf(input.words ?? '')
  if (parts.length === 0 || (input.chat === undefined && (!question || question.short))) return nothing
  const began = performance.now()
  const limit = input.limit ?? HITS_DEFAULT
  const found = await placesOf(city, parts, input, question, limit + 1)
  searched(city, input.chat === undefined ? 'all_chats' : 'one_chat', performance.now() - began)
  const places = found.slice(0, limit)
  const hits = await readableAt(city, person, places)
  const rows = await rowsOf(city, person, { convs: [...new Set(hits.map(hit => hit.c))] })
  const people = [...(await peopleOf(city, rows)), ...(await cards(city, [...new Set(hits.map(hit => hit.f))]))]
  const last = places.at(-1)
  return {
    hits,
    rows,
    people: [...new Map(people.map(card => [card.id, card])).values()],
    ...(found.length > limit && last ? { next: `${last.at}.${last.q}.${last.conv}` } : {}),
  }
}

/** Where the hits stand, newest first: what the index says, before the chat is asked. */
export async function placesOf(
  city: City,
  parts: readonly Part[],
  input: Asked,
  question: Question | undefined,
  limit: number,
): Promise<store.End[]> {
  const words = [...(question ? [question.query] : []), ...(input.kind ? [lexeme(kindWord(input.kind))] : [])]
  const rest = {
    runs: question?.runs ?? [],
    sender: input.from,
    since: input.since,
    until: input.until,
    before: endOf(input.before),
    limit,
  }
  const [only] = parts
  // Every message of a chat has a word of one sign: reading down finds enough of them soon.
  if (input.chat !== undefined && only && (question?.short ?? !input.kind))
    return store.findDown(city.db, only, { query: words.join(' & ') || undefined, ...rest })
  const narrow = named(parts)
  if (narrow.length === 0 && question) {
    const recent = await store.findRecent(city.db, parts, { query: words.join(' & '), ...rest }, RECENT_SPAN)
    if (recent.length === limit) return recent
  }
  return store.find(city.db, parts, { query: [...words, ...narrow].join(' & '), ...rest })
}

/** Few conversations are asked for by the index, so that it need not fetch what was said in others. */
const named = (parts: readonly Part[]): string[] =>
  parts.length > CONVERSATIONS_NAMED_MAX
    ? []
    : [`(${parts.map(part => lexeme(conversationWord(part.conv))).join(' | ')})`]

function endOf(text: string | undefined): store.End | undefined {
  if (text === undefined) return undefined
  const [at, q, conv = ''] = text.split('.')
  const end = { at: Number(at), q: Number(q), conv }
  if (!Number.isSafeInteger(end.at) || !Number.isSafeInteger(end.q) || !isUuid(conv))
    throw new Refusal('bad_input', { field: 'before' })
  return end
}
