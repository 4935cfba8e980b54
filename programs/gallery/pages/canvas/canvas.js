const { galleryPage } = require('../../lib/page')
const { drawBars, drawSun } = require('./drawing')

galleryPage('canvas', {
  data: { picture: '' },
  onReady() {
    wx.createSelectorQuery()
      .select('#modern')
      .fields({ node: true, size: true })
      .exec(([found]) => {
        const { node, width, height } = found
        const { pixelRatio } = wx.getWindowInfo()
        node.width = width * pixelRatio
        node.height = height * pixelRatio
        const context = node.getContext('2d')
        context.scale(pixelRatio, pixelRatio)
        drawSun(context, width, height)
        this.canvas = node
      })
    const context = wx.createCanvasContext('old')
    drawBars(context, wx.getAppBaseInfo().theme === 'dark' ? '#4cc487' : '#07803f')
    context.draw()
  },
  save() {
    wx.canvasToTempFilePath({
      canvas: this.canvas,
      success: ({ tempFilePath }) => this.setData({ picture: tempFilePath }),
      fail: error => this.say(error.errMsg),
    })
  },
})
