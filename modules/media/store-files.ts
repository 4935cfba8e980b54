import type { FileKind } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

/** A file as the city knows it. */
export interface FileRow {
  readonly id: string
  readonly kind: FileKind
  readonly type: string
  readonly bytes: number
  readonly w: number | null
  readonly h: number | null
  readonly ms: number | null
  readonly hash: string | null
  readonly wave: string | null
  readonly thumb: string | null
  readonly view: string | null
}

/** A file as one of its kinds. */
export interface FileKey {
  readonly file: string
  readonly kind: FileKind
}

const FILE = sql`id, kind, type, bytes::float8 as bytes, w, h, ms, hash, wave, thumb, view`
// ---- reading ----

export function fileRow(db: Queries, id: string, kind: FileKind): Promise<FileRow | undefined> {
  return db.maybe(sql`select ${FILE} from media.file where id = ${id} and kind = ${kind}`)
}

/** Those of the files that this person put up themself. */
export async function heldBy(
  db: Queries,
  person: string,
  kind: FileKind,
  files: readonly string[],
): Promise<Set<string>> {
  const rows = await db.rows<{ file: string }>(sql`
    select file from media.holding where person = ${person} and kind = ${kind} and file = any(${files}::text[])`)
  return new Set(rows.map(row => row.file))
}

export async function heldBytes(db: Queries, person: string): Promise<number> {
  return (
    await db.one<{ bytes: number }>(sql`
      select coalesce(sum(bytes), 0)::float8 as bytes from media.holding where person = ${person}`)
  ).bytes
}

// ---- writing ----

/** One at a time notes or removes bytes of these addresses, so that none are removed that somebody is about to bring. */
export async function lockBytes(tx: Queries, ids: readonly string[]): Promise<void> {
  for (const id of [...ids].sort())
    await tx.run(sql`select pg_advisory_xact_lock(hashtext('media.bytes'), hashtext(${id}))`)
}

/** Notes a file, which may be there already; nobody looks at it before `lookAt`. */
export async function insertFile(tx: Queries, file: FileRow, times: { now: number; lookAt: number }): Promise<void> {
  await tx.run(sql`
    insert into media.file (id, kind, type, bytes, w, h, ms, hash, wave, thumb, view, at, look_at)
    values (${file.id}, ${file.kind}, ${file.type}, ${file.bytes}, ${file.w}, ${file.h}, ${file.ms}, ${file.hash},
      ${file.wave}, ${file.thumb}, ${file.view}, ${instant(times.now)}, ${instant(times.lookAt)})
    on conflict (id, kind) do update set look_at = excluded.look_at`)
}

/** Notes whose file it is. */
export async function insertHolding(tx: Queries, file: FileRow, person: string, now: number): Promise<void> {
  await tx.run(sql`
    insert into media.holding (person, file, kind, bytes, at)
    values (${person}, ${file.id}, ${file.kind}, ${file.bytes}, ${instant(now)})
    on conflict do nothing`)
}

/** The files, which nobody will remove before `lookAt`: whoever is about to send them has the time to. */
export function reserveFiles(
  db: Queries,
  kind: FileKind,
  files: readonly string[],
  lookAt: number,
): Promise<FileRow[]> {
  return db.rows(sql`
    update media.file set look_at = greatest(look_at, ${instant(lookAt)})
    where kind = ${kind} and id = any(${files}::text[])
    returning ${FILE}`)
}

/** Files to look at now, held until the end of the transaction. */
export function filesToLookAt(tx: Queries, now: number, max: number): Promise<FileRow[]> {
  return tx.rows(sql`
    select ${FILE} from media.file where look_at <= ${instant(now)} order by look_at limit ${max} for update skip locked`)
}

/** Whoever holds a file without having any use for it holds it no more. */
export async function dropHoldings(tx: Queries, { file, kind }: FileKey, except: readonly string[]): Promise<void> {
  await tx.run(sql`
    delete from media.holding where file = ${file} and kind = ${kind} and not (person = any(${except}::uuid[]))`)
}

/** Used: not looked at again before somebody lets it go. */
export async function restFile(tx: Queries, { file, kind }: FileKey): Promise<void> {
  await tx.run(sql`update media.file set look_at = null where id = ${file} and kind = ${kind}`)
}

export async function letGoFiles(db: Queries, keys: readonly FileKey[], now: number): Promise<void> {
  await db.run(sql`
    update media.file set look_at = ${instant(now)}
    from unnest(${keys.map(k => k.file)}::text[], ${keys.map(k => k.kind)}::text[]) as want(id, kind)
    where file.id = want.id and file.kind = want.kind and (look_at is null or look_at > ${instant(now)})`)
}

/** Forgets a file and answers which of these bytes nothing needs any more. */
export async function deleteFile(tx: Queries, { file, kind }: FileKey, bytes: readonly string[]): Promise<string[]> {
  await tx.run(sql`delete from media.file where id = ${file} and kind = ${kind}`)
  const rows = await tx.rows<{ id: string }>(sql`
    select want.id from unnest(${bytes}::text[]) as want(id)
    where not exists (select from media.file where file.id = want.id)
      and not exists (select from media.file where file.thumb = want.id)
      and not exists (select from media.file where file.view = want.id)`)
  return rows.map(row => row.id)
}
