import { systemClock, type Clock } from '@plaza/kernel'

/** The true time, until somebody plays a day of the past. */
export class PastClock implements Clock {
  #at: number | undefined
  now(): number {
    return this.#at ?? systemClock.now()
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
