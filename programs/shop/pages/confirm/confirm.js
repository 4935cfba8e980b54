const cart = require('../../lib/cart')
const { language } = require('../../lib/language')
const { told } = require('../../lib/lines')
const { pay } = require('../../lib/pay')
const { ask, newId } = require('../../lib/server')
const { known, fetchShelf } = require('../../lib/shelf')
const { w, fill, fault } = require('../../lib/words')

Page({
  data: { w, lines: [], total: 0, address: null, payWord: '', busy: false },
  onLoad() {
    wx.setNavigationBarTitle({ title: w.confirm })
    this.no = newId()
    this.setData({ address: wx.getStorageSync('address') || null })
    this.show()
  },
  show() {
    const { lines, total, totalShown } = told(cart.lines(), known())
    this.setData({ lines, total, totalShown, payWord: fill('pay', { total: totalShown }) })
  },
  async choose() {
    try {
      const { userName, telNumber, detailInfo, cityName, postalCode } = await wx.chooseAddress()
      const address = { name: userName, phone: telNumber, street: detailInfo, town: cityName, code: postalCode }
      wx.setStorageSync('address', address)
      this.setData({ address })
    } catch {
      // They closed the sheet: nothing changes.
    }
  },
  async pay() {
    const { lines, total, address } = this.data
    if (!address) return this.tell(w.noAddress)
    this.setData({ busy: true })
    try {
      const wanted = lines.map(({ good, variant, count }) => ({ good, variant, count }))
      await ask('POST', '/orders', { no: this.no, lines: wanted, total, address, language })
      cart.empty()
      const order = await pay(this.no)
      if (order.state === 'open') this.tell(w.cancelled)
      wx.redirectTo({ url: `/pages/order/order?no=${this.no}` })
    } catch (error) {
      this.tell(fault(error))
      // What is sold may have changed; a new try is a new order.
      this.no = newId()
      await fetchShelf().catch(() => {})
      if (cart.lines().length > 0) this.show()
      else wx.redirectTo({ url: '/pages/orders/orders' })
    }
    this.setData({ busy: false })
  },
  tell(title) {
    wx.showToast({ title, icon: 'none' })
  },
})
