/** The head of an RTP packet (RFC 3550, 5.1). */
export interface RtpHead {
  readonly type: number
  readonly seq: number
  readonly time: number
  readonly ssrc: number
  /** Where the payload begins. */
  readonly payload: number
}

const HEAD_BYTES = 12
const ONE_BYTE_EXTENSIONS = 0xbede

/** Control packets share the line: their types are 192 to 223 (RFC 5761). */
export const isControl = (packet: Buffer): boolean => packet.length > 1 && packet[1]! >= 192 && packet[1]! <= 223

/** Reads the head of a packet; undefined where it is none. */
export function headOf(packet: Buffer): RtpHead | undefined {
  if (packet.length < HEAD_BYTES || packet[0]! >> 6 !== 2) return undefined
  let payload = HEAD_BYTES + (packet[0]! & 15) * 4
  if (packet[0]! & 16) {
    if (packet.length < payload + 4) return undefined
    payload += 4 + packet.readUInt16BE(payload + 2) * 4
  }
  if (payload > packet.length) return undefined
  return {
    type: packet[1]! & 127,
    seq: packet.readUInt16BE(2),
    time: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payload,
  }
}

/** How loud a packet of sound is, 0 (silent) to 127, by its extension of this number (RFC 6464); undefined without one. */
export function loudness(packet: Buffer, extension: number): number | undefined {
  if (!(packet[0]! & 16)) return undefined
  let at = HEAD_BYTES + (packet[0]! & 15) * 4
  if (packet.readUInt16BE(at) !== ONE_BYTE_EXTENSIONS) return undefined
  const end = at + 4 + packet.readUInt16BE(at + 2) * 4
  for (at += 4; at < end && at + 1 < packet.length;) {
    const id = packet[at]! >> 4
    if (id === 15) return undefined
    if (id === 0) at += 1
    else if (id === extension) return 127 - (packet[at + 1]! & 127)
    else at += 2 + (packet[at]! & 15)
  }
  return undefined
}

/** Puts a packet on another stream: its copy has that stream's type, number, time and name. */
export function readdress(packet: Buffer, to: Omit<RtpHead, 'payload'>): Buffer {
  const copy = Buffer.from(packet)
  copy[1] = (copy[1]! & 128) | to.type
  copy.writeUInt16BE(to.seq, 2)
  copy.writeUInt32BE(to.time, 4)
  copy.writeUInt32BE(to.ssrc, 8)
  return copy
}

/** How much later one number of 16 bits is than another: -32768 to 32767. */
export const later16 = (a: number, b: number): number => ((a - b) << 16) >> 16

/** Where the numbers of a VP8 packet are (RFC 7741, 4.2), and whether a key frame begins with it. */
export interface Vp8 {
  readonly key: boolean
  /** Where the picture's number is; it has 15 bits where `long`, else 7. */
  readonly picture?: { readonly at: number; readonly long: boolean; readonly id: number }
  /** Where the running number of its base layer is. */
  readonly base?: { readonly at: number; readonly id: number }
}

/** Reads the descriptor in front of a piece of a VP8 picture. */
export function vp8Of(packet: Buffer, payload: number): Vp8 {
  let at = payload
  const first = packet[at++] ?? 0
  let picture: Vp8['picture']
  let base: Vp8['base']
  if (first & 128) {
    const has = packet[at++] ?? 0
    if (has & 128) {
      const long = ((packet[at] ?? 0) & 128) !== 0
      if (at + 2 > packet.length) return { key: false }
      picture = { at, long, id: long ? packet.readUInt16BE(at) & 0x7fff : packet[at]! & 127 }
      at += long ? 2 : 1
    }
    if (has & 64) base = { at, id: packet[at++] ?? 0 }
    if (has & 48) at++
  }
  const begins = (first & 16) !== 0 && (first & 7) === 0
  const key = begins && at < packet.length && (packet[at]! & 1) === 0
  return { key, ...(picture && { picture }), ...(base && { base }) }
}
