const SHOWN_MS = 6000

// The last thing that was told, for a while, above the bottom edge.
Component({
  properties: { text: String },
  data: { shown: false },
  observers: {
    text(text) {
      clearTimeout(this.clock)
      this.setData({ shown: text !== '' })
      this.clock = setTimeout(() => this.setData({ shown: false }), SHOWN_MS)
    },
  },
  lifetimes: {
    detached() {
      clearTimeout(this.clock)
    },
  },
})
