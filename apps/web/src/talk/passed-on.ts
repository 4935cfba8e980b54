import type { ChatEvent } from '@plaza/contract'
import type { NewContent } from '../engine/outbox.ts'
import { textOf } from '../engine/rules.ts'

/** A message as it is said again in another chat: the same words, the same files, nobody mentioned. */
export function passedOn(event: ChatEvent, c: string): NewContent {
  const body = event.b as Record<string, never>
  const text = textOf(event)
  const caption = text ? { text } : {}
  switch (event.k) {
    case 'picture': {
      const { items, original } = body as unknown as { items: { file: string }[]; original?: true }
      return {
        c,
        k: 'picture',
        b: { items: items.map(({ file }) => ({ file })), ...caption, ...(original ? { original } : {}) },
      }
    }
    case 'video':
      return { c, k: 'video', b: { file: body['file']!, ...caption } }
    case 'voice':
      return { c, k: 'voice', b: { file: body['file']! } }
    case 'file':
      return { c, k: 'file', b: { file: body['file']!, name: body['name']! } }
    case 'place':
    case 'person':
    case 'sticker':
      return { c, k: event.k, b: event.b } as NewContent
    case 'poll':
      return { c, k: 'poll', b: { from: event.c, q: event.q } }
    case 'record':
      return { c, k: 'record', b: { from: event.c, qs: [event.q], title: body['title']! } }
    default:
      return { c, k: 'text', b: { text } }
  }
}
