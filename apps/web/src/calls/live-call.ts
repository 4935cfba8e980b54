import type { CallShown, IceServer, Up } from '@plaza/contract'
import { Link, type Signal } from './link.ts'
import type { OwnMedia } from './own-media.ts'

const BEAT_MS = 15_000
/** A connection that does not stand by then is tried again. */
const AGAIN_MS = 4_000
/** Signals kept of a party that the city has not told of yet. */
const EARLY_MAX = 60

type CallFrame = Extract<Up, { t: 'signal' | 'in_call' }>

export interface LivePorts {
  readonly me: string
  readonly media: OwnMedia
  readonly send: (frame: CallFrame) => void
  readonly changed: () => void
  /** A party speaks that this device has not heard of: how does the call stand? */
  readonly look: () => void
}

/** A call that this device is in: one link to each other party, as the city says who is there. */
export class LiveCall {
  readonly peer: string
  shown: CallShown
  readonly links = new Map<string, Link>()
  readonly #ice: readonly IceServer[]
  readonly #ports: LivePorts
  readonly #timers: ReturnType<typeof setInterval>[]
  readonly #early = new Map<string, string[]>()
  /** Signals of one party are worked through one after the other. */
  readonly #turns = new Map<string, Promise<void>>()

  constructor(peer: string, shown: CallShown, ice: readonly IceServer[], ports: LivePorts) {
    this.peer = peer
    this.shown = shown
    this.#ice = ice
    this.#ports = ports
    this.#timers = [setInterval(() => this.#beat(), BEAT_MS), setInterval(() => this.#tryAgain(), AGAIN_MS)]
    this.update(shown)
  }

  /** The city says how the call stands: new parties are connected to, those that left are let go of. */
  update(shown: CallShown): void {
    if (shown.version < this.shown.version) return
    this.shown = shown
    const mine = shown.parties.find(party => party.peer === this.peer)
    const others = shown.parties.filter(party => party.peer !== this.peer && party.person !== this.#ports.me)
    for (const [peer, link] of this.links) {
      if (others.some(party => party.peer === peer)) continue
      link.close()
      this.links.delete(peer)
    }
    for (const { peer, joinedAt } of others) {
      if (this.links.has(peer) || !mine) continue
      // Whoever came later offers; at the same moment the lower name does.
      const later = mine.joinedAt - joinedAt || (this.peer < peer ? 1 : -1)
      this.links.set(peer, this.#connect(peer, later > 0))
      for (const b of this.#early.get(peer) ?? []) this.hear(peer, b)
      this.#early.delete(peer)
    }
    this.#ports.changed()
  }

  hear(from: string, b: string): void {
    if (!this.links.has(from)) {
      const early = this.#early.get(from) ?? []
      if (early.length < EARLY_MAX) this.#early.set(from, [...early, b])
      return this.#ports.look()
    }
    const before = this.#turns.get(from) ?? Promise.resolve()
    const turn = before.then(() => this.links.get(from)?.hear(JSON.parse(b) as Signal)).catch(() => {})
    this.#turns.set(from, turn)
  }

  /** What I have switched on changed: it goes on the lines, and the others are told. */
  sendWhatIsOn(): void {
    for (const [peer, link] of this.links) {
      link.sendWhatIsOn()
      this.#signal(peer, { on: this.#ports.media.on })
    }
  }

  /** The way to the city was lost meanwhile, and signals with it. */
  reconnected(): void {
    this.#beat()
    this.#tryAgain()
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
    for (const link of this.links.values()) link.close()
    this.links.clear()
  }

  #beat(): void {
    this.#ports.send({ t: 'in_call', call: this.shown.id, peer: this.peer })
  }

  /** Signals may be lost on the way: what was not answered is said again. */
  #tryAgain(): void {
    for (const link of this.links.values()) if (['new', 'failed', 'disconnected'].includes(link.state)) link.restart()
  }

  #connect(peer: string, offers: boolean): Link {
    let was: RTCPeerConnectionState = 'new'
    const { media, changed } = this.#ports
    const link: Link = new Link({
      ice: this.#ice,
      offers,
      sound: () => media.sound,
      picture: () => media.picture,
      send: signal => this.#signal(peer, signal),
      changed: () => {
        if (link.state === 'connected' && was !== 'connected') this.#signal(peer, { on: media.on })
        was = link.state
        changed()
      },
    })
    return link
  }

  #signal(to: string, signal: Signal): void {
    this.#ports.send({ t: 'signal', call: this.shown.id, from: this.peer, to, b: JSON.stringify(signal) })
  }
}
