export type PictureKind = 'jpeg' | 'png' | 'webp'

export const TYPES: Readonly<Record<PictureKind, string>> = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' }

const starts = (bytes: Buffer, hex: string, at = 0) => bytes.toString('hex', at, at + hex.length / 2) === hex

/** What picture the bytes begin like; undefined for everything else, so that no page or script is ever served as one. */
export function pictureKind(bytes: Buffer): PictureKind | undefined {
  if (starts(bytes, 'ffd8ff')) return 'jpeg'
  if (starts(bytes, '89504e470d0a1a0a') && starts(bytes, '49484452', 12)) return 'png'
  if (starts(bytes, '52494646') && starts(bytes, '57454250', 8)) return 'webp'
  return undefined
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** The bytes of base64 text; undefined when it is not exactly that (a data: URL, blanks, a wrong length). */
export function fromBase64(text: string): Buffer | undefined {
  if (text.length % 4 !== 0 || !BASE64.test(text)) return undefined
  return Buffer.from(text, 'base64')
}
