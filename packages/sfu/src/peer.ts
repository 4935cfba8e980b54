import type { CallWish, RoomWord, Switched } from '@plaza/contract'
import type { DataChannel, PeerConnection, Track } from 'node-datachannel'
import { BIG_BPS, LOSSY, NARROW_REPORTS, PEERS_MAX, SMALL_BPS, VOICE_BPS } from './limits.ts'
import { layersFor, smallOnes } from './layers.ts'
import type { Media } from './media.ts'
import { linesOf, LOUDNESS_URI, withAddress, withoutAddresses, type OfferedLine } from './offer.ts'
import { reportsIn, tellArrived } from './rtcp.ts'
import { isControl, loudness } from './rtp.ts'
import { Slot } from './slot.ts'
import { Source } from './source.ts'
import { deviceWord } from './words.ts'

export interface PeerPorts {
  readonly media: Media
  readonly now: () => number
  /** Somebody's voice, this loud. */
  readonly loud: (level: number) => void
  /** What it has switched on, or whom it wants to see how, changed. */
  readonly changed: () => void
  /** Its connection is over. */
  readonly lost: () => void
}

const NOT_YET = 1.3
const NARROW = 0.85
const NOTHING_ON: Switched = { mic: false, camera: false, screen: false }
/** Names of the streams that one receives: apart from those that devices choose, which are random. */
const FIRST_SSRC = 1_000

/** One device in a call: what it sends, and a line of sound and one of pictures for each other one. */
export class Peer {
  readonly id: string
  on: Switched = NOTHING_ON
  voice: Source | undefined
  big: Source | undefined
  small: Source | undefined
  /** Lines on which it receives; the same place of both belongs to one person. */
  readonly voices: Slot[] = []
  readonly pictures: Slot[] = []
  #wishes: Readonly<Record<string, CallWish>> = {}
  readonly #ports: PeerPorts
  readonly #pc: PeerConnection
  readonly #tracks: Track[] = []
  #channel: DataChannel | undefined
  #said = ''
  #budget: number | undefined
  #takes: number | undefined
  #narrow = 0
  #sentBytes = 0
  #sentPackets = 0
  #missed = 0
  #closed = false

