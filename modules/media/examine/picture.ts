import { limits } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'
import sharp, { type Metadata, type OutputInfo, type Sharp, type SharpOptions } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { ANIMATION_SIDE_MAX, KEPT_SIDE_MAX, PICTURE_SECONDS_MAX, VIEW_BYTES_MIN } from '../limits.ts'

// Memory stays flat, and one picture cannot take all threads.
sharp.cache(false)
sharp.concurrency(1)
// Only what reads the five kinds of pictures; the library knows many more formats, which nobody sends.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
})

const HASH_SIDE_MAX = 100
/** Kept as what it came as; the others become what browsers show. */
const KEPT_AS = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/webp',
  heif: 'image/jpeg',
} as const

/** A picture as it will be kept, in a file of its own, with its smaller copies. */
export interface Picture {
  readonly type: string
  readonly w: number
  readonly h: number
  readonly hash: string
  readonly thumb: Buffer
  readonly view: Buffer | undefined
}

/**
 * Writes a picture anew into `to`: nothing of the bytes that came is kept, so that neither a place, a name nor a script
 * survives. Refuses what cannot be read whole (`media_broken`) and what would unfold to too much (`media_pixels`).
 */
export async function rewritePicture(from: string, to: string, original: boolean): Promise<Picture> {
  const seen = await reading(open(from).metadata())
  const frames = seen.pages ?? 1
  const animated = frames > 1 && (seen.format === 'gif' || seen.format === 'webp')
  const pixels = seen.width * seen.height * (animated ? frames : 1)
  if (pixels > limits.PICTURE_PIXELS_MAX) throw new Refusal('media_pixels', { max: limits.PICTURE_PIXELS_MAX })
  if (animated && frames > limits.PICTURE_FRAMES_MAX)
    throw new Refusal('media_pixels', { max: limits.PICTURE_FRAMES_MAX })
  const type = KEPT_AS[seen.format as keyof typeof KEPT_AS]
  if (!type) throw new Refusal('media_kind_refused')
  const side = animated ? ANIMATION_SIDE_MAX : original ? undefined : KEPT_SIDE_MAX
  const written = await reading(encoded(fitted(open(from, animated), side), type, { original, animated }).toFile(to))
  const h = animated ? written.height / frames : written.height
  const small = Math.max(written.width, h) <= limits.VIEW_SIDE_MAX && written.size <= VIEW_BYTES_MIN
  const view =
    animated || small
      ? undefined
      : await reading(fitted(open(to), limits.VIEW_SIDE_MAX).webp({ quality: 78 }).toBuffer())
  const thumb = await reading(
    fitted(open(view ?? to), limits.THUMB_SIDE_MAX)
      .webp({ quality: 70 })
      .toBuffer(),
  )
  return { type, w: written.width, h, hash: await hashOf(thumb), thumb, view }
}

/** One frame of a video as the smaller copies that a picture has. */
export async function stillCopies(frame: Buffer): Promise<{ hash: string; thumb: Buffer; view: Buffer }> {
  const view = await reading(fitted(open(frame), limits.VIEW_SIDE_MAX).webp({ quality: 78 }).toBuffer())
  const thumb = await reading(fitted(open(view), limits.THUMB_SIDE_MAX).webp({ quality: 70 }).toBuffer())
  return { hash: await hashOf(thumb), thumb, view }
}

/** A picture of a page elsewhere as a small one of ours; refuses as `rewritePicture` does. */
export async function previewPicture(bytes: Buffer): Promise<{ bytes: Buffer; w: number; h: number }> {
  const made = fitted(open(bytes), limits.THUMB_SIDE_MAX).webp({ quality: 75 })
  const { data, info } = await reading(made.toBuffer({ resolveWithObject: true }))
  return { bytes: data, w: info.width, h: info.height }
}

function open(from: string | Buffer, animated = false): Sharp {
  const options: SharpOptions = {
    limitInputPixels: limits.PICTURE_PIXELS_MAX,
    failOn: 'error',
    sequentialRead: true,
    ...(animated ? { animated: true } : {}),
  }
  return sharp(from, options).timeout({ seconds: PICTURE_SECONDS_MAX })
}

/** Upright, within a square, never larger than it was. */
function fitted(picture: Sharp, side: number | undefined): Sharp {
  const upright = picture.autoOrient()
  if (side === undefined) return upright
  return upright.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
}

function encoded(picture: Sharp, type: string, how: { original: boolean; animated: boolean }): Sharp {
  if (type === 'image/png') return picture.png()
  if (type === 'image/webp') return picture.webp({ quality: how.original ? 95 : 85, effort: how.animated ? 2 : 4 })
  return how.original
    ? picture.jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    : picture.jpeg({ quality: 86, mozjpeg: false })
}

async function hashOf(thumb: Buffer): Promise<string> {
  const small = open(thumb).resize({ width: HASH_SIDE_MAX, height: HASH_SIDE_MAX, fit: 'inside' })
  const { data, info } = await reading(small.ensureAlpha().raw().toBuffer({ resolveWithObject: true }))
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64url')
}

/** What the decoder cannot read is the sender's fault; its words are not for them. */
async function reading<T extends Metadata | OutputInfo | Buffer | { data: Buffer }>(made: Promise<T>): Promise<T> {
  try {
    return await made
  } catch (error) {
    const pixels = error instanceof Error && /pixel limit/i.test(error.message)
    throw new Refusal(pixels ? 'media_pixels' : 'media_broken')
  }
}
