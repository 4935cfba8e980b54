import { PEERS_MAX, REPORT_TICKS, TICK_MS } from './limits.ts'
import type { Media } from './media.ts'
import { Peer } from './peer.ts'
import type { Slot } from './slot.ts'
import type { Source } from './source.ts'
import { Speaker } from './speaker.ts'

interface RoomPorts {
  readonly media: Media
  readonly now: () => number
  /** A device's connection is over: it is to come again, if it is still there. */
  readonly lost: (peer: string) => void
}

/** One call: everybody's sound goes to everybody else, and of the pictures what each one wants to see. */
export class Room {
  readonly #ports: RoomPorts
  readonly #peers = new Map<string, Peer>()
  readonly #speaker = new Speaker()
  /** On which lines of a receiver each other one is. They keep their place while they are there. */
  readonly #places = new Map<string, (string | undefined)[]>()
  #ticks = 0

  constructor(ports: RoomPorts) {
    this.#ports = ports
  }

  get size(): number {
    return this.#peers.size
  }

  /** Lets a device in, or in again. */
  async offer(id: string, sdp: string): Promise<string> {
    this.leave(id)
    if (this.#peers.size >= PEERS_MAX) throw new Error('this call is full')
    const peer = new Peer(id, {
      media: this.#ports.media,
      now: this.#ports.now,
      loud: level => this.#speaker.hear(id, level),
      changed: () => this.#arrange(),
      lost: () => {
        if (this.#peers.get(id) !== peer) return
        this.leave(id)
        this.#ports.lost(id)
      },
    })
    this.#peers.set(id, peer)
    try {
      const answer = await peer.answer(sdp)
      this.#arrange()
      return answer
    } catch (error) {
      if (this.#peers.get(id) === peer) this.leave(id)
      throw error
    }
  }

  leave(id: string): void {
    const peer = this.#peers.get(id)
    if (!peer) return
    this.#peers.delete(id)
    this.#places.delete(id)
    this.#speaker.leave(id)
    peer.close()
    this.#arrange()
  }

  /** Only these are in the call still. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#peers.keys()) if (!ids.has(id)) this.leave(id)
  }

  tick(): void {
    this.#speaker.look()
    this.#arrange()
    if (++this.#ticks % REPORT_TICKS > 0) return
    for (const peer of this.#peers.values()) peer.report(this.#ports.now(), TICK_MS * REPORT_TICKS)
  }

  /** How much was forwarded so far. */
  packets(): number {
    const slots = [...this.#peers.values()].flatMap(peer => [...peer.voices, ...peer.pictures])
    return slots.reduce((sum, slot) => sum + slot.packets, 0)
  }

  close(): void {
    for (const id of this.#peers.keys()) this.leave(id)
  }

  /** Puts everybody on the lines of everybody else, and tells them. */
  #arrange(): void {
    const now = this.#ports.now()
    const looked = new Set<string>()
    for (const [id, peer] of this.#peers) {
      const places = this.#placesOf(id, peer.voices.length)
      const layers = peer.layers(places.filter(place => place !== undefined))
      places.forEach((other, i) => {
        const from = other === undefined ? undefined : this.#peers.get(other)
        peer.voices[i]?.show(from?.voice)
        const wish = (other !== undefined && layers.get(other)) || 'none'
        if (wish === 'big' && other !== undefined) looked.add(other)
        const slot = peer.pictures[i]
        slot?.show(from && pictureOf(from, wish, slot, now))
      })
    }
    const speaker = this.#speaker.peer
    for (const [id, peer] of this.#peers) {
      const people = (this.#places.get(id) ?? []).flatMap((other, slot) => {
        const from = other === undefined ? undefined : this.#peers.get(other)
        return from ? [{ peer: from.id, slot, on: from.on }] : []
      })
      peer.tell({ people, ...(speaker === undefined ? {} : { speaker }), big: looked.has(id) })
    }
  }

  #placesOf(id: string, count: number): (string | undefined)[] {
    const before = this.#places.get(id) ?? Array.from({ length: count })
    const places = before.map(other => (other !== undefined && this.#peers.has(other) ? other : undefined))
    for (const other of this.#peers.keys()) {
      const free = places.indexOf(undefined)
      if (other !== id && !places.includes(other) && free >= 0) places[free] = other
    }
    this.#places.set(id, places)
    return places
  }
}

/** The large picture where it is wanted and being sent; the small one until then, and wherever no more is wanted. */
function pictureOf(from: Peer, wish: 'big' | 'small' | 'none', slot: Slot, now: number): Source | undefined {
  if (wish === 'none' || !(from.on.camera || from.on.screen)) return undefined
  const { big, small } = from
  if (wish === 'big' && big && (big.runs(now) || big === slot.source)) return big
  return small?.runs(now) || !big?.runs(now) ? small : big
}
