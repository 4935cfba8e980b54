const HARBOUR = { latitude: 39.4561, longitude: -0.3226 }

module.exports = {
  getLocation: () => wx.getLocation({ type: 'gcj02' }),
  getFuzzyLocation: () => wx.getFuzzyLocation({ type: 'wgs84' }),
  chooseLocation: () => wx.chooseLocation(HARBOUR),
  openLocation: () => wx.openLocation({ ...HARBOUR, name: 'Puerto viejo', address: 'Lumar' }),
  chooseAddress: () => wx.chooseAddress(),
}
