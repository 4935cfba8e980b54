// What the shop decides, without any world: prices, states, what is given back.
import { no, textOf } from './http.mjs'

export const LINES_MAX = 30
export const COUNT_MAX = 20
/** An order that nobody pays lets its goods go after this. */
export const PAY_WITHIN_MS = 15 * 60_000
/** Up to this much is given back at once; above, a person of the shop looks first. */
export const BACK_ALONE_MAX = 3_000
const BACK_WITHIN_MS = 14 * 86_400_000
/** The envelope after paying: a tenth of it, within bounds. */
const GIFT_PARTS = 10
const GIFT_MIN = 30
const GIFT_MAX = 300

/** The way of an order. Whoever has it further already stays there. */
export const NEXT = { paid: 'packed', packed: 'on_the_way', on_the_way: 'delivered' }
const PAID = new Set(['paid', 'packed', 'on_the_way', 'delivered'])

/**
 * The lines of a wish at today's prices. Refuses goods that there are not (`gone`), more than there is (`out_of_stock`), and a
 * total that is not what the citizen saw (`price_changed`).
 */
export function priced(wish, { goods, left }) {
  const lines = Array.isArray(wish.lines) ? wish.lines : []
  if (lines.length === 0 || lines.length > LINES_MAX) throw no(400, 'bad_input')
  const wanted = new Map()
  for (const { good, variant, count } of lines) {
    if (!Number.isInteger(count) || count < 1 || count > COUNT_MAX) throw no(400, 'bad_input')
    const key = `${good}/${variant}`
    wanted.set(key, (wanted.get(key) ?? 0) + count)
  }
  const found = [...wanted].map(([key, count]) => {
    const [good, variant] = key.split('/')
    const known = goods.get(good)
    const kind = known?.variants.find(one => one.id === variant)
    if (!kind) throw no(409, 'gone')
    if (left(good, variant) < count) throw no(409, 'out_of_stock')
    return { good, variant, count, price: kind.price }
  })
  const total = found.reduce((sum, { price, count }) => sum + price * count, 0)
  if (wish.total !== total) throw no(409, 'price_changed')
  return { lines: found, total }
}

/** Where it goes, as the citizen gave it. */
export const addressOf = given => ({
  name: textOf(given?.name, 60),
  phone: textOf(given?.phone, 30),
  street: textOf(given?.street, 160),
  town: textOf(given?.town, 60),
  code: typeof given?.code === 'string' ? given.code.slice(0, 16) : '',
})

export const isPaid = order => PAID.has(order.state)

/** How large the envelope of a paid order is. */
export const giftOf = ({ total }) => Math.min(GIFT_MAX, Math.max(GIFT_MIN, Math.floor(total / GIFT_PARTS)), total)

/** Whether somebody may ask for their money back now. Refuses `not_now`, and `too_late`. */
export function mustBeReturnable(order, nowMs) {
  if (!isPaid(order)) throw no(409, 'not_now')
  if (nowMs - order.paidAt > BACK_WITHIN_MS) throw no(409, 'too_late')
}

/** What comes back: all of it, less an envelope that was taken. */
export const backOf = order => order.total - (order.gift?.state === 'taken' ? order.gift.amount : 0)
