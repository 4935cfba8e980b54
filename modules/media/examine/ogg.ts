import { ELEMENTS_MAX, PACKETS_MAX } from '../limits.ts'
import type { Bytes } from './bytes.ts'
import { Broken, type Facts } from './facts.ts'

const PAGE_HEAD = 27
const OPUS_RATE = 48_000

/** Walks through the pages of an Ogg file (RFC 3533) of Opus (RFC 7845) or Vorbis sound. */
export async function readOgg(bytes: Bytes): Promise<Facts> {
  let rate = 0
  let skip = 0
  let last = 0
  let packets = 0
  let packet = 0
  const sizes: number[] = []
  for (let at = 0, pages = 0; at < bytes.size; pages++) {
    if (pages > ELEMENTS_MAX) throw new Broken('too many pages')
    const head = Buffer.from(await bytes.read(at, PAGE_HEAD + 255))
    // A recording that was cut off ends in the middle of a page.
    if (head.length < PAGE_HEAD) break
    if (head.toString('latin1', 0, 4) !== 'OggS') throw new Broken('not a page')
    const lacing = head.subarray(PAGE_HEAD, PAGE_HEAD + (head[26] as number))
    const body = at + PAGE_HEAD + lacing.length
    const length = lacing.reduce((sum, one) => sum + one, 0)
    if (pages === 0) {
      const first = await bytes.read(body, 32)
      if (first.toString('latin1', 0, 8) === 'OpusHead') [rate, skip] = [OPUS_RATE, first.readUInt16LE(10)]
      else if (first.toString('latin1', 1, 7) === 'vorbis') rate = first.readUInt32LE(12)
      else throw new Broken('neither Opus nor Vorbis')
    }
    for (const one of lacing) {
      packet += one
      if (one === 255) continue
      // The first two packets are headers.
      if (++packets > 2 && sizes.length < PACKETS_MAX) sizes.push(packet)
      packet = 0
    }
    const granule = Number(head.readBigInt64LE(6))
    if (granule > last) last = granule
    at = body + length
  }
  if (rate === 0) throw new Broken('no sound')
  const ms = Math.max(0, Math.round(((last - skip) / rate) * 1000))
  return {
    container: 'ogg',
    video: false,
    audio: true,
    codec: undefined,
    w: undefined,
    h: undefined,
    ms,
    packets: sizes,
  }
}
