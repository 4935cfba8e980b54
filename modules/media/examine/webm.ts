import { DEPTH_MAX, ELEMENTS_MAX, PACKETS_MAX } from '../limits.ts'
import type { Bytes } from './bytes.ts'
import { Broken, type Facts } from './facts.ts'

// Elements of Matroska (RFC 9559) that matter here.
const EBML = 0x1a45dfa3
const DOC_TYPE = 0x4282
const SEGMENT = 0x18538067
const INFO = 0x1549a966
const SCALE = 0x2ad7b1
const DURATION = 0x4489
const TRACKS = 0x1654ae6b
const TRACK = 0xae
const NUMBER = 0xd7
const TYPE = 0x83
const CODEC = 0x86
const VIDEO = 0xe0
const WIDTH = 0xb0
const HEIGHT = 0xba
const CLUSTER = 0x1f43b675
const CLUSTER_TIME = 0xe7
const SIMPLE_BLOCK = 0xa3
const GROUP = 0xa0
const BLOCK = 0xa1

const INSIDE = new Set([SEGMENT, INFO, TRACKS, TRACK, VIDEO, CLUSTER, GROUP, EBML])
const NANOS_PER_TICK = 1_000_000
const VALUE_BYTES_MAX = 64

/**
 * Walks through a WebM file. What a browser records says neither its length nor the size of its parts, so that the blocks
 * themselves are looked at, each by its first bytes.
 */
export async function readWebm(bytes: Bytes): Promise<Facts> {
  const walk = new Walk(bytes)
  await walk.level(0, bytes.size, 0)
  return walk.facts()
}

interface Track {
  number: number
  type: number
  codec: string
  w: number | undefined
  h: number | undefined
}

class Walk {
  readonly #bytes: Bytes
  #seen = 0
  #docType = ''
  #scale = NANOS_PER_TICK
  #duration = 0
  #clusterAt = 0
  #lastAt = 0
  readonly #tracks: Track[] = []
  readonly #packets: number[] = []

  constructor(bytes: Bytes) {
    this.#bytes = bytes
  }

  async level(from: number, to: number, depth: number): Promise<void> {
    if (depth > DEPTH_MAX) throw new Broken('elements within elements without end')
    for (let at = from; at < to;) {
      if (++this.#seen > ELEMENTS_MAX) throw new Broken('too many elements')
      const head = await this.#bytes.read(at, 12)
      const id = idOf(head)
      const size = sizeOf(head, id.length)
      const begin = at + id.length + size.length
      // What is in a cluster or in an element of unknown size is read as if it stood beside it.
      if (id.value === CLUSTER || size.value === undefined) {
        if (!INSIDE.has(id.value)) throw new Broken('an element without an end')
        at = begin
        continue
      }
      const end = begin + size.value
      if (end > to) {
        // The recording was cut off: what is whole counts, unless nothing is.
        if (this.#tracks.length === 0) throw new Broken('ends too early')
        if (!INSIDE.has(id.value)) return
      }
      if (id.value === TRACK) this.#tracks.push({ number: 0, type: 0, codec: '', w: undefined, h: undefined })
      if (INSIDE.has(id.value)) await this.level(begin, Math.min(end, to), depth + 1)
      else await this.#leaf(id.value, begin, end - begin)
      at = end
    }
  }

  async #leaf(id: number, at: number, length: number): Promise<void> {
    if (id === SIMPLE_BLOCK || id === BLOCK) return this.#block(at, length)
    if (length > VALUE_BYTES_MAX) return
    const value = await this.#bytes.read(at, length)
    const track = this.#tracks.at(-1)
    switch (id) {
      case DOC_TYPE:
        this.#docType = value.toString('latin1').replace(/\0+$/, '')
        if (this.#docType !== 'webm') throw new Broken('not WebM')
        return
      case SCALE:
        this.#scale = unsigned(value)
        return
      case DURATION:
        this.#duration = value.length === 4 ? value.readFloatBE() : value.length === 8 ? value.readDoubleBE() : 0
        return
      case CLUSTER_TIME:
        this.#clusterAt = unsigned(value)
        return
    }
    if (!track) return
    if (id === NUMBER) track.number = unsigned(value)
    if (id === TYPE) track.type = unsigned(value)
    if (id === CODEC) track.codec = value.toString('latin1')
    if (id === WIDTH) track.w = unsigned(value)
    if (id === HEIGHT) track.h = unsigned(value)
  }

  async #block(at: number, length: number): Promise<void> {
    const head = await this.#bytes.read(at, 12)
    const number = sizeOf(head, 0)
    if (head.length < number.length + 2) throw new Broken('ends too early')
    this.#lastAt = Math.max(this.#lastAt, this.#clusterAt + head.readInt16BE(number.length))
    const track = this.#tracks.find(one => one.number === number.value)
    if (track?.type === 2 && this.#packets.length < PACKETS_MAX) this.#packets.push(length)
  }

  facts(): Facts {
    if (this.#docType === '' || this.#tracks.length === 0) throw new Broken('no tracks')
    const video = this.#tracks.find(track => track.type === 1)
    const ticks = this.#duration > 0 && Number.isFinite(this.#duration) ? this.#duration : this.#lastAt
    return {
      container: 'webm',
      video: video !== undefined,
      audio: this.#tracks.some(track => track.type === 2),
      codec: video?.codec,
      w: video?.w,
      h: video?.h,
      ms: Math.round((ticks * this.#scale) / 1_000_000),
      packets: this.#packets,
    }
  }
}

/** An element's id, its marker bits included. */
function idOf(head: Buffer): { value: number; length: number } {
  const length = Math.clz32(head[0] ?? 0) - 23
  if (length > 4 || head.length < length) throw new Broken('not an element')
  return { value: head.readUIntBE(0, length), length }
}

/** A number of variable length; undefined where all its bits are set, which means unknown. */
function sizeOf(head: Buffer, at: number): { value: number | undefined; length: number } {
  const length = Math.clz32(head[at] ?? 0) - 23
  if (length > 8 || head.length < at + length) throw new Broken('not a size')
  let value = (head[at] as number) & (0xff >> length)
  let unknown = value === 0xff >> length
  for (let i = 1; i < length; i++) {
    const byte = head[at + i] as number
    unknown &&= byte === 0xff
    value = value * 256 + byte
  }
  return { value: unknown ? undefined : value, length }
}

const unsigned = (value: Buffer): number => {
  let sum = 0
  for (const byte of value.subarray(0, 8)) sum = sum * 256 + byte
  return sum
}
