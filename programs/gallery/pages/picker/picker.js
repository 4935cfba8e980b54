const { galleryPage } = require('../../lib/page')
const w = require('../../lib/words')('picker')

const lines = w.lines.split(',')
const ways = w.ways.split(',')

galleryPage('picker', {
  data: {
    lines,
    columns: [lines, ways],
    line: 0,
    both: [0, 1],
    time: '12:00',
    date: '2026-05-01',
    month: '2026-05',
    region: [],
  },
  choose(event) {
    const { name } = event.currentTarget.dataset
    this.setData({ [name]: event.detail.value })
    this.tell(event)
  },
})
