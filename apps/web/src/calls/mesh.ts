import type { CallParty, IceServer } from '@plaza/contract'
import type { Lines } from './lines.ts'
import { Link, type Signal } from './link.ts'
import type { OwnMedia } from './own-media.ts'

/** Signals kept of a party that the city has not told of yet. */
const EARLY_MAX = 60

export interface MeshPorts {
  readonly ice: readonly IceServer[]
  readonly media: OwnMedia
  readonly signal: (to: string, signal: Signal) => void
  readonly changed: () => void
  /** A party speaks that this device has not heard of: how does the call stand? */
  readonly look: () => void
}

/** Straight between devices: one link to each other party. */
export class Mesh implements Lines {
  readonly views = new Map<string, Link>()
  readonly speaker = undefined
  readonly #ports: MeshPorts
  /** How often it was told what is switched on. */
  #told = 0
  readonly #early = new Map<string, string[]>()
  /** Signals of one party are worked through one after the other. */
  readonly #turns = new Map<string, Promise<void>>()

  constructor(ports: MeshPorts) {
    this.#ports = ports
  }

  update(mine: CallParty | undefined, others: readonly CallParty[]): void {
    for (const [peer, link] of this.views) {
      if (others.some(party => party.peer === peer)) continue
      link.close()
      this.views.delete(peer)
    }
    for (const { peer, joinedAt } of others) {
      if (this.views.has(peer) || !mine) continue
      // Whoever came later offers; at the same moment the lower name does.
      const later = mine.joinedAt - joinedAt || (mine.peer < peer ? 1 : -1)
      this.views.set(peer, this.#connect(peer, later > 0))
      for (const b of this.#early.get(peer) ?? []) this.hear(peer, b)
      this.#early.delete(peer)
    }
  }

  hear(from: string, b: string): void {
    if (!this.views.has(from)) {
      const early = this.#early.get(from) ?? []
      if (early.length < EARLY_MAX) this.#early.set(from, [...early, b])
      return this.#ports.look()
    }
    const before = this.#turns.get(from) ?? Promise.resolve()
    const turn = before.then(() => this.views.get(from)?.hear(JSON.parse(b) as Signal)).catch(() => {})
    this.#turns.set(from, turn)
  }

  sendWhatIsOn(): void {
    for (const [peer, link] of this.views) {
      link.sendWhatIsOn()
      this.#tellOn(peer)
    }
  }

  /** Each of few others is sent one picture, whatever they look at. */
  want(): void {}

  /** Signals may be lost on the way: what was not answered is said again. */
  tryAgain(): void {
    for (const link of this.views.values()) if (['new', 'failed', 'disconnected'].includes(link.state)) link.restart()
  }

  close(): void {
    for (const link of this.views.values()) link.close()
    this.views.clear()
  }

  #tellOn(peer: string): void {
    this.#ports.signal(peer, { on: this.#ports.media.on, v: (this.#told += 1) })
  }

  #connect(peer: string, offers: boolean): Link {
    let was: RTCPeerConnectionState = 'new'
    const { ice, media, changed, signal } = this.#ports
    const link: Link = new Link({
      ice,
      offers,
      sound: () => media.sound,
      picture: () => media.picture,
      send: said => signal(peer, said),
      changed: () => {
        if (link.state === 'connected' && was !== 'connected') this.#tellOn(peer)
        was = link.state
        changed()
      },
    })
    return link
  }
}
