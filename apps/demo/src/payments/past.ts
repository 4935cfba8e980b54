import { systemClock, type Clock } from '@plaza/kernel'

/** The true time, or the moment that a city is to be as of, until somebody plays a day of the past. */
export class PastClock implements Clock {
  readonly #present: number | undefined
  #at: number | undefined
  constructor(present?: number) {
    this.#present = present
  }
  now(): number {
    return this.#at ?? this.#present ?? systemClock.now()
  }
  /** It is this moment from now on. */
  playAt(at: number): void {
    this.#at = at
  }
  /** The past is over. */
  letGo(): void {
    this.#at = undefined
  }
}
