import { limits, type FileKind } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { uploadCreated } from '../events.ts'
import { complete } from './complete.ts'
import { stagedBytes } from './staged.ts'
import { insertUpload, lockPerson, roomOf, uploadById, type UploadRow } from './store.ts'

/** What a client says of a file before it sends it. */
export interface UploadWish {
  readonly id: string
  readonly sentAs: FileKind
  readonly name: string
  readonly type: string
  readonly original: boolean
  readonly bytes: number
}

export const BYTES_MAX: Readonly<Record<FileKind, number>> = {
  picture: limits.PICTURE_BYTES_MAX,
  video: limits.VIDEO_BYTES_MAX,
  voice: limits.VOICE_BYTES_MAX,
  file: limits.FILE_BYTES_MAX,
}

/** What all files of a person may weigh together. */
export const quotaOf = (city: City): number => city.config.storageBytesMax ?? limits.STORAGE_BYTES_MAX

/** An upload as its sender sees it: the row, how many bytes are there, and when it is forgotten if nothing comes. */
export interface Standing {
  readonly upload: UploadRow
  readonly offset: number
  readonly expiresAt: number
}

/**
 * Door: begins an upload, or finds the one that the same id began. Refuses what is too large (`media_too_large`), beyond the
 * person's room (`quota_full`), too many at once, and another upload under the id (`exists_different`).
 */
export async function createUpload(city: City, person: string, wish: UploadWish): Promise<Standing> {
  const max = BYTES_MAX[wish.sentAs]
  if (wish.bytes > max) throw new Refusal('media_too_large', { max })
  if (wish.bytes === 0) throw new Refusal('media_broken')
  await city.db.tx(async tx => {
    await lockPerson(tx, person)
    if (await uploadById(tx, wish.id)) return
    const room = await roomOf(tx, person)
    if (room.open >= limits.UPLOADS_OPEN_MAX)
      throw new Refusal('too_many_open_uploads', { max: limits.UPLOADS_OPEN_MAX })
    const quota = quotaOf(city)
    if (room.bytes + wish.bytes > quota) throw new Refusal('quota_full', { max: quota })
    await insertUpload(tx, { ...wish, person }, city.clock.now())
    uploadCreated(city, wish.sentAs)
  })
  const standing = await standingOf(city, person, wish.id).catch((error: unknown) => {
    // Under the id of somebody else's there is nothing to find, and nothing to learn.
    if (error instanceof Refusal) throw new Refusal('exists_different')
    throw error
  })
  const { sentAs, bytes } = standing.upload
  if (sentAs !== wish.sentAs || bytes !== wish.bytes) throw new Refusal('exists_different')
  return standing
}

/** Door: how an upload stands; refuses `upload_not_found` for everybody but whoever began it. */
export async function standingOf(city: City, person: string, id: string): Promise<Standing> {
  const upload = await uploadById(city.db, id)
  if (upload?.person !== person) throw new Refusal('upload_not_found')
  const offset = upload.state === 'sending' ? await stagedBytes(city, id) : upload.bytes
  // Its process died between the last byte and the note of it: the sender has nothing left to send.
  if (upload.state === 'sending' && offset === upload.bytes) await complete(city, id)
  return { upload, offset, expiresAt: upload.touchedAt + limits.UPLOAD_LIFE_MS }
}
