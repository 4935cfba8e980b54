const { galleryPage } = require('../../lib/page')
const w = require('../../lib/words')('wheel')

const HOURS = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]

galleryPage('wheel', {
  data: { days: w.days.split(','), hours: HOURS, value: [2, 4] },
  choose(event) {
    this.setData({ value: event.detail.value })
    this.tell(event)
  },
})
