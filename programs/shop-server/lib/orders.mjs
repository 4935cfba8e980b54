// The life of an order. What the city says counts; the journal keeps what we know of it.
import { no } from './http.mjs'
import { idOf } from './city.mjs'
import { codeOf } from './pay.mjs'
import { BACK_ALONE_MAX, backOf, giftOf, isPaid, mustBeReturnable, NEXT } from './rules.mjs'
import { say, shortOf } from './words.mjs'

/** Messages that people may ask for, by the state that they tell. */
const TEMPLATES = { on_the_way: 'shop-on-the-way', delivered: 'shop-delivered', refunded: 'shop-refunded' }
const CLOSED = new Set(['CLOSED', 'REVOKED'])

export function openOrders({ store, pay, city }) {
  const { keep } = store

  /** Steps of one order go one after the other, whoever asks: news, the program, the desk and the clock. */
  const turns = new Map()
  function alone(order, work) {
    const turn = (turns.get(order.no) ?? Promise.resolve()).catch(() => {}).then(work)
    turns.set(order.no, turn)
    const over = () => turns.get(order.no) === turn && turns.delete(order.no)
    turn.then(over, over)
    return turn
  }

  const move = (order, state, more = {}) => keep({ do: 'state', no: order.no, state, at: Date.now(), ...more })

  /** Told once that it is paid, however often it is heard. */
  function paid(order, { transaction_id: transaction, amount }) {
    if (order.state !== 'open') return
    if (amount?.total !== order.total) throw new Error(`order ${order.no} was paid with another amount`)
    move(order, 'paid', { transaction })
  }

  async function back(order) {
    if (order.state === 'refunded') return
    move(order, 'refunded')
    await tell(order, 'refunded')
  }

  /** A message for whoever asked for it, once. That it could not be brought changes nothing of the order. */
  async function tell(order, state) {
    if (order.told.includes(state)) return
    try {
      await city.notice({
        id: idOf('notice', order.no, state),
        openid: order.by,
        template: TEMPLATES[state],
        page: `pages/order/order?no=${order.no}`,
        data: { thing1: say(order.language, 'order', { no: shortOf(order.no) }), thing2: say(order.language, state) },
      })
      keep({ do: 'told', no: order.no, what: state })
    } catch (error) {
      process.stderr.write(`shop: nobody was told: ${error.message}\n`)
    }
  }

  /** Asks how an unpaid order stands, and closes it when its time is over. */
  async function look(order) {
    if (order.state !== 'open') return
    const there = await pay.ask(order)
    if (there?.trade_state === 'SUCCESS' || there?.trade_state === 'REFUND') return paid(order, there)
    const late = Date.now() > order.until
    if (there && CLOSED.has(there.trade_state)) return move(order, 'closed')
    if (!late) return
    // Closed there first: after that nobody can pay it any more.
    if (there) await pay.close(order)
    move(order, 'closed')
  }

  /** An envelope that waits is taken back before the order's own money goes back. */
  async function settleGift(order) {
    if (order.gift?.state !== 'waiting') return
    const there = await pay.askGift(order)
    if (there?.state === 'WAIT_USER_CONFIRM') await pay.takeBack(order).catch(ignoreTaken)
    const after = there && (await pay.askGift(order))
    keep({ do: 'gift', no: order.no, ...order.gift, state: after?.state === 'SUCCESS' ? 'taken' : 'gone' })
  }
  const ignoreTaken = error => {
    if (codeOf(error) !== 'INVALID_REQUEST') throw error
  }

  async function giveBack(order) {
    if (order.state !== 'refund_asked') throw no(409, 'not_now')
    await settleGift(order)
    const amount = backOf(order)
    if (order.back.amount !== amount) keep({ do: 'back', no: order.no, ...order.back, amount })
    await pay.refund(order, order.back)
    await back(order)
  }

  async function gift(order) {
    if (!isPaid(order) || order.gift?.state === 'gone') throw no(409, 'not_now')
    if (order.gift?.state === 'taken') return
    const amount = giftOf(order)
    // Written first: the order remembers its envelope even if nobody hears the answer.
    if (!order.gift) keep({ do: 'gift', no: order.no, amount, state: 'waiting' })
    const made = await pay.give(order, { amount, remark: say(order.language, 'gift') })
    if (!order.gift.package) keep({ do: 'gift', no: order.no, amount, state: 'waiting', package: made.package_info })
  }

  return {
    place: order => keep({ do: 'order', order }),
    look: order => alone(order, () => look(order)),
    pay: order =>
      alone(order, async () => {
        if (order.state !== 'open') throw no(409, 'not_now')
        try {
          return await pay.prepay(order, say(order.language, 'description', { no: shortOf(order.no) }))
        } catch (error) {
          if (!['ORDER_PAID', 'ORDER_CLOSED'].includes(codeOf(error))) throw error
          await look(order)
          throw no(409, 'not_now')
        }
      }),
    /** What the merchant's API told. The same news again change nothing. */
    heard: (order, { event, told }) =>
      alone(order, async () => {
        if (event === 'TRANSACTION.SUCCESS') return paid(order, told)
        if (event !== 'REFUND.SUCCESS') return
        if (order.state === 'open') await look(order)
        // Also what somebody gave back at the merchant's desk in the city.
        const whole = told.amount?.refund === order.total || told.amount?.refund === order.back?.amount
        if (whole) await back(order)
      }),
    askBack: (order, reason) =>
      alone(order, async () => {
        if (order.state === 'refunded') return
        if (order.state !== 'refund_asked') {
          mustBeReturnable(order, Date.now())
          keep({ do: 'back', no: order.no, amount: backOf(order), reason })
          move(order, 'refund_asked')
        }
        await finishRefund(order)
      }),
    gift: order => alone(order, () => gift(order)),
    lookAtGift: order =>
      alone(order, async () => {
        if (order.gift?.state !== 'waiting') return
        const there = await pay.askGift(order)
        if (there?.state === 'SUCCESS') keep({ do: 'gift', no: order.no, ...order.gift, state: 'taken' })
        if (there?.state === 'FAIL') keep({ do: 'gift', no: order.no, ...order.gift, state: 'gone' })
      }),
    /** One step on its way: packed, with the courier, delivered. Or the money back, when the desk says so. */
    step: (order, to) =>
      alone(order, async () => {
        if (order.state === to) return
        if (to === 'refunded') return giveBack(order)
        if (NEXT[order.state] !== to) throw no(409, 'not_now')
        move(order, to)
        if (TEMPLATES[to]) await tell(order, to)
      }),
    /** What a kill left unfinished: is done again, by the same numbers. */
    finish: order => alone(order, () => (order.state === 'open' ? look(order) : finishRefund(order))),
  }

  async function finishRefund(order) {
    if (order.state === 'refund_asked' && order.back.amount <= BACK_ALONE_MAX) await giveBack(order)
  }
}
