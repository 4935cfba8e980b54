import { OP_ARITY, OPS_PER_MESSAGE_MAX, type OpCode } from '@plaza/program-wire'
import { SHARES_PROCESS, SLICE_APART_MS, SLICE_MS } from './limits.ts'

/** A batch that is not made of operations: its sender is ended. */
export class Forged extends Error {
  override readonly name = 'Forged'
}

/** Counts the operations of a batch and refuses one that is not wholly made of them. Reads no arguments. */
export function countOps(ops: readonly unknown[]): number {
  let count = 0
  let at = 0
  while (at < ops.length) {
    const arity = OP_ARITY[ops[at] as OpCode]
    if (arity === undefined) throw new Forged('an operation that does not exist')
    at += arity + 1
    count += 1
    if (count > OPS_PER_MESSAGE_MAX) return count
  }
  if (at !== ops.length) throw new Forged('an operation without its arguments')
  return count
}

export type Handlers = Readonly<Record<OpCode, (args: readonly unknown[]) => void>>

export interface Applier {
  push(ops: readonly unknown[]): void
  /** Forgets what waits. */
  stop(): void
}

/** Does the operations of all batches in their order, in slices, so that touches and frames come in between. */
export function createApplier(handlers: Handlers, afterSlice: () => void, failed: (error: unknown) => void): Applier {
  const batches: (readonly unknown[])[] = []
  let at = 0
  let waiting = false

  function slice(): void {
    waiting = false
    const until = performance.now() + SLICE_MS
    while (batches.length > 0) {
      const ops = batches[0] as readonly unknown[]
      while (at < ops.length) {
        const code = ops[at] as OpCode
        const next = at + 1 + OP_ARITY[code]
        try {
          handlers[code](ops.slice(at + 1, next))
        } catch (error) {
          failed(error) // one that cannot be done (a node into itself) leaves the others
        }
        at = next
        // Looking at the clock costs as much as a small operation.
        if ((at & CLOCK_EVERY) === 0 && performance.now() > until) return pause()
      }
      batches.shift()
      at = 0
      if (batches.length > 0 && performance.now() > until) return pause()
    }
    afterSlice()
  }

  function pause(): void {
    afterSlice()
    waiting = true
    if (SHARES_PROCESS) afterFrame(slice)
    else setTimeout(slice)
  }

  return {
    push(ops) {
      batches.push(ops)
      if (!waiting) slice()
    },
    stop() {
      batches.length = 0
      at = 0
    },
  }
}

const CLOCK_EVERY = 31

/** Runs once the next frame is drawn: of several slices in one, the host would wait for all. */
function afterFrame(run: () => void): void {
  let done = false
  const once = () => {
    if (!done) run()
    done = true
  }
  requestAnimationFrame(() => setTimeout(once))
  setTimeout(once, SLICE_APART_MS)
}
