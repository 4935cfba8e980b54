const { ask, newId, myName } = require('../../lib/server')
const w = require('../../lib/words')

const OPTIONS_MAX = 20

Page({
  data: { w, kind: 'poll', options: [0, 1], busy: false },
  onLoad({ kind }) {
    this.id = newId()
    this.setData({ kind: kind === 'signup' ? 'signup' : 'poll' })
    wx.setNavigationBarTitle({ title: kind === 'signup' ? w.signup : w.poll })
  },
  add() {
    const { options } = this.data
    if (options.length < OPTIONS_MAX) this.setData({ options: [...options, options.length] })
  },
  async make(event) {
    const { value } = event.detail
    const { kind } = this.data
    const options = this.data.options.map(i => String(value[`option${i}`] || '').trim()).filter(Boolean)
    if (!String(value.title || '').trim() || (kind === 'poll' && options.length < 2)) {
      wx.showToast({ title: w.missing, icon: 'none' })
      return
    }
    this.setData({ busy: true })
    try {
      const poll = {
        id: this.id,
        title: value.title,
        kind,
        options,
        multiple: value.multiple === true,
        max: Number(value.max) || undefined,
      }
      await ask('POST', '/polls', { ...poll, name: await myName() })
      wx.redirectTo({ url: `/pages/poll/poll?id=${this.id}` })
    } catch {
      wx.showToast({ title: w.offline, icon: 'none' })
    }
    this.setData({ busy: false })
  },
})
