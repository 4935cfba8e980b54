import { limits } from '@plaza/contract'
import { perCity, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { complete } from './complete.ts'
import { standingOf, type Standing } from './create.ts'
import { openStaged, stagedBytes } from './staged.ts'
import { touchUpload } from './store.ts'

/** A piece of an upload, as it comes from the network. */
export interface Piece {
  readonly offset: number
  readonly bytes: AsyncIterable<Uint8Array>
  /** What the sender says the piece's hash is: then it counts whole or not at all. */
  readonly checksum?: { readonly algorithm: 'sha1' | 'sha256'; readonly digest: Buffer }
}

/** Who is writing to which upload in this process, and the way to make them stop. */
const writers = perCity(() => new Map<string, { stop: AbortController; done: Promise<unknown> }>())

/**
 * Door: puts a piece at the end of an upload. A sender who comes back takes over from a connection of theirs that hangs. What
 * arrived of a piece counts even when the rest never does, unless it has a checksum. With the last byte the upload is examined.
 */
export async function appendPiece(city: City, person: string, id: string, piece: Piece): Promise<Standing> {
  const { upload } = await standingOf(city, person, id)
  const mine = writers(city)
  for (let other = mine.get(id); other; other = mine.get(id)) {
    other.stop.abort()
    await other.done.catch(() => {})
  }
  const stop = new AbortController()
  const done = write(city, upload, piece, stop.signal).finally(() => mine.delete(id))
  mine.set(id, { stop, done })
  await done
  return standingOf(city, person, id)
}

async function write(
  city: City,
  { id, bytes: length, state }: { id: string; bytes: number; state: string },
  { offset, bytes, checksum }: Piece,
  stop: AbortSignal,
): Promise<void> {
  const there = state === 'sending' ? await stagedBytes(city, id) : length
  if (offset !== there) throw new Refusal('upload_conflict', { offset: there })
  if (state !== 'sending') return
  const file = await openStaged(city, id)
  let end = offset
  try {
    end = await copy(file, { offset, length, bytes, checksum }, stop)
    await file.sync()
  } finally {
    await file.close()
  }
  await touchUpload(city.db, id, city.clock.now())
  if (end === length) await complete(city, id)
}

/** Copies a piece to its place and returns where it ends. */
async function copy(
  file: FileHandle,
  {
    offset,
    length,
    bytes,
    checksum,
  }: Omit<Piece, 'checksum'> & { length: number; checksum: Piece['checksum'] | undefined },
  stop: AbortSignal,
): Promise<number> {
  const hash = checksum && createHash(checksum.algorithm)
  const undo = async (code: 'upload_length_wrong' | 'checksum_wrong') => {
    await file.truncate(offset)
    throw new Refusal(code)
  }
  let end = offset
  let whole = false
  try {
    for await (const chunk of bytes) {
      if (stop.aborted) break
      if (end + chunk.length > length) return await undo('upload_length_wrong')
      hash?.update(chunk)
      await file.write(chunk, 0, chunk.length, end)
      end += chunk.length
    }
    whole = !stop.aborted
  } catch (error) {
    if (error instanceof Refusal) throw error
    // The sender went away in the middle of it. What came is theirs and counts.
  }
  if (!hash || !checksum) return end
  const digest = hash.digest()
  const same = digest.length === checksum.digest.length && timingSafeEqual(digest, checksum.digest)
  return whole && same ? end : undo('checksum_wrong')
}

/** For whoever asks: the largest upload there may be. */
export const UPLOAD_SIZE_MAX = Math.max(limits.FILE_BYTES_MAX, limits.VIDEO_BYTES_MAX)
