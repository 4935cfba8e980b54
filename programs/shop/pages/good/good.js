const cart = require('../../lib/cart')
const { fetchShelf, goodOf } = require('../../lib/shelf')
const { w, fill, fault } = require('../../lib/words')

const FEW = 8

Page({
  data: { w, good: null, chosen: '', count: 1, most: 1, few: '', problem: '' },
  async onLoad({ id }) {
    this.id = id
    if (goodOf(id)) this.show()
    try {
      await fetchShelf()
      this.show()
    } catch (error) {
      if (!this.data.good) this.setData({ problem: fault(error) })
    }
  },
  onShareAppMessage() {
    const { good } = this.data
    return { title: good ? good.name : w.shop, path: `/pages/good/good?id=${this.id}` }
  },
  show() {
    const good = goodOf(this.id)
    if (!good) return this.setData({ problem: w.notFound })
    wx.setNavigationBarTitle({ title: good.name })
    const first = good.variants.find(kind => kind.left > 0) || good.variants[0]
    this.setData({ good, problem: '' })
    this.pick(this.data.chosen || first.id)
  },
  choose(event) {
    this.pick(event.currentTarget.dataset.id)
  },
  pick(chosen) {
    const { left } = this.data.good.variants.find(kind => kind.id === chosen)
    const most = Math.min(20, left)
    const few = left === 0 ? w.soldOut : left <= FEW ? fill('fewLeft', { n: left }) : ''
    this.setData({ chosen, most, few, count: Math.max(1, Math.min(this.data.count, most)) })
  },
  recount(event) {
    this.setData({ count: event.detail.value })
  },
  add() {
    cart.add(this.id, this.data.chosen, this.data.count)
    wx.showToast({ title: w.added, icon: 'success' })
    this.setData({ count: 1 })
  },
})
