const { galleryPage } = require('../../lib/page')

galleryPage('query', {
  data: { seen: false },
  onReady() {
    this.observer = wx.createIntersectionObserver(this)
    this.observer.relativeTo('.window').observe('.circle', ({ intersectionRatio }) => {
      this.setData({ seen: intersectionRatio > 0 })
    })
  },
  onUnload() {
    this.observer.disconnect()
  },
  where() {
    wx.createSelectorQuery()
      .select('#box')
      .fields({ rect: true, size: true, dataset: true, computedStyle: ['borderRadius'] })
      .selectViewport()
      .scrollOffset()
      .exec(found => this.say(found))
  },
})
