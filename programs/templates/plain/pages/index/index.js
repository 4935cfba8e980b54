const list = require('./list')

Page({
  data: { items: [], left: 0, title: '' },

  onLoad() {
    this.show(list.read())
  },

  add({ detail }) {
    const title = detail.value.title.trim()
    if (title === '') return wx.showToast({ title: 'Write what is missing', icon: 'none' })
    this.show(list.add(this.data.items, title))
    this.setData({ title: '' })
  },

  tick({ currentTarget }) {
    this.show(list.tick(this.data.items, currentTarget.dataset.id))
  },

  remove({ currentTarget }) {
    this.show(list.remove(this.data.items, currentTarget.dataset.id))
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
