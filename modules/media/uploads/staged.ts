import type { City } from '@plaza/house'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Where the bytes of an upload gather; `more` names a file beside it that is made while it is examined. */
export const stagedAt = (city: City, id: string, more = ''): string =>
  join(city.files.incoming, `${id}${more === '' ? '' : `.${more}`}.part`)

/** How many bytes of an upload are there: the file itself says it, so a killed process leaves nothing to put right. */
export async function stagedBytes(city: City, id: string): Promise<number> {
  try {
    return (await stat(stagedAt(city, id))).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

/** Opens the file of an upload for writing; it is made by the first who does. */
export async function openStaged(city: City, id: string): Promise<FileHandle> {
  await mkdir(city.files.incoming, { recursive: true })
  const path = stagedAt(city, id)
  return open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return open(path, 'wx+')
    throw error
  })
}

/** Takes away what an upload left here. */
export async function dropStaged(city: City, id: string, beside: readonly string[] = []): Promise<void> {
  for (const more of ['', ...beside]) await rm(stagedAt(city, id, more), { force: true })
}

/** The SHA-256 of a file, read in pieces. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash)
  return hash.digest('hex')
}
