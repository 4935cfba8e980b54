import { existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import path from 'node:path'

/** States in which goods are the order's, so that nobody else gets them. */
const HOLDS = new Set(['open', 'paid', 'packed', 'on_the_way', 'delivered', 'refund_asked'])

/**
 * The orders, as a journal on the disk: a line is written and synced before anybody hears of it, and read again at the start,
 * so that a kill loses nothing that was answered. What is in memory is what the lines say.
 */
export function openStore(folder) {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'orders.jsonl')
  const orders = new Map()
  if (existsSync(file)) for (const line of readFileSync(file, 'utf8').split('\n')) replay(orders, line)
  const journal = openSync(file, 'a')
  // A line that power cut off must not run into the next one.
  writeSync(journal, '\n')
  return {
    orders,
    keep(entry) {
      writeSync(journal, `${JSON.stringify(entry)}\n`)
      fsyncSync(journal)
      apply(orders, entry)
    },
    of: openid => [...orders.values()].filter(order => order.by === openid).toSorted((a, b) => b.at - a.at),
    /** How many of a variant are promised to orders. */
    held(good, variant) {
      let sum = 0
      for (const { state, lines } of orders.values())
        if (HOLDS.has(state))
          for (const line of lines) if (line.good === good && line.variant === variant) sum += line.count
      return sum
    },
  }
}

function replay(orders, line) {
  if (line === '') return
  let entry
  try {
    entry = JSON.parse(line)
  } catch {
    // Cut off while it was written: it was never answered.
    return
  }
  apply(orders, entry)
}

function apply(orders, entry) {
  if (entry.do === 'order')
    return void orders.set(entry.order.no, { ...entry.order, state: 'open', history: [], told: [] })
  const order = orders.get(entry.no)
  if (entry.do === 'state') {
    order.state = entry.state
    order.history.push({ state: entry.state, at: entry.at })
    if (entry.state === 'paid') Object.assign(order, { paidAt: entry.at, transaction: entry.transaction })
  }
  if (entry.do === 'gift') order.gift = { amount: entry.amount, state: entry.state, package: entry.package }
  if (entry.do === 'back') order.back = { amount: entry.amount, reason: entry.reason }
  if (entry.do === 'told') order.told.push(entry.what)
}
