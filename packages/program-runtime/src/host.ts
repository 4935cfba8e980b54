import type { FromWorker } from '@plaza/program-wire'
import { plain, type Dict } from './plain.ts'

/** Why a call of `wx.*` failed, in the documented form. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault'
  readonly errMsg: string
  readonly errno: number | undefined

  constructor(errMsg: string, errno?: number) {
    super(errMsg)
    this.errMsg = errMsg
    this.errno = errno
  }
}

interface Waiting {
  readonly resolve: (res: Dict) => void
  readonly reject: (fault: ApiFault) => void
}

/** Asks the host and gives its answers to whom asked. */
export class Host {
  readonly #post: (message: FromWorker) => void
  readonly #waiting = new Map<number, Waiting>()
  readonly #tasks = new Map<string, (kind: string, detail: unknown) => void>()
  #last = 0

  constructor(post: (message: FromWorker) => void) {
    this.#post = post
  }

  /** Asks; resolves with what `success` gets, rejects with an `ApiFault`. */
  call(api: string, args: unknown = {}): Promise<Dict> {
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#post({ t: 'call', id, api, args: plain(args) })
    })
  }

  /** Tells, and does not care for the answer. */
  tell(api: string, args: unknown = {}): void {
    this.call(api, args).catch(() => undefined)
  }

  reply(message: { id: number; ok: boolean; res?: unknown; errMsg?: string; errno?: number }): void {
    const waiting = this.#waiting.get(message.id)
    if (!waiting) return
    this.#waiting.delete(message.id)
    if (message.ok) waiting.resolve((message.res ?? {}) as Dict)
    else waiting.reject(new ApiFault(message.errMsg ?? 'fail', message.errno))
  }

  /** A name for something that goes on and tells of itself. */
  task(listener: (kind: string, detail: unknown) => void, name = `task${++this.#last}`): string {
    this.#tasks.set(name, listener)
    return name
  }

  taskEvent(task: string, kind: string, detail: unknown): void {
    this.#tasks.get(task)?.(kind, detail)
  }

  endTask(task: string): void {
    this.#tasks.delete(task)
  }
}
