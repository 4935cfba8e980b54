const { galleryPage } = require('../../lib/page')

galleryPage('swiper', {
  data: { auto: false, slides: ['dawn', 'bay', 'night'] },
  toggle({ detail }) {
    this.setData({ auto: detail.value })
  },
})
