/**
 * Overload control after DAGOR (Zhou et al., SoCC 2018): the signal is how long work waits before it begins, not CPU or
 * response time; what is shed is decided by business first and then by person, so that the same people are served
 * consistently and an overloaded city still answers most of them at once instead of everybody late.
 */

/** What a frame is for, most precious first: paying and entering > sending > catching up > own settings > typing. */
export type Business = 0 | 1 | 2 | 3 | 4
export const BUSINESS = { enter: 0, send: 1, sync: 2, mine: 3, ephemeral: 4 } as const satisfies Record<string, Business>

/** Degrees among people inside one business. */
const PEOPLE_DEGREES = 128
const LEVELS = 5 * PEOPLE_DEGREES
/** Everybody is let in. */
export const LEVEL_OPEN = LEVELS - 1
/** Entering is never shed. */
const LEVEL_MIN = PEOPLE_DEGREES - 1

const WINDOW_MS = 250
const WINDOW_REQUESTS_MAX = 2_000
/** Mean wait above which the process is overloaded. */
const WAIT_OVERLOADED_MS = 40
const SHED_SHARE = 0.05
const RELAX_SHARE = 0.01
/** How often people trade places, so that nobody is always the unlucky one. */
const ROTATE_MS = 3_600_000

export class Admission {
  level = LEVEL_OPEN
  readonly #arrived = new Int32Array(LEVELS)
  #requests = 0
  #admitted = 0
  #waitSumMs = 0
  #waits = 0
  #windowAtMs: number

  constructor(nowMs: number) {
    this.#windowAtMs = nowMs
  }

  /** Whether this frame of this person is let in now. */
  admit(business: Business, person: string, nowMs: number): boolean {
    const at = business * PEOPLE_DEGREES + degreeOf(person, nowMs)
    this.#arrived[at] = (this.#arrived[at] ?? 0) + 1
    this.#requests += 1
    const letIn = at <= this.level
    if (letIn) this.#admitted += 1
    if (this.#requests >= WINDOW_REQUESTS_MAX || nowMs - this.#windowAtMs >= WINDOW_MS) this.#turn(nowMs)
    return letIn
  }

  /** Work waited this long from its arrival until it began. */
  waited(ms: number): void {
    this.#waitSumMs += ms
    this.#waits += 1
  }

  /** Ends a window: five per cent fewer next time when work waits too long, else one per cent more. */
  #turn(nowMs: number): void {
    const overloaded = this.#waits > 0 && this.#waitSumMs / this.#waits > WAIT_OVERLOADED_MS
    const target = overloaded ? this.#admitted * (1 - SHED_SHARE) : this.#admitted + Math.max(1, this.#requests * RELAX_SHARE)
    this.level = overloaded || this.level < LEVEL_OPEN ? this.#levelFor(target, overloaded) : LEVEL_OPEN
    this.#arrived.fill(0)
    this.#requests = 0
    this.#admitted = 0
    this.#waitSumMs = 0
    this.#waits = 0
    this.#windowAtMs = nowMs
  }

  /** The level at which about `target` of the window's requests would have been let in. */
  #levelFor(target: number, tighten: boolean): number {
    let sum = 0
    for (let level = 0; level < LEVELS; level++) {
      sum += this.#arrived[level] ?? 0
      if (sum > target) {
        if (tighten) return Math.max(LEVEL_MIN, Math.min(level - 1, this.level - 1))
        return Math.max(level, this.level + 1)
      }
    }
    return tighten ? Math.max(LEVEL_MIN, this.level - 1) : LEVEL_OPEN
  }
}

/** A person's place in the queue of this hour: a hash that changes hourly (FNV-1a). */
export function degreeOf(person: string, nowMs: number): number {
  let hash = 2166136261 ^ Math.floor(nowMs / ROTATE_MS)
  for (let i = 0; i < person.length; i++) hash = Math.imul(hash ^ person.charCodeAt(i), 16777619)
  return (hash >>> 9) % PEOPLE_DEGREES
}
