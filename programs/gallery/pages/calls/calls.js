const groups = require('../../lib/calls')
const { shown } = require('../../lib/page')
const words = require('../../lib/words')

const w = words('calls')

// One group of calls: each with a button, and its answer below.
Page({
  data: { of: '', intro: w.intro, calls: [], answers: {} },
  onLoad({ of = 'dialogs' }) {
    const part = groups[of] ? of : 'dialogs'
    this.setData({ of: part, title: words(part).title, intro: w[part] || w.intro })
    this.setData({ calls: Object.keys(groups[part]) })
    wx.setNavigationBarTitle({ title: this.data.title })
  },
  onShareAppMessage() {
    return { title: this.data.title, path: `/pages/calls/calls?of=${this.data.of}` }
  },
  onPullDownRefresh() {
    setTimeout(() => wx.stopPullDownRefresh(), 600)
  },
  async run({ currentTarget }) {
    const { name } = currentTarget.dataset
    this.answer(name, '…')
    try {
      this.answer(name, await groups[this.data.of][name](this))
    } catch (error) {
      this.answer(name, error.errMsg || error.message || String(error))
    }
  },
  answer(name, value) {
    this.setData({ answers: { ...this.data.answers, [name]: shown(value) } })
  },
})
