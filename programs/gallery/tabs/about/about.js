const { nameTabs } = require('../../lib/tabs')
const words = require('../../lib/words')

const APIS_TAB = 1

Page({
  data: { w: words('about'), badge: false, dot: false, facts: {} },
  onLoad() {
    this.turn = ({ theme }) => this.setData({ 'facts.theme': theme })
  },
  onShow() {
    wx.setNavigationBarTitle({ title: this.data.w.title })
    nameTabs()
    const { theme, language, SDKVersion } = wx.getAppBaseInfo()
    this.setData({ facts: { theme, language, SDKVersion } })
    wx.onThemeChange(this.turn)
  },
  onHide() {
    wx.offThemeChange(this.turn)
  },
  onShareAppMessage() {
    return { title: this.data.w.name, path: '/tabs/components/components', imageUrl: '/images/bay.png' }
  },
  toggleBadge({ detail }) {
    if (detail.value) wx.setTabBarBadge({ index: APIS_TAB, text: '3' })
    else wx.removeTabBarBadge({ index: APIS_TAB })
  },
  toggleDot({ detail }) {
    if (detail.value) wx.showTabBarRedDot({ index: APIS_TAB })
    else wx.hideTabBarRedDot({ index: APIS_TAB })
  },
})
