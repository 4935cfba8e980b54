Page({
  go(event) {
    wx.navigateTo({ url: event.currentTarget.dataset.to })
  },
})
