const { apiGroups } = require('../../lib/catalog')
const { nameTabs } = require('../../lib/tabs')
const words = require('../../lib/words')

Page({
  data: { w: words('catalog'), groups: apiGroups('') },
  onShow() {
    wx.setNavigationBarTitle({ title: this.data.w.apis })
    nameTabs()
  },
  onShareAppMessage() {
    return { title: this.data.w.apis, path: `/${this.route}` }
  },
  search({ detail }) {
    this.setData({ groups: apiGroups(detail.value) })
  },
})
