/** What devices say about streams (RFC 3550, RFC 4585, RFC 5104, draft-alvestrand-rmcat-remb). */
export type Report =
  | { readonly kind: 'sent'; readonly ssrc: number; readonly ntp: bigint; readonly time: number }
  | { readonly kind: 'missing'; readonly ssrc: number; readonly seqs: readonly number[] }
  | { readonly kind: 'key_frame'; readonly ssrc: number }
  | { readonly kind: 'takes'; readonly bps: number }

const SENDER_REPORT = 200
const RECEIVER_REPORT = 201
const TRANSPORT_FEEDBACK = 205
const PAYLOAD_FEEDBACK = 206
const SEQS_MAX = 256

/** Reads all that a packet of control says, as far as it matters to whoever forwards; what is broken ends the reading. */
export function reportsIn(packet: Buffer): Report[] {
  const found: Report[] = []
  for (let at = 0; at + 8 <= packet.length;) {
    const length = (packet.readUInt16BE(at + 2) + 1) * 4
    const part = packet.subarray(at, at + length)
    if (part.length < length) break
    const report = reportOf(part, packet[at]! & 31, packet[at + 1]!)
    if (report) found.push(...report)
    at += length
  }
  return found
}

function reportOf(part: Buffer, format: number, type: number): Report[] | undefined {
  if (type === SENDER_REPORT && part.length >= 28)
    return [{ kind: 'sent', ssrc: part.readUInt32BE(4), ntp: part.readBigUInt64BE(8), time: part.readUInt32BE(16) }]
  if (part.length < 12) return undefined
  const ssrc = part.readUInt32BE(8)
  if (type === TRANSPORT_FEEDBACK && format === 1) return [{ kind: 'missing', ssrc, seqs: seqsIn(part) }]
  if (type !== PAYLOAD_FEEDBACK) return undefined
  if (format === 1) return [{ kind: 'key_frame', ssrc }]
  if (format === 4) return wanted(part).map(of => ({ kind: 'key_frame', ssrc: of }))
  if (format === 15 && part.length >= 20 && part.toString('latin1', 12, 16) === 'REMB')
    return [{ kind: 'takes', bps: (((part[17]! & 3) << 16) | part.readUInt16BE(18)) * 2 ** (part[17]! >> 2) }]
  return undefined
}

function seqsIn(part: Buffer): number[] {
  const seqs: number[] = []
  for (let at = 12; at + 4 <= part.length && seqs.length < SEQS_MAX; at += 4) {
    const first = part.readUInt16BE(at)
    const more = part.readUInt16BE(at + 2)
    seqs.push(first)
    for (let bit = 0; bit < 16; bit++) if (more & (1 << bit)) seqs.push((first + bit + 1) & 0xffff)
  }
  return seqs
}

/** A full intra request names its streams apart. */
function wanted(part: Buffer): number[] {
  const named: number[] = []
  for (let at = 12; at + 8 <= part.length && named.length < SEQS_MAX; at += 8) named.push(part.readUInt32BE(at))
  return named
}

function packet(format: number, type: number, words: number): Buffer {
  const made = Buffer.alloc((words + 1) * 4)
  made[0] = 0x80 | format
  made[1] = type
  made.writeUInt16BE(words, 2)
  return made
}

/** Asks for a key frame (PLI). */
export function askKeyFrame(me: number, ssrc: number): Buffer {
  const made = packet(1, PAYLOAD_FEEDBACK, 2)
  made.writeUInt32BE(me, 4)
  made.writeUInt32BE(ssrc, 8)
  return made
}

/** Asks for packets again (NACK). */
export function askAgain(me: number, ssrc: number, seqs: readonly number[]): Buffer {
  const made = packet(1, TRANSPORT_FEEDBACK, 2 + seqs.length)
  made.writeUInt32BE(me, 4)
  made.writeUInt32BE(ssrc, 8)
  seqs.forEach((seq, i) => made.writeUInt16BE(seq, 12 + i * 4))
  return made
}

/** What arrived of a stream since the last time. */
export interface Arrived {
  readonly ssrc: number
  /** 0 to 255: the part that was lost lately. */
  readonly lostPart: number
  readonly lostTotal: number
  /** The highest number, with how often it began again in its upper half. */
  readonly highest: number
  /** The middle of the last sender report's time, and how long ago that was, in 1/65536 s. */
  readonly lastReport: number
  readonly since: number
}

/** Tells a sender what arrived, and how much it may send on all its streams together (a receiver report and REMB). */
export function tellArrived(me: number, streams: readonly Arrived[], bps: number): Buffer {
  const report = packet(streams.length, RECEIVER_REPORT, 1 + streams.length * 6)
  report.writeUInt32BE(me, 4)
  streams.forEach((one, i) => {
    const at = 8 + i * 24
    report.writeUInt32BE(one.ssrc, at)
    report[at + 4] = one.lostPart
    report.writeUIntBE(Math.min(one.lostTotal, 0x7fffff), at + 5, 3)
    report.writeUInt32BE(one.highest >>> 0, at + 8)
    report.writeUInt32BE(one.lastReport, at + 16)
    report.writeUInt32BE(one.since >>> 0, at + 20)
  })
  const most = packet(15, PAYLOAD_FEEDBACK, 4 + streams.length)
  most.writeUInt32BE(me, 4)
  most.write('REMB', 12, 'latin1')
  const shift = Math.max(0, Math.ceil(Math.log2(bps / 0x3ffff)))
  const mantissa = Math.floor(bps / 2 ** shift)
  most[16] = streams.length
  most[17] = (shift << 2) | (mantissa >> 16)
  most.writeUInt16BE(mantissa & 0xffff, 18)
  streams.forEach((one, i) => most.writeUInt32BE(one.ssrc, 20 + i * 4))
  return Buffer.concat([report, most])
}

/** Tells a receiver which moment of a stream is which moment of the clock, so that lips and voice are together. */
export function tellSent(of: { ssrc: number; ntp: bigint; time: number; packets: number; bytes: number }): Buffer {
  const made = packet(0, SENDER_REPORT, 6)
  made.writeUInt32BE(of.ssrc, 4)
  made.writeBigUInt64BE(of.ntp, 8)
  made.writeUInt32BE(of.time >>> 0, 16)
  made.writeUInt32BE(of.packets >>> 0, 20)
  made.writeUInt32BE(of.bytes >>> 0, 24)
  return made
}
