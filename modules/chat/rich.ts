import {
  limits,
  type FileBody,
  type FileKind,
  type PackSticker,
  type PersonBody,
  type PictureBody,
  type PictureItem,
  type PlaceBody,
  type RichKind,
  type Send,
  type VideoBody,
} from '@plaza/contract'
import { areFriends } from '@plaza/contacts'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { filesToSend } from '@plaza/media'
import { filesOf } from './attachments.ts'
import { newPoll } from './poll-rules.ts'
import { recordBody } from './record.ts'
import { isEmoji, mustBeText } from './rules.ts'
import { messageById, readableFiles } from './store-attachments.ts'

type Body = Record<string, unknown>
export type RichSend = Extract<Send, { k: RichKind }>

/**
 * The body of a message that is more than words: its sender names files and people, the city says what they are. What was sent
 * before under the same id stays what it was. `at`: when it will be said. Refuses `file_not_found` for what is not the sender's
 * to pass on.
 */
export async function richBody(city: City, person: string, frame: RichSend, at = city.clock.now()): Promise<Body> {
  const before = await messageById(city.db, frame.c, frame.id)
  if (before?.sender === person && before.kind === frame.k && isSame(frame, before.body)) return before.body
  const body = await bodyOf(city, person, frame, at)
  return frame.silent ? { ...body, silent: true } : body
}

function bodyOf(city: City, person: string, frame: RichSend, at: number): Promise<Body> | Body {
  switch (frame.k) {
    case 'picture':
      return pictures(city, person, frame.b)
    case 'video':
      return video(city, person, frame.b)
    case 'voice':
      return voice(city, person, frame.b)
    case 'file':
      return file(city, person, frame.b)
    case 'place':
      return place(frame.b)
    case 'person':
      return contact(city, person, frame.b)
    case 'sticker':
      return 'file' in frame.b ? ownSticker(city, person, frame.b.file) : sticker(frame.b)
    case 'record':
      return recordBody(city, person, frame.b)
    case 'poll':
      return 'from' in frame.b ? pollFrom(city, person, frame.b) : newPoll(frame.b, at)
  }
}

/** Whether a repeat wants what was sent. What a record held was read then, and may look otherwise now. */
function isSame({ k, b }: RichSend, body: Body): boolean {
  if (k === 'record') return (body['lines'] as unknown[]).length === b.qs.length
  if (k === 'poll')
    return 'from' in b
      ? body['copy'] === true
      : body['text'] === b.text.trim() &&
          (body['options'] as { text: string }[]).map(one => one.text).join() ===
            b.options.map(one => one.trim()).join()
  const wanted = k === 'picture' ? b.items.map(item => item.file) : 'file' in b ? [b.file] : undefined
  const text = 'text' in b ? captionOf(b.text) : undefined
  if (wanted)
    return (
      filesOf(k, body)
        .map(one => one.file)
        .join() === wanted.join() && body['text'] === text
    )
  return Object.entries(b).every(([key, value]) => body[key] === value)
}

async function pictures(
  city: City,
  person: string,
  { items, text, original }: Extract<RichSend, { k: 'picture' }>['b'],
): Promise<PictureBody> {
  const cards = await files(
    city,
    person,
    'picture',
    items.map(item => item.file),
  )
  return {
    items: cards.map(itemOf),
    ...caption(text),
    ...(original ? { original } : {}),
  }
}

const itemOf = ({ id, w = 1, h = 1, hash, bytes }: Cards[number]): PictureItem => ({
  file: id,
  w,
  h,
  ...(hash ? { hash } : {}),
  bytes,
})

async function video(
  city: City,
  person: string,
  { file, text }: Extract<RichSend, { k: 'video' }>['b'],
): Promise<VideoBody> {
  const [{ w, h, ms, hash, bytes }] = await files(city, person, 'video', [file])
  return {
    file,
    ...(w && h ? { w, h } : {}),
    ...(ms === undefined ? {} : { ms }),
    ...(hash ? { hash } : {}),
    bytes,
    ...caption(text),
  }
}

async function voice(city: City, person: string, { file }: Extract<RichSend, { k: 'voice' }>['b']): Promise<Body> {
  const [{ ms = 0, wave = '', bytes }] = await files(city, person, 'voice', [file])
  return { file, ms, wave, bytes }
}

async function file(
  city: City,
  person: string,
  { file, name }: Extract<RichSend, { k: 'file' }>['b'],
): Promise<FileBody> {
  mustBeText('name', name)
  const [{ bytes, type }] = await files(city, person, 'file', [file])
  return { file, name: plainName(name), bytes, type }
}

type Cards = Awaited<ReturnType<typeof filesToSend>>

function files(city: City, person: string, kind: FileKind, ids: readonly string[]): Promise<Cards & [Cards[number]]> {
  const maySee = (others: readonly string[]) => readableFiles(city.db, person, kind, others)
  return filesToSend(city, person, kind, ids, maySee) as Promise<Cards & [Cards[number]]>
}

/** A poll of another conversation that its reader passes on, as it stands. */
async function pollFrom(city: City, person: string, { from, q }: { from: string; q: number }): Promise<Body> {
  const { lines } = await recordBody(city, person, { from, qs: [q] })
  const [line] = lines
  if (line?.k !== 'poll') throw new Refusal('target_not_found')
  return line.b
}

function place({ lat, lon, name, address }: PlaceBody): Body {
  mustBeText('name', name)
  mustBeText('address', address)
  return { lat, lon, ...(name ? { name } : {}), ...(address ? { address } : {}) }
}

async function contact(city: City, person: string, { person: other }: PersonBody): Promise<Body> {
  if (other !== person && !(await areFriends(city, person, [other])).has(other)) throw new Refusal('not_a_contact')
  return { person: other }
}

async function ownSticker(city: City, person: string, file: string): Promise<Body> {
  return { ...itemOf((await files(city, person, 'picture', [file]))[0]) }
}

function sticker({ pack, name, emoji }: PackSticker): Body {
  if (!isEmoji(emoji)) throw new Refusal('bad_input', { field: 'emoji' })
  return { pack, name, emoji }
}

function captionOf(text: string | undefined): string | undefined {
  mustBeText('text', text)
  return text === undefined || text.trim() === '' ? undefined : text
}

function caption(text: string | undefined): { text?: string } {
  const said = captionOf(text)
  return said === undefined ? {} : { text: said }
}

/** The last part of a path, without what a terminal or a file system would take as more than a sign. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').trim()
  return plain === '' || /^\.+$/.test(plain) ? 'file' : plain.slice(0, limits.FILE_NAME_LENGTH_MAX)
}
