import type { CallShown, IceServer, Up } from '@plaza/contract'
import type { Lines } from './lines.ts'
import type { Signal } from './link.ts'
import { Mesh } from './mesh.ts'
import { Hub } from './hub.ts'
import type { OwnMedia } from './own-media.ts'

const BEAT_MS = 15_000
/** A connection that does not stand by then is tried again. */
const AGAIN_MS = 4_000

type CallFrame = Extract<Up, { t: 'signal' | 'in_call' }>

export interface LivePorts {
  readonly me: string
  readonly media: OwnMedia
  readonly send: (frame: CallFrame) => void
  readonly changed: () => void
  /** A party speaks that this device has not heard of: how does the call stand? */
  readonly look: () => void
}

/** A call that this device is in: who is there, as the city says, and the lines to them. */
export class LiveCall {
  readonly peer: string
  shown: CallShown
  readonly lines: Lines
  /** Whom I want to see large. */
  pinned: string | undefined
  readonly #ports: LivePorts
  readonly #timers: ReturnType<typeof setInterval>[]

  constructor(peer: string, shown: CallShown, ice: readonly IceServer[], ports: LivePorts) {
    this.peer = peer
    this.shown = shown
    this.#ports = ports
    const { media, changed, look } = ports
    this.lines =
      shown.via === 'sfu'
        ? new Hub({ call: shown.id, ice, media, changed, signal: said => this.#signal(shown.id, said) })
        : new Mesh({ ice, media, changed, look, signal: (to, said) => this.#signal(to, said) })
    this.#timers = [setInterval(() => this.#beat(), BEAT_MS), setInterval(() => this.lines.tryAgain(), AGAIN_MS)]
    this.update(shown)
  }

  /** The city says how the call stands: new parties are connected to, those that left are let go of. */
  update(shown: CallShown): void {
    if (shown.version < this.shown.version) return
    this.shown = shown
    const mine = shown.parties.find(party => party.peer === this.peer)
    const others = shown.parties.filter(party => party.peer !== this.peer && party.person !== this.#ports.me)
    const rings = shown.asked.filter(one => one.answer === undefined).length
    if (!others.some(party => party.peer === this.pinned)) this.pinned = undefined
    this.lines.update(mine, others, others.length + rings)
    this.#ports.changed()
  }

  hear(from: string, b: string): void {
    this.lines.hear(from, b)
  }

  /** What I have switched on changed: it goes on the lines, and the others are told. */
  sendWhatIsOn(): void {
    this.lines.sendWhatIsOn()
  }

  /** Shows somebody large, or nobody in particular. */
  pin(peer: string | undefined): void {
    this.pinned = peer
    this.#ports.changed()
  }

  /** The way to the city was lost meanwhile, and signals with it. */
  reconnected(): void {
    this.#beat()
    this.lines.tryAgain()
    this.lines.sendWhatIsOn()
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.lines.close()
  }

  #beat(): void {
    this.#ports.send({ t: 'in_call', call: this.shown.id, peer: this.peer })
  }

  #signal(to: string, signal: Signal): void {
    this.#ports.send({ t: 'signal', call: this.shown.id, from: this.peer, to, b: JSON.stringify(signal) })
  }
}
