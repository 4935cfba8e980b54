/**
 * Overload control after DAGOR (Zhou et al., SoCC 2018): the signal is how long work waits before it begins, not CPU or
 * response time; what is shed is decided by business first and then by person, so that the same people are served
 * consistently and an overloaded city still answers most of them at once instead of everybody late.
 */

/** What a frame is for, most precious first: paying and entering > sending > catching up > own settings > typing. */
export type Business = 0 | 1 | 2 | 3 | 4
export const BUSINESS = { enter: 0, send: 1, sync: 2, mine: 3, ephemeral: 4 } as const satisfies Record<
  string,
  Business
>

/** Degrees among people inside one business. */
const PEOPLE_DEGREES = 128
const LEVELS = 5 * PEOPLE_DEGREES
/** Everybody is let in. */
export const LEVEL_OPEN = LEVELS - 1
/** Entering is never shed. */
const LEVEL_MIN = PEOPLE_DEGREES - 1
/** Sends lie below this level, and what matters less above it. */
const LEVEL_SENDS = 2 * PEOPLE_DEGREES

/** Longer than a batch takes, so that a window sees what the one before it did. */
const WINDOW_MS = 250
/** Mean wait above which the process is overloaded, and below which it has room. */
const WAIT_OVERLOADED_MS = 40
const WAIT_ROOM_MS = 25
/** Sends in a window below which a wait is a hiccup of the machine and no crowd. */
const CROWD_SENDS_MIN = 50
/** Fewer are let in than were served, at least so many that a queue is worked off in this time. */
const WORK_OFF_MS = 1_000
const SHED_SHARE_MIN = 0.05
/** At most this share goes in one window: a single hiccup shuts nobody out. */
const SHED_SHARE_MAX = 0.5
/** Degrees let in again in one window. People who were shed ask less than they would, so they return a few at a time. */
const RELAX_DEGREES = 3
const RELAX_DEGREES_ABOVE_SENDS = 16
/** Back to where it was crowded last, this share of the way in one window (as TCP CUBIC does): a hiccup is soon forgotten. */
const RETURN_SHARE = 0.25
/** How often people trade places, so that nobody is always the unlucky one. */
const ROTATE_MS = 3_600_000

export class Admission {
  level = LEVEL_OPEN
  /** Where it became too much last time. */
  #crowdedAt = LEVEL_SENDS
  #relaxed = true
  readonly #arrived = new Int32Array(LEVELS)
  #admitted = 0
  #sendsAdmitted = 0
  #waitSumMs = 0
  #served = 0
  #lagSumMs = 0
  #lags = 0
  #windowAtMs: number

  constructor(nowMs: number) {
    this.#windowAtMs = nowMs
  }

  /** Whether this frame of this person is let in now. */
  admit(business: Business, person: string, nowMs: number): boolean {
    if (nowMs - this.#windowAtMs >= WINDOW_MS) this.#turn(nowMs)
    const at = business * PEOPLE_DEGREES + degreeOf(person, nowMs)
    this.#arrived[at] = (this.#arrived[at] ?? 0) + 1
    if (at > this.level) return false
    this.#admitted += 1
    if (business === BUSINESS.send) this.#sendsAdmitted += 1
    return true
  }

  /** A send waited this long from its arrival until its batch began. */
  waited(ms: number): void {
    this.#waitSumMs += ms
    this.#served += 1
  }

  /** The process came this late to something that was due: what has arrived meanwhile waits as long, unseen. */
  lagged(ms: number): void {
    this.#lagSumMs += ms
    this.#lags += 1
  }

  /** Ends a window: fewer next time when work waits too long, a few more when there is room, else the same. */
  #turn(nowMs: number): void {
    const waitMs = Math.max(mean(this.#waitSumMs, this.#served), mean(this.#lagSumMs, this.#lags))
    if (waitMs > WAIT_OVERLOADED_MS && this.#sendsAdmitted >= CROWD_SENDS_MIN) this.#tighten(waitMs)
    else if (waitMs < WAIT_ROOM_MS) this.#relax()
    this.#arrived.fill(0)
    this.#admitted = 0
    this.#sendsAdmitted = 0
    this.#waitSumMs = 0
    this.#served = 0
    this.#lagSumMs = 0
    this.#lags = 0
    this.#windowAtMs = nowMs
  }

  #relax(): void {
    const back = Math.ceil((this.#crowdedAt - this.level) * RETURN_SHARE)
    const more = this.level < LEVEL_SENDS ? Math.max(RELAX_DEGREES, back) : RELAX_DEGREES_ABOVE_SENDS
    this.level = Math.min(LEVEL_OPEN, this.level + more)
    this.#relaxed = true
  }

  /** Lets in less than was served. While the queue shrinks fast enough already, there is nothing to do but wait. */
  #tighten(waitMs: number): void {
    const share = this.#served / this.#sendsAdmitted
    const shed = Math.min(SHED_SHARE_MAX, Math.max(SHED_SHARE_MIN, waitMs / WORK_OFF_MS))
    if (share > 1 + shed) return
    const keep = Math.max(1 - SHED_SHARE_MAX, Math.min(1, share) * (1 - shed))
    const level = Math.max(LEVEL_MIN, Math.min(this.level - 1, this.#levelFor(this.#admitted * keep)))
    // Crowded earlier than last time: there is less room now, so the next return stops half-way.
    if (this.#relaxed) {
      const before = Math.min(LEVEL_SENDS, this.level)
      this.#crowdedAt = before <= this.#crowdedAt ? (before + level) / 2 : before
    }
    this.#relaxed = false
    this.level = level
  }

  /** The highest level at which no more than `target` of the window's requests would have been let in. */
  #levelFor(target: number): number {
    let sum = 0
    for (let level = 0; level < LEVELS; level++) {
      sum += this.#arrived[level] ?? 0
      if (sum > target) return level - 1
    }
    return LEVEL_OPEN
  }
}

const mean = (sum: number, count: number) => (count === 0 ? 0 : sum / count)

/** A person's place in the queue of this hour: a hash that changes hourly (FNV-1a). */
export function degreeOf(person: string, nowMs: number): number {
  let hash = 2166136261 ^ Math.floor(nowMs / ROTATE_MS)
  for (let i = 0; i < person.length; i++) hash = Math.imul(hash ^ person.charCodeAt(i), 16777619)
  return (hash >>> 9) % PEOPLE_DEGREES
}
