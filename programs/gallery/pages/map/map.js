const { galleryPage } = require('../../lib/page')
const w = require('../../lib/words')('map')

const HARBOUR = { latitude: 39.4561, longitude: -0.3226 }
const MARKET = { latitude: 39.4737, longitude: -0.3789 }

galleryPage('map', {
  data: {
    centre: HARBOUR,
    markers: [
      {
        id: 1,
        ...HARBOUR,
        title: w.harbour,
        callout: { content: w.harbour, display: 'ALWAYS', padding: 8, borderRadius: 8 },
      },
      { id: 2, ...MARKET, title: w.market },
    ],
    lines: [{ points: [HARBOUR, MARKET], color: '#07803f', width: 4 }],
    circles: [{ ...HARBOUR, radius: 400, fillColor: '#07803f33', color: '#07803f', strokeWidth: 1 }],
  },
  onReady() {
    this.map = wx.createMapContext('map')
  },
  showAll() {
    this.map.includePoints({ points: [HARBOUR, MARKET], padding: [40] })
  },
  centre() {
    this.map.getCenterLocation({ success: found => this.say(found), fail: error => this.say(error.errMsg) })
  },
})
