const { galleryPage } = require('../../lib/page')

galleryPage('movable', {
  data: { x: 60, y: 40 },
  moved(event) {
    if (event.detail.source) this.tell(event)
  },
  home() {
    this.setData({ x: 0, y: 0 })
  },
})
