import { standingAt, type PlaceOf } from '@plaza/chat'
import type { ChatEvent } from '@plaza/contract'
import type { City } from '@plaza/house'
import { indexed } from './events.ts'
import * as store from './store.ts'
import { conversationWord, fold, kindWord, wordsOf } from './words.ts'

/** Events that change a message instead of being one. */
const CHANGES = new Set<ChatEvent['k']>(['edit', 'recall', 'update'])
const UNFOUND = new Set<ChatEvent['k']>(['react', 'system', ...CHANGES])
const LINK = /\bhttps?:\/\/|\bwww\.\w/i

/** Brings the index to how the messages stand that these events made or changed: again does no harm. */
export async function keep(city: City, events: readonly ChatEvent[]): Promise<void> {
  const places = new Map<string, PlaceOf>()
  for (const { c: conv, q, k, re } of events) {
    const place = CHANGES.has(k) ? re : UNFOUND.has(k) ? undefined : q
    if (place !== undefined) places.set(`${conv} ${place}`, { conv, q: place })
  }
  if (places.size === 0) return
  const standing = await standingAt(city, [...places.values()])
  const entries = standing.flatMap(entryOf)
  for (const { conv, q } of entries) places.delete(`${conv} ${q}`)
  await store.put(city.db, entries)
  await store.remove(city.db, [...places.values()])
  indexed(city, entries.length)
}

/** How a message is found; nothing, where it has no words and is of no kind that people look for. */
function entryOf(event: ChatEvent): store.Entry[] {
  if (event.recalled !== undefined || UNFOUND.has(event.k)) return []
  const text = textOf(event.b)
  const folded = fold(text)
  const kinds = LINK.test(text) ? [event.k, 'link'] : [event.k]
  const words = [...wordsOf(folded), conversationWord(event.c), ...kinds.map(kindWord)]
  return [{ conv: event.c, q: event.q, sender: event.f, kind: event.k, at: event.at, folded, words }]
}

/** What a message says, of whatever kind it is: its words, the names of what it carries, and the sign that a sticker stands for. */
export function textOf(body: ChatEvent['b']): string {
  return ['text', 'name', 'title', 'address', 'emoji']
    .flatMap(key => (typeof body[key] === 'string' ? body[key] : []))
    .join('\n')
}
