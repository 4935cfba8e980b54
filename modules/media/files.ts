import type { FileCard, FileKind } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import type { Readable } from 'node:stream'
import { fileLost } from './events.ts'
import { REST_MS } from './limits.ts'
import {
  fileRow,
  heldBy,
  heldBytes,
  insertHolding,
  letGoFiles,
  reserveFiles,
  type FileKey,
  type FileRow,
} from './store-files.ts'
import { quotaOf } from './uploads/create.ts'
import { lockPerson, roomOf } from './uploads/store.ts'

export type { FileKey } from './store-files.ts'

/** What everybody who may see a file may know of it. */
export function cardOf({ id, kind, type, bytes, w, h, ms, hash, wave }: FileRow): FileCard {
  return {
    id,
    kind,
    type,
    bytes,
    ...(w === null ? {} : { w }),
    ...(h === null ? {} : { h }),
    ...(ms === null ? {} : { ms }),
    ...(hash === null ? {} : { hash }),
    ...(wave === null ? {} : { wave }),
  }
}

/**
 * Door: the files of a message that is about to be sent, in the order asked. `maySee` says which of them that are not the
 * sender's own uploads they may pass on. They stay at least until the message is written. Refuses `file_not_found`.
 */
export async function filesToSend(
  city: City,
  person: string,
  kind: FileKind,
  ids: readonly string[],
  maySee: (others: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<FileCard[]> {
  const held = await heldBy(city.db, person, kind, ids)
  const others = ids.filter(id => !held.has(id))
  const seen = others.length > 0 ? await maySee(others) : new Set<string>()
  if (others.some(id => !seen.has(id))) throw new Refusal('file_not_found')
  const rows = await reserveFiles(city.db, kind, ids, city.clock.now() + REST_MS)
  const byId = new Map(rows.map(row => [row.id, cardOf(row)]))
  return ids.map(id => {
    const card = byId.get(id)
    if (!card) throw new Refusal('file_not_found')
    return card
  })
}

/**
 * Door: a file that somebody keeps for themself takes of their room as if they had put it up, and stays theirs to send, for as
 * long as somebody says so when the sweep asks. Refuses `file_not_found`, `quota_full`.
 */
export async function holdFile(city: City, person: string, { file, kind }: FileKey): Promise<void> {
  await city.db.tx(async tx => {
    await lockPerson(tx, person)
    if ((await heldBy(tx, person, kind, [file])).has(file)) return
    const row = await fileRow(tx, file, kind)
    if (!row) throw new Refusal('file_not_found')
    const quota = quotaOf(city)
    if ((await roomOf(tx, person)).bytes + row.bytes > quota) throw new Refusal('quota_full', { max: quota })
    await insertHolding(tx, row, person, city.clock.now())
  })
}

export type FileSize = 'thumb' | 'view' | 'full'

/** A file, or a part of it, ready to be streamed. */
export interface OpenFile {
  readonly type: string
  readonly kind: FileKind
  /** Of the whole, also where only a part is read. */
  readonly bytes: number
  /** Names the bytes: good for ever. */
  readonly tag: string
  read(part?: { from: number; to: number }): Promise<Readable>
}

/**
 * Door: a file for somebody who was found to be allowed to see it. Smaller copies are WebP; where there is none, the file
 * itself is small enough for `view`, and `thumb` falls back to `view` only for pictures. Refuses `file_gone`.
 */
export async function openFile(city: City, { file, kind }: FileKey, size: FileSize): Promise<OpenFile> {
  const row = await fileRow(city.db, file, kind)
  if (!row) throw new Refusal('file_gone')
  const copy = size === 'thumb' ? row.thumb : size === 'view' ? row.view : null
  if (size === 'thumb' && copy === null && kind !== 'picture') throw new Refusal('file_not_found')
  if (size === 'view' && copy === null && kind === 'video') return openFile(city, { file, kind }, 'thumb')
  const id = copy ?? row.id
  const bytes = copy === null ? row.bytes : await city.files.size(id)
  const read = async (part?: { from: number; to: number }) => {
    const stream = await city.files.read(id, part)
    if (stream) return stream
    fileLost(city, id)
    throw new Refusal('file_gone')
  }
  if (bytes === undefined) {
    fileLost(city, id)
    throw new Refusal('file_gone')
  }
  return { type: copy === null ? row.type : 'image/webp', kind, bytes, tag: id, read }
}

/** Door: somebody needs these files less than before; the sweep looks whether anybody does. */
export function letGo(city: City, keys: readonly FileKey[]): Promise<void> {
  return letGoFiles(city.db, keys, city.clock.now())
}

/** Door: what a person's files take, and may take. */
export async function roomFor(city: City, person: string): Promise<{ used: number; quota: number }> {
  return { used: await heldBytes(city.db, person), quota: quotaOf(city) }
}
