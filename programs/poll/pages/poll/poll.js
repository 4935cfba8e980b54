const { ask, myName } = require('../../lib/server')
const w = require('../../lib/words')

const NAMES_SHOWN = 12
const CLOSED = 'poll-closed-result'

Page({
  data: { w, poll: null, chosen: [], names: [], changed: false, busy: false, problem: '' },
  onLoad({ id }) {
    this.id = id
    this.look()
  },
  onPullDownRefresh() {
    this.look().then(() => wx.stopPullDownRefresh())
  },
  onShareAppMessage() {
    return { title: this.data.poll ? this.data.poll.title : w.poll, path: `/pages/poll/poll?id=${this.id}` }
  },
  async look() {
    try {
      this.show(await ask('GET', `/polls/${this.id}`))
    } catch (error) {
      this.setData({ problem: error.status === 404 ? w.gone : w.offline })
    }
  },
  show(poll) {
    const chosen = poll.options.map((_, i) => poll.choices.includes(i))
    const names = poll.options.map(option => option.names.slice(0, NAMES_SHOWN).join(', '))
    this.setData({ poll, chosen, names, changed: false, problem: '' })
  },
  choose(event) {
    const { poll, chosen } = this.data
    if (poll.closed) return
    const { i } = event.currentTarget.dataset
    const next = poll.multiple ? [...chosen] : chosen.map(() => false)
    next[i] = !chosen[i]
    this.setData({ chosen: next, changed: true })
  },
  vote() {
    return this.send(this.data.chosen.flatMap((on, i) => (on ? [i] : [])))
  },
  join() {
    return this.send(this.data.poll.choices.length > 0 ? [] : [0])
  },
  async send(choices) {
    // Asked once: who voted may hear how it ended.
    if (choices.length > 0 && this.data.poll.choices.length === 0) await this.offerResult()
    this.setData({ busy: true })
    try {
      this.show(await ask('POST', `/polls/${this.id}/votes`, { choices, name: await myName() }))
    } catch (error) {
      wx.showToast({
        title: error.message === 'full' ? w.full : error.message === 'closed' ? w.closed : w.offline,
        icon: 'none',
      })
      this.look()
    }
    this.setData({ busy: false })
  },
  offerResult() {
    return wx.requestSubscribeMessage({ tmplIds: [CLOSED] }).catch(() => {})
  },
  async close() {
    const { confirm } = await wx.showModal({ title: w.close, content: w.sure })
    if (confirm) this.show(await ask('POST', `/polls/${this.id}/close`, {}))
  },
})
