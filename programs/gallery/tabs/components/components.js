const { componentGroups } = require('../../lib/catalog')
const { nameTabs } = require('../../lib/tabs')
const words = require('../../lib/words')

Page({
  data: { w: words('catalog'), groups: componentGroups('') },
  onShow() {
    wx.setNavigationBarTitle({ title: this.data.w.components })
    nameTabs()
  },
  onShareAppMessage() {
    return { title: this.data.w.components, path: `/${this.route}` }
  },
  search({ detail }) {
    this.setData({ groups: componentGroups(detail.value) })
  },
})
