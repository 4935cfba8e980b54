import { instant, sql, type Queries } from '@plaza/db'
import type { PictureKind } from './rules.ts'

export async function kindOf(db: Queries, id: string): Promise<PictureKind | undefined> {
  return (await db.maybe<{ kind: PictureKind }>(sql`select kind from media.blob where id = ${id}`))?.kind
}

/** Notes a blob; the same bytes again, by whomever, are the same blob. */
export async function noteBlob(
  db: Queries,
  blob: { id: string; kind: PictureKind; bytes: number; by: string; at: number },
): Promise<void> {
  await db.run(sql`
    insert into media.blob (id, kind, bytes, by, at)
    values (${blob.id}, ${blob.kind}, ${blob.bytes}, ${blob.by}, ${instant(blob.at)})
    on conflict (id) do nothing`)
}
