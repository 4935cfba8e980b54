const list = require('./list')

Page({
  data: { items: [], left: 0, title: '' },

  onLoad() {
    this.show(list.read())
  },

  write({ detail }) {
    this.setData({ title: detail.value })
  },

  add() {
    const title = this.data.title.trim()
    if (title === '') return wx.showToast({ title: 'Write what is missing', icon: 'none' })
    this.show(list.add(this.data.items, title))
    this.setData({ title: '' })
  },

  tick({ currentTarget }) {
    this.show(list.tick(this.data.items, currentTarget.dataset.id))
  },

  clear() {
    this.show(list.clear(this.data.items))
  },

  /** Draws the list and keeps it for the next visit. */
  show(items) {
    list.write(items)
    this.setData({ items, left: items.filter(item => !item.done).length })
  },

  onShareAppMessage() {
    return { title: `${this.data.left} things to buy`, path: '/pages/index/index' }
  },
})
