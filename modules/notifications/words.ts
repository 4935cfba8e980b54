import type { ChatEvent } from '@plaza/contract'
import { sentence, type SentenceKey } from '@plaza/locales'
import { createHash } from 'node:crypto'
import { TEXT_SHOWN_MAX } from './limits.ts'
import type { Message } from './store-calls.ts'

/** What is told of a message, for one person. */
export interface Told {
  readonly event: ChatEvent
  readonly language: string
  readonly showText: boolean
  /** Who wrote, and the group it was written in. */
  readonly name: string
  readonly group?: string | undefined
  /** How many of this conversation they have not read. */
  readonly count: number
  /** Whether it names them. */
  readonly names: boolean
  readonly unread: number
}

/** What a device shows of a message: who, and what they wrote only where the person wants that. */
export function messageOf(told: Told): Message {
  const { event, language, name, group, showText, names } = told
  const say = (key: SentenceKey, values: Record<string, unknown> = {}) => sentence(language, key, values)
  const what = showText ? said(event, say) : names ? say('called.named') : say('called.message', { count: told.count })
  return {
    tag: event.c,
    title: group ?? name,
    body: group === undefined || (!showText && !names) ? what : say('chats.said', { name, text: what }),
    path: `/chats/${event.c}`,
    c: event.c,
    q: event.q,
    unread: told.unread,
  }
}

/** Kinds that are told by a word where they have none of their own. */
const KINDS: Partial<Record<ChatEvent['k'], SentenceKey>> = {
  picture: 'called.kind.picture',
  video: 'called.kind.video',
  voice: 'called.kind.voice',
  file: 'called.kind.file',
  place: 'called.kind.place',
  person: 'called.kind.person',
  sticker: 'called.kind.sticker',
  record: 'called.kind.record',
  poll: 'called.kind.poll',
}

function said({ k, b }: ChatEvent, say: (key: SentenceKey, values?: Record<string, unknown>) => string): string {
  const words = [b['text'], b['name'], b['title']].find(one => typeof one === 'string' && one.trim() !== '')
  const text = (typeof words === 'string' ? words : '').replaceAll(/\s+/g, ' ').trim()
  const shown = [...text].length > TEXT_SHOWN_MAX ? `${[...text].slice(0, TEXT_SHOWN_MAX).join('')}…` : text
  const kind = KINDS[k]
  if (kind === undefined) return shown || say('called.message', { count: 1 })
  return shown ? `[${say(kind)}] ${shown}` : `[${say(kind)}]`
}

/** The name under which a push service keeps only the last call: 32 signs that tell nothing of the conversation. */
export const topicOf = (tag: string): string => createHash('sha256').update(tag).digest('base64url').slice(0, 32)
