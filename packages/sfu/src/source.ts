import { ASKED_AGAIN_MAX, KEY_FRAME_MS, SILENT_MS } from './limits.ts'
import { askAgain, askKeyFrame, type Arrived, type Report } from './rtcp.ts'
import { headOf, later16, type RtpHead } from './rtp.ts'

/** Whoever shows a stream to somebody. */
export interface Follower {
  forward(packet: Buffer, head: RtpHead, from: Source): void
  sent(report: Extract<Report, { kind: 'sent' }>, from: Source): void
}

/** One stream that a device sends: counts what arrives, asks again for what does not, and hands it to its followers. */
export class Source {
  readonly ssrc: number
  readonly followers = new Set<Follower>()
  readonly #send: (control: Buffer) => void
  #heardAt = -Infinity
  #askedAt = -Infinity
  #highest: number | undefined
  #cycles = 0
  #first = 0
  #received = 0
  #before = { expected: 0, received: 0 }
  #report = { middle: 0, at: 0 }

  constructor(ssrc: number, send: (control: Buffer) => void) {
    this.ssrc = ssrc
    this.#send = send
  }

  /** Whether something came lately. */
  runs(now: number): boolean {
    return now - this.#heardAt < SILENT_MS
  }

  hear(packet: Buffer, now: number): RtpHead | undefined {
    const head = headOf(packet)
    if (!head) return undefined
    this.#heardAt = now
    this.#count(head.seq)
    for (const follower of this.followers) follower.forward(packet, head, this)
    return head
  }

  sent(report: Extract<Report, { kind: 'sent' }>, now: number): void {
    this.#report = { middle: Number((report.ntp >> 16n) & 0xffffffffn), at: now }
    for (const follower of this.followers) follower.sent(report, this)
  }

  askKeyFrame(now: number): void {
    if (now - this.#askedAt < KEY_FRAME_MS) return
    this.#askedAt = now
    this.#send(askKeyFrame(1, this.ssrc))
  }

  /** What arrived since the last time; undefined where nothing ever did. */
  arrived(now: number): Arrived | undefined {
    if (this.#highest === undefined) return undefined
    const highest = this.#cycles * 0x10000 + this.#highest
    const expected = highest - this.#first + 1
    const lately = { expected: expected - this.#before.expected, received: this.#received - this.#before.received }
    this.#before = { expected, received: this.#received }
    const lost = Math.max(0, lately.expected - lately.received)
    return {
      ssrc: this.ssrc,
      lostPart: lately.expected > 0 ? Math.min(255, Math.floor((lost * 256) / lately.expected)) : 0,
      lostTotal: Math.max(0, expected - this.#received),
      highest,
      lastReport: this.#report.middle,
      since: this.#report.middle === 0 ? 0 : Math.round(((now - this.#report.at) * 65_536) / 1000),
    }
  }

  #count(seq: number): void {
    this.#received++
    if (this.#highest === undefined) {
      this.#first = this.#highest = seq
      return
    }
    const ahead = later16(seq, this.#highest)
    if (ahead <= 0) return
    if (ahead > 1) this.#askAgain(this.#highest, ahead - 1)
    if (seq < this.#highest) this.#cycles++
    this.#highest = seq
  }

  #askAgain(after: number, count: number): void {
    if (count > ASKED_AGAIN_MAX) return
    const seqs = Array.from({ length: count }, (_, i) => (after + 1 + i) & 0xffff)
    this.#send(askAgain(1, this.ssrc, seqs))
  }
}
