const BAR_MS = 1500
const SELF = '/pages/calls/calls?of=routes'

module.exports = {
  navigateTo: () => wx.navigateTo({ url: SELF }),
  redirectTo: () => wx.redirectTo({ url: SELF }),
  navigateBack: () => wx.navigateBack(),
  switchTab: () => wx.switchTab({ url: '/tabs/about/about' }),
  reLaunch: () => wx.reLaunch({ url: '/tabs/components/components' }),
  'navigateTo a missing page': () => wx.navigateTo({ url: '/pages/nowhere/nowhere' }),
  getCurrentPages: () => getCurrentPages().map(page => page.route),
  setNavigationBarTitle: () => wx.setNavigationBarTitle({ title: 'Plaza' }),
  setNavigationBarColor: () => wx.setNavigationBarColor({ frontColor: '#ffffff', backgroundColor: '#07803f' }),
  showNavigationBarLoading() {
    setTimeout(() => wx.hideNavigationBarLoading(), BAR_MS)
    return wx.showNavigationBarLoading()
  },
  startPullDownRefresh: () => wx.startPullDownRefresh(),
  pageScrollTo: () => wx.pageScrollTo({ scrollTop: 0 }),
  setTabBarBadge: () => wx.setTabBarBadge({ index: 1, text: '1' }),
}
