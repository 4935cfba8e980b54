import {
  FileWish,
  limits,
  NewPoll,
  PersonBody,
  PictureWish,
  PlaceBody,
  StickerWish,
  TextBody,
  VideoWish,
  VoiceWish,
  type ScheduledKind,
  type ScheduledMessage,
} from '@plaza/contract'
import { Refusal } from '@plaza/kernel'
import { Value } from 'typebox/value'
import type { MessageRow } from './store.ts'

/** Refuses a time that is farther away than a year; one that has passed means now. */
export function mustBeNear(at: number, now: number): void {
  if (at > now + limits.SCHEDULE_AHEAD_MAX_MS) throw new Refusal('time_out_of_range')
}

const WISHES = {
  text: TextBody,
  picture: PictureWish,
  video: VideoWish,
  voice: VoiceWish,
  file: FileWish,
  place: PlaceBody,
  person: PersonBody,
  sticker: StickerWish,
  poll: NewPoll,
}

/** Refuses a body that is not of this kind. */
export function mustFit(kind: ScheduledKind, body: unknown): void {
  if (!Value.Check(WISHES[kind], body)) throw new Refusal('bad_input', { field: 'b' })
}

/** What its author wished for: the body with its files by name only, and a poll before it had counts. */
export function wishOf(kind: ScheduledKind, body: Body): Body {
  switch (kind) {
    case 'text':
    case 'place':
    case 'person':
      return body
    case 'sticker':
      return 'file' in body ? some(body, 'file') : body
    case 'picture': {
      const items = (body['items'] as { file: string }[]).map(({ file }) => ({ file }))
      return { items, ...some(body, 'text', 'original') }
    }
    case 'video':
      return some(body, 'file', 'text')
    case 'voice':
      return some(body, 'file')
    case 'file':
      return some(body, 'file', 'name')
    case 'poll': {
      const options = (body['options'] as { text: string }[]).map(({ text }) => text)
      return { options, ...some(body, 'text', 'multiple', 'anonymous', 'endsAt') }
    }
  }
}

type Body = Record<string, unknown>
const some = (body: Body, ...keys: string[]): Body =>
  Object.fromEntries(keys.filter(key => body[key] !== undefined).map(key => [key, body[key]]))

/** A message to be sent, as its author sees it. */
export function shown(row: MessageRow): ScheduledMessage {
  const { silent, ...body } = row.body as Body & { silent?: true }
  return {
    id: row.id,
    c: row.conv,
    k: row.kind,
    b: body,
    ...(row.re === null ? {} : { re: row.re }),
    ...(silent ? { silent } : {}),
    at: row.at,
    ...(row.failed === null ? {} : { failed: row.failed }),
  }
}
