const { told } = require('../../lib/lines')
const { price } = require('../../lib/money')
const { ask } = require('../../lib/server')
const { known, fetchShelf } = require('../../lib/shelf')
const { showCount } = require('../../lib/tabs')
const { w, fill, fault } = require('../../lib/words')

const PICTURES_MAX = 4

Page({
  data: { w, orders: [], loaded: false, problem: '' },
  onShow() {
    showCount()
    this.look()
  },
  onPullDownRefresh() {
    this.look().then(() => wx.stopPullDownRefresh())
  },
  async look() {
    try {
      const [{ orders }, shelf] = await Promise.all([ask('GET', '/orders'), known() || fetchShelf()])
      this.setData({ orders: orders.map(order => shown(order, shelf)), loaded: true, problem: '' })
    } catch (error) {
      this.setData({ problem: fault(error), loaded: true })
    }
  },
  open(event) {
    wx.navigateTo({ url: `/pages/order/order?no=${event.currentTarget.dataset.no}` })
  },
  shop() {
    wx.switchTab({ url: '/pages/home/home' })
  },
})

function shown({ no, short, state, total, lines }, shelf) {
  const pieces = lines.reduce((sum, line) => sum + line.count, 0)
  return {
    no,
    title: fill('number', { no: short }),
    state: w[state],
    over: ['refunded', 'closed'].includes(state),
    total: price(total, shelf.currency),
    pieces: fill('pieces', { n: pieces }),
    pictures: told(lines, shelf)
      .lines.slice(0, PICTURES_MAX)
      .map(line => line.picture),
  }
}
