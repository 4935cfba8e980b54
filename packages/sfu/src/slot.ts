import { KEPT_PACKETS } from './limits.ts'
import { tellSent, type Report } from './rtcp.ts'
import { later16, readdress, vp8Of, type RtpHead, type Vp8 } from './rtp.ts'
import type { Follower, Source } from './source.ts'

export interface SlotPorts {
  readonly kind: 'audio' | 'video'
  /** How this stream is named to its receiver, and the number of its codec there. */
  readonly ssrc: number
  readonly type: number
  readonly send: (packet: Buffer) => void
  readonly now: () => number
}

/** By how much the numbers of what is shown now differ from those that the receiver sees. */
interface Shift {
  readonly seq: number
  readonly time: number
  readonly picture: number
  readonly base: number
}

/**
 * One stream to one receiver. What is shown on it may change, from a small picture to a large one or from one person to another:
 * the numbers that the receiver sees run on, and a picture changes with a key frame only.
 */
export class Slot implements Follower {
  readonly ssrc: number
  readonly #ports: SlotPorts
  readonly #hz: number
  readonly #kept: (Buffer | undefined)[] = Array.from({ length: KEPT_PACKETS })
  #shown: Source | undefined
  /** What is to be shown as soon as a key frame of it comes. */
  #next: Source | undefined
  #shift: Shift = { seq: 0, time: 0, picture: 0, base: 0 }
  #last = { seq: 0, time: 0, picture: 0, base: 0, at: 0 }
  #packets = 0
  #bytes = 0

  constructor(ports: SlotPorts) {
    this.ssrc = ports.ssrc
    this.#ports = ports
    this.#hz = ports.kind === 'audio' ? 48_000 : 90_000
  }

  /** What it shows, or is about to. */
  get source(): Source | undefined {
    return this.#next ?? this.#shown
  }

  get packets(): number {
    return this.#packets
  }

  /** Shows this from its next key frame on. Said again and again: one that does not come is asked for again. */
  show(source: Source | undefined): void {
    if (source === this.source) return this.#next?.askKeyFrame(this.#ports.now())
    if (this.#next && this.#next !== this.#shown) this.#next.followers.delete(this)
    this.#next = undefined
    if (source === this.#shown) return
    if (!source) {
      this.#shown?.followers.delete(this)
      this.#shown = undefined
      return
    }
    this.#next = source
    source.followers.add(this)
    source.askKeyFrame(this.#ports.now())
  }

  /** Before its key frame comes, what is to be shown is asked for it. */
  askKeyFrame(): void {
    this.source?.askKeyFrame(this.#ports.now())
  }

  forward(packet: Buffer, head: RtpHead, from: Source): void {
    const vp8 = this.#ports.kind === 'video' ? vp8Of(packet, head.payload) : undefined
    if (from === this.#next && (!vp8 || vp8.key)) this.#change(head, vp8)
    if (from !== this.#shown) return
    const seq = (head.seq + this.#shift.seq) & 0xffff
    const time = (head.time + this.#shift.time) >>> 0
    const copy = readdress(packet, { type: this.#ports.type, seq, time, ssrc: this.ssrc })
    const { picture, base } = vp8 ?? {}
    const pictureId = ((picture?.id ?? 0) + this.#shift.picture) & (picture?.long ? 0x7fff : 127)
    if (picture?.long) copy.writeUInt16BE(0x8000 | pictureId, picture.at)
    else if (picture) copy[picture.at] = pictureId
    const baseId = ((base?.id ?? 0) + this.#shift.base) & 255
    if (base) copy[base.at] = baseId
    if (this.#packets === 0 || later16(seq, this.#last.seq) > 0)
      this.#last = { seq, time, picture: pictureId, base: baseId, at: this.#ports.now() }
    this.#kept[seq % KEPT_PACKETS] = copy
    this.#packets++
    this.#bytes += packet.length - head.payload
    this.#ports.send(copy)
  }

  sent(report: Extract<Report, { kind: 'sent' }>, from: Source): void {
    if (from !== this.#shown || this.#packets === 0) return
    const time = report.time + this.#shift.time
    this.#ports.send(tellSent({ ssrc: this.ssrc, ntp: report.ntp, time, packets: this.#packets, bytes: this.#bytes }))
  }

  /** Packets that the receiver misses, as far as they are still here. */
  again(seqs: readonly number[]): void {
    for (const seq of seqs) {
      const kept = this.#kept[seq % KEPT_PACKETS]
      if (kept?.readUInt16BE(2) === seq) this.#ports.send(kept)
    }
  }

  close(): void {
    this.#shown?.followers.delete(this)
    this.#next?.followers.delete(this)
    this.#shown = this.#next = undefined
  }

  /** From this packet on the other source is shown; for its receiver it follows on what was. */
  #change(head: RtpHead, vp8: Vp8 | undefined): void {
    if (this.#shown && this.#shown !== this.#next) this.#shown.followers.delete(this)
    this.#shown = this.#next
    this.#next = undefined
    const begun = this.#packets > 0
    const passed = Math.max(1, Math.round(((this.#ports.now() - this.#last.at) * this.#hz) / 1000))
    this.#shift = {
      seq: begun ? this.#last.seq + 1 - head.seq : 0,
      time: begun ? this.#last.time + passed - head.time : 0,
      picture: begun ? this.#last.picture + 1 - (vp8?.picture?.id ?? 0) : 0,
      base: begun ? this.#last.base + 1 - (vp8?.base?.id ?? 0) : 0,
    }
  }
}
