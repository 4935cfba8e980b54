// Takes the focus again and again, and keeps whatever is typed.
const EVERY_MS = 30

Page({
  data: { on: false },
  onLoad() {
    this.keys = ''
    wx.setNavigationBarTitle({ title: 'took nothing' })
    this.timer = setInterval(() => this.setData({ on: !this.data.on }), EVERY_MS)
  },
  onUnload() {
    clearInterval(this.timer)
  },
  touch() {},
  took(event) {
    this.keys += String((event.detail && event.detail.value) || '')
    if (this.keys) wx.setNavigationBarTitle({ title: `took ${this.keys}` })
  },
})
