const { galleryPage } = require('../../lib/page')

galleryPage('form', {
  data: { name: '', focus: false },
  focusIt() {
    this.setData({ focus: true })
  },
  blurred() {
    this.setData({ focus: false })
  },
})
