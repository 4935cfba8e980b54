const { known, fetchShelf } = require('../../lib/shelf')
const { showCount } = require('../../lib/tabs')
const { w, fault } = require('../../lib/words')

const ALL = 'all'

Page({
  data: { w, categories: [], category: ALL, shown: [], loaded: false, problem: '' },
  onLoad() {
    this.words = ''
    if (known()) this.show()
    this.look()
  },
  onShow() {
    showCount()
  },
  onPullDownRefresh() {
    this.look().then(() => wx.stopPullDownRefresh())
  },
  onShareAppMessage() {
    return { title: w.slogan, path: '/pages/home/home' }
  },
  async look() {
    try {
      await fetchShelf()
      this.show()
    } catch (error) {
      this.setData({ problem: fault(error), loaded: true })
    }
  },
  show() {
    const { category } = this.data
    const { categories, goods } = known()
    const shown = goods.filter(
      good =>
        (category === ALL || good.category === category) &&
        (good.words + good.about.toLowerCase()).includes(this.words),
    )
    this.setData({ categories: [{ id: ALL, name: w.everything }, ...categories], shown, loaded: true, problem: '' })
  },
  choose(event) {
    this.setData({ category: event.currentTarget.dataset.id })
    if (known()) this.show()
  },
  search(event) {
    this.words = event.detail.value.trim().toLowerCase()
    if (known()) this.show()
  },
  open(event) {
    wx.navigateTo({ url: `/pages/good/good?id=${event.currentTarget.dataset.id}` })
  },
})
