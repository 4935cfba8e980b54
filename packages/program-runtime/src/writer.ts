import type { FromWorker } from '@plaza/program-wire'
import { OP_ARITY, type OpCode } from '@plaza/program-wire'
import { OPS_ENTRIES_PER_MESSAGE } from './limits.ts'

/** Collects operations and sends them once in each turn of the event loop's microtasks. */
export class Writer {
  readonly #post: (message: FromWorker) => void
  #ops: unknown[] = []
  #queued = false
  #isQuiet = false
  #last = 0
  /** Work that must be done before what is collected may go: class names, calls of `change:prop`. */
  readonly #before: (() => void)[] = []
  readonly #after: (() => void)[] = []
  /** Writes what was put off until the last moment: the class names of changed nodes. */
  settle: () => void = () => undefined

  constructor(post: (message: FromWorker) => void) {
    this.#post = post
  }

  /** A number for a node, page, request or observer, never used again. */
  next(): number {
    return ++this.#last
  }

  op(code: OpCode, ...args: readonly unknown[]): void {
    if (this.#isQuiet) return
    this.#ops.push(code, ...args)
    this.queue()
  }

  /** What is written meanwhile is not sent. */
  quietly(work: () => void): void {
    this.#isQuiet = true
    try {
      work()
    } finally {
      this.#isQuiet = false
    }
  }

  beforeFlush(work: () => void): void {
    this.#before.push(work)
    this.queue()
  }

  /** Runs when everything written so far was sent. */
  afterFlush(work: () => void): void {
    this.#after.push(work)
    this.queue()
  }

  queue(): void {
    if (this.#queued) return
    this.#queued = true
    queueMicrotask(() => this.flush())
  }

  flush(): void {
    this.#queued = true
    // Work may bring more work; a program that never ends with it is stopped by its heart beat.
    for (let work = this.#before.shift(); work; work = this.#before.shift()) work()
    this.settle()
    this.#queued = false
    const ops = this.#ops
    this.#ops = []
    this.#send(ops)
    const after = this.#after.splice(0)
    for (const work of after) work()
  }

  #send(ops: readonly unknown[]): void {
    if (ops.length === 0) return
    if (ops.length <= OPS_ENTRIES_PER_MESSAGE) {
      this.#post({ t: 'ops', ops })
      return
    }
    for (let at = 0; at < ops.length;) {
      const end = boundary(ops, at)
      this.#post({ t: 'ops', ops: ops.slice(at, end) })
      at = end
    }
  }
}

function boundary(ops: readonly unknown[], from: number): number {
  let at = from
  while (at < ops.length && at - from < OPS_ENTRIES_PER_MESSAGE) at += 1 + (OP_ARITY[ops[at] as OpCode] ?? 0)
  return at
}
