const cart = require('../../lib/cart')
const { told } = require('../../lib/lines')
const { known, fetchShelf } = require('../../lib/shelf')
const { showCount } = require('../../lib/tabs')
const { w, fault } = require('../../lib/words')

Page({
  data: { w, lines: [], totalShown: '', loaded: false, problem: '' },
  onShow() {
    this.show()
    fetchShelf()
      .then(() => this.show())
      .catch(error => !known() && this.setData({ problem: fault(error), loaded: true }))
  },
  show() {
    showCount()
    if (!known()) return
    const { lines, totalShown } = told(cart.lines(), known())
    this.setData({ lines, totalShown, loaded: true, problem: '' })
  },
  recount(event) {
    const { good, variant } = event.currentTarget.dataset
    cart.put(good, variant, event.detail.value)
    this.show()
  },
  order() {
    wx.navigateTo({ url: '/pages/confirm/confirm' })
  },
  look() {
    wx.switchTab({ url: '/pages/home/home' })
  },
})
