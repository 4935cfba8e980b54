module.exports = {
  login: () => wx.login(),
  checkSession: () => wx.checkSession(),
  getSetting: () => wx.getSetting({ withSubscriptions: true }),
  'authorize scope.userLocation': () => wx.authorize({ scope: 'scope.userLocation' }),
  openSetting: () => wx.openSetting(),
  getPrivacySetting: () => wx.getPrivacySetting(),
}
