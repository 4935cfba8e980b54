import { DEPTH_MAX, ELEMENTS_MAX, PACKETS_MAX } from '../limits.ts'
import type { Bytes } from './bytes.ts'
import { Broken, type Facts } from './facts.ts'

const INSIDE = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'mvex', 'moof', 'traf', 'edts'])
/** Where cameras write where they were, and who held them. */
const PRIVATE = new Set(['udta', 'meta', 'uuid'])
const TABLE_READ_BYTES = 48 * 1024

interface Track {
  id: number
  kind: string
  codec: string
  scale: number
  duration: number
  w: number
  h: number
  /** Of a recording in fragments, where the tables of the head are empty. */
  pieces: number
  sizeDefault: number
  timeDefault: number
}

/** A box whose words are to be blanked out. */
export interface PrivateBox {
  readonly at: number
  readonly head: number
  readonly length: number
}

/** Walks through the boxes of an MP4 file (ISO/IEC 14496-12), whole or in fragments. */
export async function readMp4(bytes: Bytes): Promise<Facts & { readonly private: readonly PrivateBox[] }> {
  const walk = new Walk(bytes)
  await walk.level(0, bytes.size, 0)
  return walk.facts()
}

class Walk {
  readonly #bytes: Bytes
  #seen = 0
  #moov = false
  #scale = 0
  #duration = 0
  #fragment: Track | undefined
  #fragmentSize = 0
  #fragmentTime = 0
  readonly #tracks: Track[] = []
  readonly #packets: number[] = []
  readonly #private: PrivateBox[] = []

  constructor(bytes: Bytes) {
    this.#bytes = bytes
  }

  async level(from: number, to: number, depth: number): Promise<void> {
    if (depth > DEPTH_MAX) throw new Broken('boxes within boxes without end')
    for (let at = from; at + 8 <= to;) {
      if (++this.#seen > ELEMENTS_MAX) throw new Broken('too many boxes')
      const head = await this.#bytes.read(at, 16)
      if (head.length < 8) return
      const type = head.toString('latin1', 4, 8)
      const small = head.readUInt32BE(0)
      if (small === 1 && head.length < 16) throw new Broken('ends too early')
      const length = small === 1 ? Number(head.readBigUInt64BE(8)) : small === 0 ? to - at : small
      const headLength = small === 1 ? 16 : 8
      if (length < headLength) throw new Broken('a box shorter than its head')
      // The bytes of a recording that was cut off end early; its head must be whole.
      if (at + length > to && type !== 'mdat') throw new Broken('ends too early')
      const [begin, end] = [at + headLength, Math.min(at + length, to)]
      if (PRIVATE.has(type)) this.#private.push({ at, head: headLength, length })
      else if (INSIDE.has(type)) {
        if (type === 'moov') this.#moov = true
        if (type === 'trak') this.#tracks.push(newTrack())
        await this.level(begin, end, depth + 1)
      } else await this.#leaf(type, begin, end)
      at += length
    }
  }

  async #leaf(type: string, at: number, end: number): Promise<void> {
    const track = this.#tracks.at(-1)
    const read = (length: number) => this.#bytes.read(at, Math.min(length, end - at))
    try {
      if (type === 'mvhd') [this.#scale, this.#duration] = timesOf(await read(36))
      else if (type === 'tkhd' && track) Object.assign(track, shapeOf(await read(104)))
      else if (type === 'mdhd' && track) [track.scale, track.duration] = timesOf(await read(36))
      else if (type === 'hdlr' && track?.kind === '') track.kind = (await read(12)).toString('latin1', 8, 12)
      else if (type === 'stsd' && track) track.codec = (await read(16)).toString('latin1', 12, 16)
      else if (type === 'stsz' && track?.kind === 'soun') await this.#sizes(at, end)
      else if (type === 'trex') this.#defaults(await read(24))
      else if (type === 'tfhd') this.#fragmentHead(await read(28))
      else if (type === 'trun') await this.#run(at, end)
    } catch (error) {
      if (error instanceof RangeError) throw new Broken('a box is too short')
      throw error
    }
  }

  /** Sizes of all samples of a track, from the table in its head. */
  async #sizes(at: number, end: number): Promise<void> {
    const head = await this.#bytes.read(at, 12)
    const [fixed, count] = [head.readUInt32BE(4), head.readUInt32BE(8)]
    const most = Math.min(count, PACKETS_MAX - this.#packets.length)
    if (fixed > 0) return
    for (let i = 0; i < most; i += TABLE_READ_BYTES / 4) {
      const part = Math.min(TABLE_READ_BYTES / 4, most - i)
      if (at + 12 + (i + part) * 4 > end) throw new Broken('a table is too short')
      const table = await this.#bytes.read(at + 12 + i * 4, part * 4)
      for (let j = 0; j < part; j++) this.#packets.push(table.readUInt32BE(j * 4))
    }
  }

  #defaults(box: Buffer): void {
    const track = this.#tracks.find(one => one.id === box.readUInt32BE(4))
    if (!track) return
    track.timeDefault = box.readUInt32BE(12)
    track.sizeDefault = box.readUInt32BE(16)
  }

