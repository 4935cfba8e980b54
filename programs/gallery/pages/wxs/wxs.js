const { galleryPage } = require('../../lib/page')

galleryPage('wxs', {
  data: { price: 12.5, when: 1780272000000, count: 0 },
  add() {
    this.setData({ count: this.data.count + 1 })
  },
  seen(detail) {
    this.say(detail)
  },
})
