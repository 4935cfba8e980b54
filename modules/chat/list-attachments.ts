import { limits, type Attachment, type FileKind } from '@plaza/contract'
import type { City } from '@plaza/house'
import { linksOf } from './links.ts'
import { readerOf } from './messages.ts'
import { attachmentPage, type AttachmentRow } from './store-attachments.ts'

/** Part of what a conversation's media page shows. */
export interface Page {
  readonly items: Attachment[]
  readonly more: boolean
}

/** A page of the files or links of a conversation, newest first; it ends with a whole message. */
export async function attachmentsOf(
  city: City,
  person: string,
  conv: string,
  wish: { kind?: FileKind | 'link'; before?: number },
): Promise<Page> {
  const { joinedQ, leftQ } = await readerOf(city, conv, person)
  const before = Math.min(wish.before ?? Number.MAX_SAFE_INTEGER, limits.EVENTS_PER_CONVERSATION_MAX)
  if (wish.kind === 'link')
    return linksOf(city, person, conv, { after: joinedQ, before: Math.min(before, (leftQ ?? before) + 1) })
  const limit = limits.ATTACHMENTS_PAGE_MAX + limits.PICTURES_PER_MESSAGE_MAX + 1
  const rows = await attachmentPage(city.db, person, conv, { kind: wish.kind, before, limit })
  const last = rows[limits.ATTACHMENTS_PAGE_MAX - 1]?.q
  const whole = last === undefined ? rows : rows.filter(row => row.q >= last)
  return { items: whole.map(shown), more: whole.length < rows.length }
}

function shown({ q, sender, at, kind, file, name, bytes, freed, place, body }: AttachmentRow): Attachment {
  const facts = kind === 'picture' ? ((body['items'] as Facts[])[place] ?? {}) : (body as Facts)
  const { w, h, ms, hash, type } = facts
  return {
    q,
    f: sender,
    at,
    k: kind,
    file,
    bytes,
    ...(name === null ? {} : { name }),
    ...(type === undefined ? {} : { type }),
    ...(w === undefined ? {} : { w }),
    ...(h === undefined ? {} : { h }),
    ...(ms === undefined ? {} : { ms }),
    ...(hash === undefined ? {} : { hash }),
    ...(freed ? { gone: true as const } : {}),
  }
}
type Facts = { w?: number; h?: number; ms?: number; hash?: string; type?: string }
