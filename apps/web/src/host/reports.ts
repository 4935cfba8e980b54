import { PROGRAM_OPEN_MS_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'

/** What came in so long goes in one report. */
const GATHERED_MS = 5_000
const ERRORS_MAX = 100
const PAYMENTS_MAX = 10

/** How a version of a program fares on this device, for its makers to count: numbers, without a word of who. */
export class Reports {
  readonly #of: { readonly appId: string; readonly version: string }
  #openMs: number | undefined
  #errors = 0
  #payments = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(appId: string, version: string) {
    this.#of = { appId, version }
  }

  /** Its first page was painted so many ms after it was asked for. */
  opened(ms: number): void {
    this.#openMs = Math.min(Math.round(ms), PROGRAM_OPEN_MS_MAX)
    this.#later()
  }

  error(): void {
    this.#errors = Math.min(this.#errors + 1, ERRORS_MAX)
    this.#later()
  }

  payment(): void {
    this.#payments = Math.min(this.#payments + 1, PAYMENTS_MAX)
    this.#later()
  }

  #later(): void {
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#send(), GATHERED_MS)
  }

  /** A report that is lost is lost: it is one of many, and nothing waits for it. */
  #send(): void {
    const openMs = this.#openMs
    const counted = {
      ...(this.#errors && { errors: this.#errors }),
      ...(this.#payments && { payments: this.#payments }),
    }
    this.#timer = this.#openMs = undefined
    this.#errors = this.#payments = 0
    const report = { ...this.#of, ...counted, ...(openMs === undefined ? {} : { openMs }) }
    void call('POST /programs/:appId/reports', report).catch(() => {})
  }
}
