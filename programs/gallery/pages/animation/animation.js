const { galleryPage } = require('../../lib/page')

galleryPage('animation', {
  data: { moves: null },
  turn() {
    const animation = wx.createAnimation({ duration: 500, timingFunction: 'ease-in-out' })
    animation.rotate(180).scale(1.3).step().translateX(80).step({ duration: 300 })
    this.setData({ moves: animation.export() })
  },
  home() {
    const animation = wx.createAnimation({ duration: 300 })
    animation.rotate(0).scale(1).translateX(0).step()
    this.setData({ moves: animation.export() })
  },
  play() {
    const frames = [
      { opacity: 1, rotate: 0 },
      { opacity: 0.3, rotate: 90, offset: 0.4 },
      { opacity: 1, rotate: 360 },
    ]
    this.animate('#framed', frames, 900, () => {
      this.clearAnimation('#framed', () => this.say('animate: done'))
    })
  },
})
