module.exports = {
  getSystemInfo: () => wx.getSystemInfo(),
  getWindowInfo: () => wx.getWindowInfo(),
  getDeviceInfo: () => wx.getDeviceInfo(),
  getAppBaseInfo: () => wx.getAppBaseInfo(),
  getSystemSetting: () => wx.getSystemSetting(),
  getAppAuthorizeSetting: () => wx.getAppAuthorizeSetting(),
  getMenuButtonBoundingClientRect: () => wx.getMenuButtonBoundingClientRect(),
  getLaunchOptionsSync: () => wx.getLaunchOptionsSync(),
  getAccountInfoSync: () => wx.getAccountInfoSync(),
  canIUse: () => wx.canIUse('button.open-type.share'),
  getUpdateManager: () => typeof wx.getUpdateManager().onUpdateReady,
  getBatteryInfo: () => wx.getBatteryInfo(),
}
