import { limits, type RichKind, type Send } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'

/** What can be judged without looking anything up: everything but the rich kinds. */
export type PlainSend = { readonly k: Exclude<Send['k'], RichKind>; readonly b: Send['b'] }

/** The body that will be kept: only what the kind knows, within its limits. Refuses `text_empty`, `text_too_long`, `too_many_mentions`, `bad_input`. */
export function cleanBody(frame: PlainSend): Record<string, unknown> {
  switch (frame.k) {
    case 'text':
    case 'edit': {
      const { text, mentions } = frame.b as { text: string; mentions?: string[] }
      return textBody(text, mentions)
    }
    case 'react': {
      const { e, on } = frame.b as { e: string; on: boolean }
      if (!isEmoji(e)) throw new Refusal('bad_input', { field: 'e' })
      return { e, on }
    }
    case 'recall':
      return {}
  }
}

export function textBody(text: string, mentions: readonly string[] | undefined): Record<string, unknown> {
  mustBeText('text', text)
  if (text.trim() === '') throw new Refusal('text_empty')
  if (text.length > limits.TEXT_LENGTH_MAX && [...text].length > limits.TEXT_LENGTH_MAX)
    throw new Refusal('text_too_long', { max: limits.TEXT_LENGTH_MAX })
  if (!mentions || mentions.length === 0) return { text }
  const people = [...new Set(mentions)]
  if (people.length > limits.MENTIONS_PER_MESSAGE_MAX)
    throw new Refusal('too_many_mentions', { max: limits.MENTIONS_PER_MESSAGE_MAX })
  return { text, mentions: people }
}

/** Refuses what cannot be kept: PostgreSQL keeps no NUL in text, and a lone surrogate is not a character. */
export function mustBeText(field: string, text: string | undefined): void {
  if (text !== undefined && (text.includes('\u0000') || !text.isWellFormed())) throw new Refusal('bad_input', { field })
}

/** The message that is answered or changed: a number that the database can hold, null for none. */
export function targetOf(re: number | undefined): number | null {
  if (re === undefined) return null
  if (re < 1 || re > limits.EVENTS_PER_CONVERSATION_MAX) throw new Refusal('target_not_found')
  return re
}

/** One pictograph (with its joiners, skin tone or flag letters): reactions are no second text channel. */
export function isEmoji(text: string): boolean {
  return /^(\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200D\uFE0F\u{E0020}-\u{E007F}]*$/u.test(
    text,
  )
}
