/**
 * Overload control after DAGOR (Zhou et al., SoCC 2018): the signal is how long work waits before it begins, not CPU or
 * response time; what is shed is decided by business first and then by person, so that the same people are served
 * consistently and an overloaded city still answers most of them at once instead of everybody late. DAGOR looks at the
 * waits of the last window; here all sends stand in one line whose length is known, so each arrival is judged by the wait
 * that it would have itself: the line can neither grow long nor run dry.
 */

/** What a frame is for, most precious first: paying and entering > sending > catching up > own settings > typing. */
export type Business = 0 | 1 | 2 | 3 | 4
export const BUSINESS = { enter: 0, send: 1, sync: 2, mine: 3, ephemeral: 4 } as const satisfies Record<
  string,
  Business
>

/** Degrees among people inside one business. */
const PEOPLE_DEGREES = 128
/** Everybody is let in. */
export const LEVEL_OPEN = 5 * PEOPLE_DEGREES - 1
/** Everything but sends is let in up to here, and nothing but entering below the other. */
const LEVEL_SENDS = 2 * PEOPLE_DEGREES - 1
const LEVEL_ENTER = PEOPLE_DEGREES - 1

/** Waits up to which everybody is let in, all sends are, and from which none is. Between them the level falls evenly. */
const WAIT_ROOM_MS = 30
const WAIT_CROWDED_MS = 40
const WAIT_FULL_MS = 120
/** Fewer sends in line are no crowd, however slow the machine is just now. */
const CROWD_SENDS_MIN = 64
/** Batches from this size on tell how fast the city is; smaller ones, how long one commit takes. */
const TELLING_BATCH_MIN = 48
/** Of what was learnt, this share is kept with each such batch. */
const KEPT_SHARE = 0.8
/** A batch tells of a city at most so many times slower than believed: the rest was the database's absence. */
const SLOWER_MAX = 4
/** Believed until the first crowd: sends in a millisecond. */
const PACE_FIRST = 10
/** So many looks at the process's lateness; their median is no hiccup. */
const LAG_LOOKS = 9
/** How often people trade places, so that nobody is always the unlucky one. */
const ROTATE_MS = 3_600_000

export class Admission {
  #line = 0
  #sends = PACE_FIRST * 10
  #tookMs = 10
  readonly #lags: number[] = Array.from({ length: LAG_LOOKS }, () => 0)
  #looks = 0
  #lagMs = 0

  /** Whether this frame of this person is let in now. */
  admit(business: Business, person: string, nowMs: number): boolean {
    const { level } = this
    return level === LEVEL_OPEN || business * PEOPLE_DEGREES + degreeOf(person, nowMs) <= level
  }

  /** The least precious that is let in now: `business * 128 + degree`. */
  get level(): number {
    const waitMs = this.waitMs
    if (waitMs <= WAIT_ROOM_MS) return LEVEL_OPEN
    const [from, to, part] =
      waitMs < WAIT_CROWDED_MS
        ? [LEVEL_OPEN, LEVEL_SENDS, (waitMs - WAIT_ROOM_MS) / (WAIT_CROWDED_MS - WAIT_ROOM_MS)]
        : [LEVEL_SENDS, LEVEL_ENTER, (waitMs - WAIT_CROWDED_MS) / (WAIT_FULL_MS - WAIT_CROWDED_MS)]
    return Math.round(from + (to - from) * Math.min(1, part))
  }

  /** How long a send that arrives now will wait until it is committed; or how late the whole process is, if that is more. */
  get waitMs(): number {
    const lineMs = this.#line < CROWD_SENDS_MIN ? 0 : (this.#line * this.#tookMs) / this.#sends
    return Math.max(lineMs, this.#lagMs)
  }

  /** Whether somebody's send is waiting for its commit. */
  get isSending(): boolean {
    return this.#line > 0
  }

  /** A send got in line. */
  entered(): void {
    this.#line += 1
  }

  /** So many sends left the line, after a batch that took so long. */
  left(count: number, tookMs: number): void {
    this.#line -= count
    if (count < TELLING_BATCH_MIN) return
    const believedMs = (count * this.#tookMs) / this.#sends
    this.#sends = this.#sends * KEPT_SHARE + count
    this.#tookMs = this.#tookMs * KEPT_SHARE + Math.min(tookMs, SLOWER_MAX * believedMs)
  }

  /** The process came this late to something that was due: what has arrived meanwhile waits as long, unseen. */
  lagged(ms: number): void {
    this.#lags[this.#looks++ % LAG_LOOKS] = ms
    this.#lagMs = this.#lags.toSorted((a, b) => a - b)[LAG_LOOKS >> 1] as number
  }
}

/** The business that is partly shed at this level. */
export const businessAt = (level: number): Business => Math.floor(level / PEOPLE_DEGREES) as Business

/** A person's place in the queue of this hour: a hash that changes hourly (FNV-1a). */
export function degreeOf(person: string, nowMs: number): number {
  let hash = 2166136261 ^ Math.floor(nowMs / ROTATE_MS)
  for (let i = 0; i < person.length; i++) hash = Math.imul(hash ^ person.charCodeAt(i), 16777619)
  return (hash >>> 9) % PEOPLE_DEGREES
}
