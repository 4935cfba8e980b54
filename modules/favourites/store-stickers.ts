import { instant, sql, type Queries } from '@plaza/db'

export interface StickerRow {
  readonly id: string
  readonly file: string
  readonly w: number
  readonly h: number
  readonly hash: string | null
  readonly bytes: number
  readonly at: number
}

const STICKER = sql`id, file, w, h, hash, bytes::float8 as bytes, at`

// ---- reading ----

/** All of a person's stickers, the newest first: there are never more than a panel holds. */
export function all(db: Queries, person: string): Promise<StickerRow[]> {
  return db.rows(sql`select ${STICKER} from favourites.sticker where person = ${person} order by at desc, id desc`)
}

export function one(db: Queries, person: string, id: string): Promise<StickerRow | undefined> {
  return db.maybe(sql`select ${STICKER} from favourites.sticker where person = ${person} and id = ${id}`)
}

export function ofFile(db: Queries, person: string, file: string): Promise<StickerRow | undefined> {
  return db.maybe(sql`select ${STICKER} from favourites.sticker where person = ${person} and file = ${file}`)
}

export async function count(db: Queries, person: string): Promise<number> {
  return (
    await db.one<{ count: number }>(sql`
    select count(*)::integer as count from favourites.sticker where person = ${person}`)
  ).count
}

/** Who keeps these pictures as stickers. */
export function keepersOf(db: Queries, files: readonly string[]): Promise<{ file: string; person: string }[]> {
  return db.rows(sql`select file, person from favourites.sticker where file = any(${files}::text[])`)
}

// ---- writing ----

/** Keeps a sticker; one that is there under its id or of its picture stays as it is. */
export async function add(tx: Queries, person: string, { id, file, w, h, hash, bytes, at }: StickerRow): Promise<void> {
  await tx.run(sql`
    insert into favourites.sticker (person, id, file, w, h, hash, bytes, at)
    values (${person}, ${id}, ${file}, ${w}, ${h}, ${hash}, ${bytes}, ${instant(at)})
    on conflict do nothing`)
}

/** Drops one sticker, or all of a person's. Returns their pictures. */
export async function drop(tx: Queries, person: string, id?: string): Promise<string[]> {
  const rows = await tx.rows<{ file: string }>(sql`
    delete from favourites.sticker
    where person = ${person} and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
    returning file`)
  return rows.map(row => row.file)
}
