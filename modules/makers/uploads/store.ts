import type { SourceProblem, Upload, UploadState } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export interface UploadRow {
  readonly id: string
  readonly appId: string
  readonly person: string
  readonly key: string
  readonly version: string
  readonly note: string
  readonly statement: string
  readonly signature: string
  readonly sources: string
  readonly state: UploadState
  readonly zip: string | null
  readonly tries: number
  readonly why: Upload['why'] | null
  readonly message: string | null
  readonly problems: readonly SourceProblem[]
  readonly versionId: string | null
  readonly at: number
}

const UPLOAD = sql`id, app_id as "appId", person, key, version, note, statement, signature, sources, state, zip, tries,
  why, message, problems, version_id as "versionId", at`

// ---- reading ----

export function uploadById(db: Queries, id: string): Promise<UploadRow | undefined> {
  return db.maybe(sql`select ${UPLOAD} from makers.upload where id = ${id}`)
}

/** Uploads of a program that are not over and not forgotten. */
export async function countOpen(db: Queries, appId: string, since: number): Promise<number> {
  const { n } = await db.one<{ n: number }>(sql`
    select count(*)::int as n from makers.upload
    where app_id = ${appId} and state in ('waiting', 'compiling') and at > ${instant(since)}`)
  return n
}

// ---- writing ----

export async function insertUpload(
  tx: Queries,
  u: Omit<UploadRow, 'zip' | 'tries' | 'why' | 'message' | 'problems'>,
): Promise<void> {
  await tx.run(sql`
    insert into makers.upload (id, app_id, person, key, version, note, statement, signature, sources, state,
      version_id, at)
    values (${u.id}, ${u.appId}, ${u.person}, ${u.key}, ${u.version}, ${u.note}, ${u.statement}, ${u.signature},
      ${u.sources}, ${u.state}, ${u.versionId}, ${instant(u.at)})
    on conflict do nothing`)
}

/** The ZIP is there; false where the upload has one already. */
export async function putZip(db: Queries, id: string, zip: string, now: number): Promise<boolean> {
  const touched = await db.run(sql`
    update makers.upload set state = 'compiling', zip = ${zip}, leased_until = ${instant(now)}
    where id = ${id} and state = 'waiting'`)
  return touched > 0
}

/** Takes the upload that waits the longest, for as long as the lease; nobody else has it then. */
export function takeUpload(db: Queries, lease: { now: number; until: number }): Promise<UploadRow | undefined> {
  return db.maybe(sql`
    update makers.upload set leased_until = ${instant(lease.until)}, tries = tries + 1
    where id = (
      select id from makers.upload
      where state = 'compiling' and leased_until <= ${instant(lease.now)}
      order by leased_until, id limit 1
      for update skip locked
    )
    returning ${UPLOAD}`)
}

/** Ends an upload that is still being compiled; false where somebody ended it before. */
export async function endUpload(
  tx: Queries,
  id: string,
  end: Pick<UploadRow, 'state' | 'why' | 'message' | 'problems' | 'versionId'>,
): Promise<boolean> {
  const ended = await tx.run(sql`
    update makers.upload set state = ${end.state}, why = ${end.why}, message = ${end.message},
      problems = ${JSON.stringify(end.problems)}, version_id = ${end.versionId}, leased_until = null
    where id = ${id} and state = 'compiling'`)
  return ended > 0
}

/** Forgets uploads whose ZIP never came. */
export async function sweepUploads(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from makers.upload where state = 'waiting' and at < ${instant(before)}`)
}
