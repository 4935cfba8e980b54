const { ask } = require('../../lib/server')
const w = require('../../lib/words')

Page({
  data: { w, polls: [], loaded: false, problem: false },
  onShow() {
    this.look()
  },
  onPullDownRefresh() {
    this.look().then(() => wx.stopPullDownRefresh())
  },
  async look() {
    try {
      const { polls } = await ask('GET', '/polls')
      this.setData({ polls, loaded: true, problem: false })
    } catch {
      this.setData({ problem: true, loaded: true })
    }
  },
  open(event) {
    wx.navigateTo({ url: `/pages/poll/poll?id=${event.currentTarget.dataset.id}` })
  },
  make(event) {
    wx.navigateTo({ url: `/pages/new/new?kind=${event.currentTarget.dataset.kind}` })
  },
})
