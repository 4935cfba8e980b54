import type { FromWorker } from '@plaza/program-wire'
import { LONG_TEXT_MAX } from './limits.ts'
import { textOf } from './plain.ts'

type Kind = 'script' | 'promise' | 'page' | 'load'

/** Tells errors that nobody in the program caught, and lets its App hear of them. */
export class Errors {
  readonly #post: (message: FromWorker) => void
  /** Set by the App: `onError`, `onUnhandledRejection` and wx.onError. */
  heard: (kind: Kind, error: unknown) => void = () => undefined

  constructor(post: (message: FromWorker) => void) {
    this.#post = post
  }

  tell(kind: Kind, error: unknown, fatal = false, where = ''): void {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : textOf(error)
    const stack = error instanceof Error ? (error.stack ?? '') : ''
    const at = where === '' ? '' : `${where}: `
    this.#post({
      t: 'error',
      kind,
      message: `${at}${message}`.slice(0, LONG_TEXT_MAX),
      stack: stack.slice(0, LONG_TEXT_MAX),
      fatal,
    })
    try {
      this.heard(kind, error)
    } catch {
      // An error of the error's own handler is not told again.
    }
  }

  /** Runs a program's function; what it throws is told and undefined is given. */
  guard<T>(where: string, work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.tell('script', error, false, where)
      return undefined
    }
  }
}
