const cart = require('../../lib/cart')
const { told } = require('../../lib/lines')
const { price } = require('../../lib/money')
const { pay } = require('../../lib/pay')
const { ask } = require('../../lib/server')
const { known, fetchShelf } = require('../../lib/shelf')
const { w, fill, fault } = require('../../lib/words')

const WAY = ['paid', 'packed', 'on_the_way', 'delivered']
/** An order that is on its way is looked at so often while it is shown. */
const LOOK_EVERY_MS = 4_000

Page({
  data: { w, order: null, lines: [], steps: [], busy: false, problem: '' },
  onLoad({ no }) {
    this.no = no
  },
  onShow() {
    this.look()
    this.timer = setInterval(() => WAY.includes(this.state) && !this.data.busy && this.look(), LOOK_EVERY_MS)
  },
  onHide() {
    clearInterval(this.timer)
  },
  onUnload() {
    clearInterval(this.timer)
  },
  onPullDownRefresh() {
    this.look().then(() => wx.stopPullDownRefresh())
  },
  async look() {
    try {
      const [order] = await Promise.all([ask('GET', `/orders/${this.no}`), known() || fetchShelf()])
      this.show(order)
    } catch (error) {
      if (!this.data.order) this.setData({ problem: fault(error) })
    }
  },
  show(order) {
    const { currency } = known()
    this.state = order.state
    const amount = minor => price(minor, currency)
    const { lines } = told(order.lines, known())
    wx.setNavigationBarTitle({ title: fill('number', { no: order.short }) })
    this.setData({
      order,
      lines,
      problem: '',
      totalShown: amount(order.total),
      steps: stepsOf(order),
      gift: giftOf(order, amount),
      mayBack: WAY.includes(order.state),
      backShown:
        order.back && order.state === 'refunded' ? fill('backDone', { amount: amount(order.back.amount) }) : '',
    })
  },
  /** Does something with the order, one at a time, and shows how it stands then. */
  async act(work) {
    if (this.data.busy) return
    this.setData({ busy: true })
    try {
      const order = await work()
      if (order) this.show(order)
    } catch (error) {
      wx.showToast({ title: fault(error), icon: 'none' })
      await this.look()
    }
    this.setData({ busy: false })
  },
  pay() {
    return this.act(() => pay(this.no))
  },
  take() {
    return this.act(async () => {
      const { gift } = await ask('POST', `/orders/${this.no}/gift`, {})
      if (gift.state === 'waiting') await wx.requestMerchantTransfer(gift).catch(() => {})
      return ask('GET', `/orders/${this.no}`)
    })
  },
  back() {
    return this.act(async () => {
      const { order } = this.data
      const chosen = await wx.showActionSheet({ alertText: w.reason, itemList: w.reasons }).catch(() => undefined)
      if (!chosen) return undefined
      const taken = order.gift && order.gift.state === 'taken' ? order.gift.amount : 0
      const amount = price(order.total - taken, known().currency)
      const content = fill(taken ? 'backLess' : 'backSure', { amount })
      const { confirm } = await wx.showModal({ title: w.back, content })
      if (!confirm) return undefined
      return ask('POST', `/orders/${this.no}/back`, { reason: w.reasons[chosen.tapIndex] })
    })
  },
  again() {
    for (const { good, variant, count } of this.data.order.lines) cart.add(good, variant, count)
    wx.switchTab({ url: '/pages/cart/cart' })
  },
})

/** The way of a paid order, with the times at which it came so far. */
function stepsOf({ state, history }) {
  if (state === 'open' || state === 'closed') return []
  const at = name => history.find(one => one.state === name)
  const back = ['refund_asked', 'refunded'].filter(at)
  return [...WAY.filter(name => at(name) || back.length === 0), ...back].map(name => ({
    name,
    word: w[name],
    done: Boolean(at(name)),
    time: at(name) ? clock(at(name).at) : '',
  }))
}

function clock(ms) {
  const two = number => String(number).padStart(2, '0')
  const day = new Date(ms)
  return `${two(day.getHours())}:${two(day.getMinutes())}`
}

function giftOf({ gift, giftOffer }, amount) {
  if (gift && gift.state === 'taken') return { taken: fill('giftTaken', { amount: amount(gift.amount) }) }
  if (!giftOffer || (gift && gift.state === 'gone')) return null
  return { text: fill('giftText', { amount: amount(giftOffer) }) }
}
