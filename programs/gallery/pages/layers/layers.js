const { galleryPage } = require('../../lib/page')

galleryPage('layers', {
  data: { container: false, portal: false },
  showContainer() {
    this.setData({ container: true })
  },
  left(event) {
    this.setData({ container: false })
    this.tell(event)
  },
  close() {
    this.setData({ container: false })
  },
  togglePortal() {
    this.setData({ portal: !this.data.portal })
  },
})
