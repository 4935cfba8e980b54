const { galleryPage } = require('../../lib/page')

const LOOK_MS = 1200

galleryPage('scroll', {
  data: { into: '', busy: false, ownBusy: false, times: 0 },
  go() {
    this.setData({ into: 'row-8' })
  },
  start() {
    this.setData({ ownBusy: true })
  },
  refresh({ currentTarget }) {
    const { name } = currentTarget.dataset
    this.setData({ [name]: true })
    setTimeout(() => this.setData({ [name]: false, times: this.data.times + 1 }), LOOK_MS)
  },
})
