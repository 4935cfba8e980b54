import type { ChatEvent } from '@plaza/contract'
import { client, store } from '../ui/state.ts'
import type { Wish } from './ask.ts'
import { finder } from './marks.ts'

/** Chats that are looked through, the latest first, and the newest messages of each. */
const CHATS_MAX = 200
const IN_CHAT_MAX = 500
const HITS_MAX = 50
const LINK = /https?:\/\//i

/** What is said in a message, or what it is called: as the city's index reads it. */
export function textsOf({ b }: Pick<ChatEvent, 'b'>): string[] {
  const { text, name, title, address, emoji } = b
  return [text, name, title, address, emoji].filter(one => typeof one === 'string')
}

/**
 * The messages kept on this device that answer the wish, newest first: before the city has answered, and without it. Stops
 * when the signal says so.
 */
export async function findKept(wish: Wish, signal: AbortSignal): Promise<ChatEvent[]> {
  const answers = answerer(wish)
  let hits: ChatEvent[] = []
  for (const { c, at } of chatsOf(wish)) {
    // Whatever comes now is older than all that is shown.
    if (hits.length === HITS_MAX && at < hits.at(-1)!.at) break
    const range = store().ranges.get(c)
    if (!range) continue
    const messages = await client().db.newest(c, range.lo, range.hi, IN_CHAT_MAX)
    if (signal.aborted) return []
    hits = [...hits, ...messages.filter(answers)].toSorted((a, b) => b.at - a.at).slice(0, HITS_MAX)
  }
  return hits
}

/** Those of which this device keeps messages. */
function chatsOf({ chat }: Wish) {
  const { ranges } = store()
  const rows = [...store().rows.values()].filter(({ c }) => ranges.has(c) && (chat === undefined || c === chat))
  return rows.toSorted((a, b) => b.at - a.at).slice(0, CHATS_MAX)
}

function answerer({ words, from, kind, since, until }: Wish): (event: ChatEvent) => boolean {
  const stands = finder(words)
  const anything = words.trim() === ''
  return event =>
    event.recalled === undefined &&
    event.k !== 'system' &&
    (from === undefined || event.f === from) &&
    (kind === undefined || (kind === 'link' ? textsOf(event).some(text => LINK.test(text)) : event.k === kind)) &&
    (since === undefined || event.at >= since) &&
    (until === undefined || event.at < until) &&
    (anything ? Object.keys(event.b).length > 0 : textsOf(event).some(stands))
}
