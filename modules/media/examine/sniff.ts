/** What the first bytes of a file begin like. Names and what a sender claims are never asked. */
export type Look = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'mp4' | 'webm' | 'ogg' | undefined

export const PICTURES: ReadonlySet<Look> = new Set<Look>(['jpeg', 'png', 'webp', 'gif', 'avif'])

/** Reads the first 64 bytes or so; undefined for everything that is not one of ours, pages and drawings with scripts among them. */
export function lookOf(head: Buffer): Look {
  const text = (from: number, to: number) => head.toString('latin1', from, to)
  if (head.toString('hex', 0, 3) === 'ffd8ff') return 'jpeg'
  if (head.toString('hex', 0, 8) === '89504e470d0a1a0a' && text(12, 16) === 'IHDR') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  if (text(0, 6) === 'GIF89a' || text(0, 6) === 'GIF87a') return 'gif'
  if (head.toString('hex', 0, 4) === '1a45dfa3') return 'webm'
  if (text(0, 4) === 'OggS') return 'ogg'
  if (text(4, 8) !== 'ftyp') return undefined
  return ['avif', 'avis'].includes(text(8, 12))
    ? 'avif'
    : ['heic', 'heix', 'mif1', 'msf1'].includes(text(8, 12))
      ? undefined
      : 'mp4'
}
