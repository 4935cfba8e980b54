module.exports = {
  requestSubscribeMessage: () => wx.requestSubscribeMessage({ tmplIds: ['gallery-something-new'] }),
  'requestSubscribeMessage of an unknown one': () => wx.requestSubscribeMessage({ tmplIds: ['gallery-unknown'] }),
  getSetting: () => wx.getSetting({ withSubscriptions: true }),
}
