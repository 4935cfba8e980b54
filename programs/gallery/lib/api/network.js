const PLACE = 'https://nobody.lumar.example/news'

const answered = call => new Promise((success, fail) => call({ success, fail }))

module.exports = {
  request: () => answered(told => wx.request({ url: PLACE, ...told })),
  downloadFile: () => answered(told => wx.downloadFile({ url: PLACE, ...told })),
  uploadFile: () => answered(told => wx.uploadFile({ url: PLACE, filePath: '/images/bay.png', name: 'file', ...told })),
  connectSocket: () =>
    new Promise((success, fail) => {
      const socket = wx.connectSocket({ url: 'wss://nobody.lumar.example/news', fail })
      socket.onOpen(success)
      socket.onError(fail)
    }),
  getNetworkType: () => wx.getNetworkType(),
}
