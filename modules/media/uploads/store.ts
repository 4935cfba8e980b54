import type { FileKind } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export interface UploadRow {
  readonly id: string
  readonly person: string
  readonly sentAs: FileKind
  readonly name: string
  readonly type: string
  readonly original: boolean
  readonly bytes: number
  readonly state: 'sending' | 'working' | 'ready' | 'refused'
  readonly code: string | null
  readonly file: string | null
  readonly tries: number
  readonly touchedAt: number
}

const UPLOAD = sql`id, person, sent_as as "sentAs", name, type, original, bytes::float8 as bytes, state, code, file, tries,
  touched_at as "touchedAt"`
// ---- reading ----

export function uploadById(db: Queries, id: string): Promise<UploadRow | undefined> {
  return db.maybe(sql`select ${UPLOAD} from media.upload where id = ${id}`)
}

/** What a person has on the way, and what their files take together. */
export async function roomOf(db: Queries, person: string): Promise<{ open: number; bytes: number }> {
  return db.one(sql`
    select count(*)::integer as open,
      (coalesce(sum(bytes), 0)
        + (select coalesce(sum(bytes), 0) from media.holding where holding.person = ${person}))::float8 as bytes
    from media.upload
    where person = ${person} and state in ('sending', 'working')`)
}

// ---- writing ----

/** One creation of a person at a time, so that two cannot both have the last of their room. */
export async function lockPerson(tx: Queries, person: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext('media.upload'), hashtext(${person}))`)
}

export async function insertUpload(
  tx: Queries,
  upload: Pick<UploadRow, 'id' | 'person' | 'sentAs' | 'name' | 'type' | 'original' | 'bytes'>,
  now: number,
): Promise<void> {
  const { id, person, sentAs, name, type, original, bytes } = upload
  await tx.run(sql`
    insert into media.upload (id, person, sent_as, name, type, original, bytes, state, at, touched_at)
    values (${id}, ${person}, ${sentAs}, ${name}, ${type}, ${original}, ${bytes}, 'sending', ${instant(now)}, ${instant(now)})`)
}

export async function touchUpload(db: Queries, id: string, now: number): Promise<void> {
  await db.run(sql`update media.upload set touched_at = ${instant(now)} where id = ${id}`)
}

/** All its bytes are there and on the disk, and whoever says so has it to examine; false where that was noted before. */
export async function completeUpload(db: Queries, id: string, lease: { now: number; until: number }): Promise<boolean> {
  const touched = await db.run(sql`
    update media.upload
    set state = 'working', touched_at = ${instant(lease.now)}, leased_until = ${instant(lease.until)}, tries = 1
    where id = ${id} and state = 'sending'`)
  return touched > 0
}

/** Takes a complete upload that nobody has any more, for as long as the lease. */
export function leaseUpload(db: Queries, lease: { now: number; until: number }): Promise<UploadRow | undefined> {
  return db.maybe(sql`
    update media.upload set leased_until = ${instant(lease.until)}, tries = tries + 1
    where id = (
      select id from media.upload
      where state = 'working' and leased_until <= ${instant(lease.now)}
      order by leased_until, id limit 1
      for update skip locked
    )
    returning ${UPLOAD}`)
}

/** Says that these are still being worked on; `given` back ones were not tried. */
export async function renewLeases(db: Queries, ids: readonly string[], until: number, given = 0): Promise<void> {
  await db.run(sql`
    update media.upload set leased_until = ${instant(until)}, tries = tries - ${given}
    where id = any(${ids}::uuid[]) and state = 'working'`)
}

/** Which file it turned out to be, while its bytes are being moved in. */
export async function noteFile(tx: Queries, id: string, file: string): Promise<void> {
  await tx.run(sql`update media.upload set file = ${file} where id = ${id} and state = 'working'`)
}

export async function endUpload(
  tx: Queries,
  id: string,
  end: { state: 'ready'; file: string } | { state: 'refused'; code: string },
): Promise<boolean> {
  const ended = await tx.run(sql`
    update media.upload set state = ${end.state}, leased_until = null,
      file = ${'file' in end ? end.file : null}, code = ${'code' in end ? end.code : null}
    where id = ${id} and state = 'working'`)
  return ended > 0
}

export async function deleteUpload(db: Queries, id: string): Promise<boolean> {
  return (await db.run(sql`delete from media.upload where id = ${id} and state = 'sending'`)) > 0
}

/** Forgets uploads that stood still, and the answers of those that ended long ago. */
export async function dropUploads(db: Queries, before: { sending: number; ended: number }): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    delete from media.upload
    where (state = 'sending' and touched_at < ${instant(before.sending)})
      or (state in ('ready', 'refused') and touched_at < ${instant(before.ended)})
    returning id`)
  return rows.map(row => row.id)
}
