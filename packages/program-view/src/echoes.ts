/** A program answers what was typed with the same value, sooner or later; after this long it means it afresh. */
const ECHO_MS = 1_500
const KEPT_MAX = 100

/**
 * Tells echoes of a field apart from what its program wants written. A program that binds a field's value sends each value
 * back; one that comes when more was typed meanwhile is old, and would take letters away.
 */
export class Echoes {
  readonly #told: { readonly value: string; readonly atMs: number }[] = []

  /** The program was told this value. */
  tell(value: string, nowMs: number): void {
    this.#told.push({ value, atMs: nowMs })
    if (this.#told.length > KEPT_MAX) this.#told.shift()
  }

  /** Whether a value that the program sets is only the answer to something older than what stands there. */
  isOld(value: string, nowMs: number): boolean {
    while (this.#told[0] && nowMs - this.#told[0].atMs > ECHO_MS) this.#told.shift()
    const at = this.#told.findIndex(one => one.value === value)
    this.#told.splice(0, at < 0 ? this.#told.length : at + 1)
    return at >= 0 && this.#told.length > 0
  }
}