  #fragmentHead(box: Buffer): void {
    const flags = box.readUIntBE(1, 3)
    this.#fragment = this.#tracks.find(one => one.id === box.readUInt32BE(4))
    let at = 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0)
    this.#fragmentTime = this.#fragment?.timeDefault ?? 0
    this.#fragmentSize = this.#fragment?.sizeDefault ?? 0
    if (flags & 8) ((this.#fragmentTime = box.readUInt32BE(at)), (at += 4))
    if (flags & 16) this.#fragmentSize = box.readUInt32BE(at)
  }

  /** A run of samples of one fragment. */
  async #run(at: number, end: number): Promise<void> {
    const track = this.#fragment
    if (!track) return
    const head = Buffer.from(await this.#bytes.read(at, 8))
    const flags = head.readUIntBE(1, 3)
    const count = head.readUInt32BE(4)
    const [timed, sized] = [(flags & 0x100) > 0, (flags & 0x200) > 0]
    const stride = [0x100, 0x200, 0x400, 0x800].reduce((sum, flag) => sum + (flags & flag ? 4 : 0), 0)
    const first = at + 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0)
    if (first + count * stride > end) throw new Broken('a run is too short')
    if (count > ELEMENTS_MAX) throw new Broken('too many samples')
    if (!timed) track.pieces += count * this.#fragmentTime
    for (let i = 0; i < count && stride > 0; i++) {
      const sample = await this.#bytes.read(first + i * stride, stride)
      if (timed) track.pieces += sample.readUInt32BE(0)
      const size = sized ? sample.readUInt32BE(timed ? 4 : 0) : this.#fragmentSize
      if (track.kind === 'soun' && this.#packets.length < PACKETS_MAX) this.#packets.push(size)
    }
  }

  facts(): Facts & { readonly private: readonly PrivateBox[] } {
    if (!this.#moov || this.#tracks.length === 0) throw new Broken('no tracks')
    const video = this.#tracks.find(track => track.kind === 'vide')
    const msOf = ({ duration, pieces, scale }: Track) => (scale > 0 ? (Math.max(duration, pieces) / scale) * 1000 : 0)
    const whole = this.#scale > 0 ? (this.#duration / this.#scale) * 1000 : 0
    return {
      container: 'mp4',
      video: video !== undefined,
      audio: this.#tracks.some(track => track.kind === 'soun'),
      codec: video?.codec,
      w: video && video.w > 0 ? video.w : undefined,
      h: video && video.h > 0 ? video.h : undefined,
      ms: Math.round(Math.max(whole, ...this.#tracks.map(msOf))),
      packets: this.#packets,
      private: this.#private,
    }
  }
}

const newTrack = (): Track => ({
  id: 0,
  kind: '',
  codec: '',
  scale: 0,
  duration: 0,
  w: 0,
  h: 0,
  pieces: 0,
  sizeDefault: 0,
  timeDefault: 0,
})

const UNKNOWN_SHORT = 0xff_ff_ff_ff

/** Ticks a second, and how many of them (0 for unknown); in the short form of the box or the long one. */
function timesOf(box: Buffer): [scale: number, duration: number] {
  if (box[0] === 1) {
    const duration = Number(box.readBigUInt64BE(24))
    return [box.readUInt32BE(20), Number.isSafeInteger(duration) ? duration : 0]
  }
  const duration = box.readUInt32BE(16)
  return [box.readUInt32BE(12), duration === UNKNOWN_SHORT ? 0 : duration]
}

/** A track's number and size as it is shown: a phone held upright records lying pictures and says to turn them. */
function shapeOf(box: Buffer): Pick<Track, 'id' | 'w' | 'h'> {
  const long = box[0] === 1 ? 12 : 0
  const [w, h] = [box.readUInt32BE(76 + long) >>> 16, box.readUInt32BE(80 + long) >>> 16]
  const turned = box.readInt32BE(40 + long) === 0 && box.readInt32BE(44 + long) !== 0
  return { id: box.readUInt32BE(12 + (long > 0 ? 8 : 0)), ...(turned ? { w: h, h: w } : { w, h }) }
}
