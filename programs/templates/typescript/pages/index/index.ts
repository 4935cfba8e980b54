import * as list from './list'

Page({
  data: { items: [] as list.Item[], left: 0, title: '' },

  onLoad() {
    this.show(list.read())
  },

  add({ detail }: WechatMiniprogram.FormSubmit) {
    const title = String(detail.value['title']).trim()
    if (title === '') return void wx.showToast({ title: 'Write what is missing', icon: 'none' })
    this.show(list.add(this.data.items, title))
    this.setData({ title: '' })
  },

  tick({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.show(list.tick(this.data.items, idOf(currentTarget)))
  },

  remove({ currentTarget }: WechatMiniprogram.TouchEvent) {
    this.show(list.remove(this.data.items, idOf(currentTarget)))
  },

  /** Draws the list and keeps it for the next visit. */
  show(items: list.Item[]) {
    list.write(items)
    this.setData({ items, left: items.filter(item => !item.done).length })
  },

  onShareAppMessage() {
    return { title: `${this.data.left} things to buy`, path: '/pages/index/index' }
  },
})

const idOf = (target: { dataset: Record<string, unknown> }): string => String(target.dataset['id'])