  constructor(id: string, ports: PeerPorts) {
    this.id = id
    this.#ports = ports
    this.#pc = ports.media.connect(id)
    this.#pc.onStateChange(state => {
      // An interrupted way may come back; a device that is gone for good is told by the city.
      if (state === 'failed' || state === 'closed') this.#lose()
    })
    this.#pc.onDataChannel(channel => {
      this.#channel = channel
      channel.onMessage(text => typeof text === 'string' && this.#hear(text))
      channel.onOpen(() => ports.changed())
    })
  }

  /** Takes an offer, and answers it when the ways to this machine are known. */
  async answer(sdp: string): Promise<string> {
    const ready = new Promise<void>(resolve =>
      this.#pc.onGatheringStateChange(state => state === 'complete' && resolve()),
    )
    for (const line of linesOf(sdp)) this.#add(line)
    this.#pc.setRemoteDescription(withoutAddresses(sdp), 'offer')
    this.#pc.setLocalDescription('answer')
    await ready
    const answer = this.#pc.localDescription()
    if (!answer) throw new Error('an offer that has no answer')
    return withAddress(answer.sdp, this.#ports.media.address)
  }

  /** How it wants to see the others, as far as its way takes that. */
  layers(others: readonly string[]): Map<string, CallWish> {
    const first = { big: 0, small: 1, none: 2 }
    const wishes = others.map(peer => [peer, this.#wishes[peer] ?? 'small'] as const)
    return layersFor(
      wishes.sort((a, b) => first[a[1]] - first[b[1]]),
      this.#budget,
    )
  }

  /** Says how the room stands, where that is something new. */
  tell(word: RoomWord): void {
    const text = JSON.stringify(word)
    if (this.#closed || text === this.#said) return
    try {
      if (!this.#channel?.isOpen()) return
      this.#said = text
      this.#channel.sendMessage(text)
    } catch {
      // As below: what throws in a callback of the library ends the process.
    }
  }

  /** Tells the device what of it arrived, and looks at what its way takes. */
  report(now: number, intervalMs: number): void {
    const sources = [this.voice, this.big, this.small].filter(source => source !== undefined)
    const arrived = sources.map(source => source.arrived(now)).filter(one => one !== undefined)
    const most = VOICE_BPS + BIG_BPS + SMALL_BPS
    if (arrived.length > 0) this.#send(this.#tracks[0], tellArrived(1, arrived, most))
    const sentBps = (this.#sentBytes * 8_000) / intervalMs
    this.#sentBytes = 0
    this.#narrow = this.#takes !== undefined && this.#takes < sentBps * NARROW ? this.#narrow + 1 : 0
    // The estimate is made of delays, and a device with much to do takes its own for those of the way. So it makes large
    // pictures small, but leaves out none of them while everything arrives.
    const lossy = this.#missed > this.#sentPackets * LOSSY
    this.#missed = this.#sentPackets = 0
    if (this.#takes !== undefined && this.#narrow >= NARROW_REPORTS)
      this.#budget = lossy ? this.#takes : Math.max(this.#takes, smallOnes(this.pictures.length))
    // It is tried again whether more goes through, until everything does.
    else if (this.#budget !== undefined)
      this.#budget = this.#budget > PEERS_MAX * BIG_BPS ? undefined : this.#budget * NOT_YET
  }

  close(): void {
    this.#closed = true
    for (const slot of [...this.voices, ...this.pictures]) slot.close()
    this.#pc.close()
  }

  #lose(): void {
    if (this.#closed) return
    this.#ports.lost()
  }

  #add(line: OfferedLine): void {
    const name = `${line.kind}-${line.mid}`
    const slots = line.kind === 'audio' ? this.voices : this.pictures
    if (!line.sends && slots.length >= PEERS_MAX) return
    const ssrc = FIRST_SSRC + this.#tracks.length
    const made = this.#ports.media.line(line.kind, line.mid, line.sends ? 'RecvOnly' : 'SendOnly', line.type)
    for (const feedback of line.kind === 'video' ? ['ccm fir'] : [])
      made.parseSdpLine(`a=rtcp-fb:${line.type} ${feedback}`)
    if (!line.sends) made.addSSRC(ssrc, `s${slots.length}`, `s${slots.length}`, name)
    if (line.sends && line.loud !== undefined) made.parseSdpLine(`a=extmap:${line.loud} ${LOUDNESS_URI}`)
    const track = this.#pc.addTrack(made)
    this.#tracks.push(track)
    if (line.sends) return this.#receive(track, line)
    const { now } = this.#ports
    const slot = new Slot({ kind: line.kind, ssrc, type: line.type, now, send: packet => this.#send(track, packet) })
    slots.push(slot)
    track.onMessage(packet => isControl(packet) && this.#heed(packet, slot))
  }

  #receive(track: Track, line: OfferedLine): void {
    const source = new Source(line.ssrc ?? 0, control => this.#send(track, control))
    if (line.kind === 'audio') this.voice ??= source
    else if (!this.big) this.big = source
    else this.small ??= source
    track.onMessage(packet => {
      const now = this.#ports.now()
      if (isControl(packet)) return this.#heed(packet, source)
      source.hear(packet, now)
      const level = line.loud === undefined ? undefined : loudness(packet, line.loud)
      if (level !== undefined) this.#ports.loud(level)
    })
  }

  /** What the device says about this stream. The same packet comes once for each stream that it names. */
  #heed(packet: Buffer, stream: Slot | Source): void {
    for (const report of reportsIn(packet)) {
      if (report.kind === 'takes') this.#takes = report.bps
      else if (report.ssrc !== stream.ssrc) continue
      else if (report.kind === 'sent') stream instanceof Source && stream.sent(report, this.#ports.now())
      else if (stream instanceof Source) continue
      else if (report.kind === 'missing') {
        this.#missed += report.seqs.length
        stream.again(report.seqs)
      } else stream.askKeyFrame()
    }
  }

  #hear(text: string): void {
    const word = deviceWord(text)
    if (!word) return
    if ('on' in word) this.on = word.on
    else this.#wishes = word.want
    this.#ports.changed()
  }

  #send(track: Track | undefined, packet: Buffer): void {
    if (this.#closed) return
    try {
      if (!track?.isOpen()) return
      this.#sentBytes += packet.length
      this.#sentPackets++
      track.sendMessageBinary(packet)
    } catch {
      // The connection was closed at this moment, which its state tells too.
    }
  }
}
