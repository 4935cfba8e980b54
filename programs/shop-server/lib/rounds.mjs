// What goes on by itself: unpaid orders are looked at, refunds that were cut off are finished, the courier rides.
import { NEXT } from './rules.mjs'

const ROUND_MS = 1_000
/** An order that nobody asks about is looked at so often. */
const LOOK_EVERY_MS = 60_000

/**
 * Goes the rounds until it is stopped. With `courierMs` every step of an order's way takes that long, for a shop whose courier
 * is a clock; without, the desk takes each.
 */
export function goRounds({ store, orders, courierMs }) {
  const lookedAt = new Map()
  let stopped = false
  const work = (async () => {
    while (!stopped) {
      const now = Date.now()
      for (const order of store.orders.values()) {
        const unfinished = order.state === 'open' || order.state === 'refund_asked'
        if (unfinished && now - (lookedAt.get(order.no) ?? 0) > LOOK_EVERY_MS) {
          lookedAt.set(order.no, now)
          await quietly(orders.finish(order))
        }
        if (!unfinished) lookedAt.delete(order.no)
        const since = order.history.at(-1)?.at ?? order.at
        const next = NEXT[order.state]
        if (courierMs && next && now - since > courierMs) await quietly(orders.step(order, next))
      }
      await new Promise(resolve => setTimeout(resolve, ROUND_MS))
    }
  })()
  return { stop: () => ((stopped = true), work) }
}

/** What does not work in this round is tried in the next one it is due. */
const quietly = asked => asked.catch(error => process.stderr.write(`shop: ${error.message}\n`))
