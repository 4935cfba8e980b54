const ALIVE = 0.8
/** Softer than this is breath and rooms (about -55 dBov). */
const HEARD = 72
const LOUDER_BY = 6
/** Somebody has to be louder for so many looks before the picture changes. */
const LOOKS = 3

/** Finds who speaks, from how loud each one's packets are. Whoever spoke last stays it while nobody is clearly louder. */
export class Speaker {
  readonly #levels = new Map<string, number>()
  #now: string | undefined
  #rival: { peer: string; looks: number } | undefined

  get peer(): string | undefined {
    return this.#now
  }

  hear(peer: string, loudness: number): void {
    this.#levels.set(peer, (this.#levels.get(peer) ?? 0) * ALIVE + loudness * (1 - ALIVE))
  }

  leave(peer: string): void {
    this.#levels.delete(peer)
    if (this.#now === peer) this.#now = undefined
  }

  /** Looks again; true where it is somebody else now. */
  look(): boolean {
    const [loudest] = [...this.#levels].sort((a, b) => b[1] - a[1])
    // Whoever is muted sends nothing, and grows silent with each look.
    for (const [peer, level] of this.#levels) this.#levels.set(peer, level * ALIVE)
    if (!loudest || loudest[0] === this.#now || loudest[1] < HEARD) return this.#keep()
    const present = this.#now === undefined ? 0 : (this.#levels.get(this.#now) ?? 0)
    if (loudest[1] < present + LOUDER_BY) return this.#keep()
    const looks = this.#rival?.peer === loudest[0] ? this.#rival.looks + 1 : 1
    this.#rival = { peer: loudest[0], looks }
    if (looks < LOOKS && this.#now !== undefined) return false
    this.#now = loudest[0]
    return true
  }

  #keep(): false {
    this.#rival = undefined
    return false
  }
}
