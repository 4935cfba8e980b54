const words = require('./words')

const TOLD_MAX = 240

/** What came of something, short enough to be read. */
function shown(value) {
  if (value === undefined) return 'ok'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > TOLD_MAX ? `${text.slice(0, TOLD_MAX)}…` : text
}

/** A page of the gallery: its words and title, and `tell`, which shows the event it is bound to. */
function galleryPage(part, options = {}) {
  const w = words(part)
  Page({
    ...options,
    data: { w, told: '', ...options.data },
    onLoad(query) {
      wx.setNavigationBarTitle({ title: w.title })
      if (options.onLoad) options.onLoad.call(this, query)
    },
    onShareAppMessage() {
      return { title: w.title, path: `/${this.route}` }
    },
    tell(event) {
      this.setData({ told: `${event.type} ${shown(event.detail)}` })
    },
    say(value) {
      this.setData({ told: shown(value) })
    },
  })
}

module.exports = { galleryPage, shown }
