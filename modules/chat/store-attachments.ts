import type { FileKind } from '@plaza/contract'
import { instant, sql, type Queries, type Sql } from '@plaza/db'
import type { MessageRow } from './store.ts'

const MOST = 2_147_483_647

/** What of a conversation's attachments a person may read: within their part of its history, not recalled, not deleted for them. */
const readable = (person: string): Sql => sql`
    join chat.member on member.conv = attachment.conv and member.person = ${person}
    join chat.message on message.conv = attachment.conv and message.q = attachment.q
    where message.recalled_at is null
      and attachment.q > member.joined_q and attachment.q <= coalesce(member.left_q, ${MOST})
      and not exists (
        select from chat.hidden_message as hidden
        where hidden.person = ${person} and hidden.conv = attachment.conv and hidden.q = attachment.q
      )`

// ---- reading ----

/** A file of a conversation as this person may read it; freed only where every message that has it let it go. */
export function readableFile(
  db: Queries,
  person: string,
  conv: string,
  file: string,
): Promise<{ kind: FileKind; name: string | null; freed: boolean } | undefined> {
  return db.maybe(sql`
    select attachment.kind, attachment.name, attachment.freed_at is not null as freed
    from chat.attachment ${readable(person)} and attachment.conv = ${conv} and attachment.file = ${file}
    order by attachment.freed_at is not null, attachment.q
    limit 1`)
}

/** Which of these files this person may read in any conversation. */
export async function readableFiles(
  db: Queries,
  person: string,
  kind: FileKind,
  files: readonly string[],
): Promise<Set<string>> {
  const rows = await db.rows<{ file: string }>(sql`
    select distinct attachment.file
    from chat.attachment ${readable(person)}
      and attachment.kind = ${kind} and attachment.file = any(${files}::text[]) and attachment.freed_at is null`)
  return new Set(rows.map(row => row.file))
}

export interface AttachmentRow {
  readonly q: number
  readonly place: number
  readonly file: string
  readonly kind: FileKind
  readonly sender: string
  readonly bytes: number
  readonly name: string | null
  readonly at: number
  readonly freed: boolean
  readonly body: Record<string, unknown>
}

/** Files of a conversation's own messages, newest first. Stickers are said, not shown: they are left out. */
export function attachmentPage(
  db: Queries,
  person: string,
  conv: string,
  page: { kind: FileKind | undefined; before: number; limit: number },
): Promise<AttachmentRow[]> {
  return db.rows(sql`
    select attachment.q, attachment.place, attachment.file, attachment.kind, attachment.sender,
      attachment.bytes::float8 as bytes, attachment.name, attachment.at, attachment.freed_at is not null as freed, message.body
    from chat.attachment ${readable(person)}
      and attachment.conv = ${conv} and attachment.q < ${page.before} and not attachment.inside
      and message.kind <> 'sticker'
      and (${page.kind ?? null}::text is null or attachment.kind = ${page.kind ?? null})
    order by attachment.q desc, attachment.place
    limit ${page.limit}`)
}

/** Texts with an address among the newest `span` events before `before`, newest first. */
export function textsWithLinks(
  db: Queries,
  conv: string,
  page: { after: number; before: number; span: number; limit: number },
): Promise<MessageRow[]> {
  return db.rows(sql`
    select conv, q, n, sender, id, kind, body, re, at, edited_body, edited_at, recalled_at
    from chat.message
    where conv = ${conv} and q > ${Math.max(page.after, page.before - page.span)} and q < ${page.before}
      and kind = 'text' and recalled_at is null
      and coalesce(edited_body, body)::text ~* 'https?://'
    order by q desc
    limit ${page.limit}`)
}

/** Who sent these files, of those that are still in a message. */
export function sendersOf(
  db: Queries,
  keys: readonly { file: string; kind: FileKind }[],
): Promise<{ file: string; kind: FileKind; person: string }[]> {
  return db.rows(sql`
    select distinct attachment.file, attachment.kind, attachment.sender as person
    from unnest(${keys.map(k => k.file)}::text[], ${keys.map(k => k.kind)}::text[]) as want(file, kind)
    join chat.attachment on attachment.file = want.file and attachment.kind = want.kind
    where attachment.freed_at is null`)
}

export function bytesByChat(
  db: Queries,
  person: string,
): Promise<{ conv: string; kind: FileKind; bytes: number; files: number }[]> {
  return db.rows(sql`
    select conv, kind, sum(bytes)::float8 as bytes, count(*)::integer as files
    from chat.attachment
    where sender = ${person} and freed_at is null and not inside
    group by conv, kind`)
}

/** A message by the id its sender gave it. */
export function messageById(db: Queries, conv: string, id: string): Promise<MessageRow | undefined> {
  return db.maybe(sql`
    select conv, q, n, sender, id, kind, body, re, at, edited_body, edited_at, recalled_at
    from chat.message where id = ${id} and conv = ${conv}`)
}

// ---- writing ----

/** Lets go of some of what a person sent to a conversation before a moment. */
export function freeAttachments(
  tx: Queries,
  wish: { person: string; conv: string; before: number; kind: FileKind | undefined; limit: number; now: number },
): Promise<{ q: number; file: string; kind: FileKind; bytes: number }[]> {
  return tx.rows(sql`
    update chat.attachment set freed_at = ${instant(wish.now)}
    where (conv, q, place) in (
      select conv, q, place from chat.attachment
      where sender = ${wish.person} and conv = ${wish.conv} and freed_at is null
        and at < ${instant(wish.before)}
        and (${wish.kind ?? null}::text is null or kind = ${wish.kind ?? null})
      order by at
      limit ${wish.limit}
      for update
    )
    returning q, file, kind, bytes::float8 as bytes`)
}

/** How messages look now; not an edit, so nobody is told that there was one. */
export async function showAs(
  tx: Queries,
  conv: string,
  looks: readonly { q: number; body: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  await tx.run(sql`
    update chat.message set edited_body = want.body::json
    from unnest(${looks.map(l => l.q)}::integer[], ${looks.map(l => JSON.stringify(l.body))}::text[]) as want(q, body)
    where message.conv = ${conv} and message.q = want.q`)
}
