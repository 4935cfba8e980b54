module.exports = {
  setClipboardData: () => wx.setClipboardData({ data: 'Plaza' }),
  getClipboardData: () => wx.getClipboardData(),
  scanCode: () => wx.scanCode({ scanType: ['qrCode', 'barCode'] }),
  makePhoneCall: () => wx.makePhoneCall({ phoneNumber: '112' }),
  vibrateShort: () => wx.vibrateShort({ type: 'light' }),
  vibrateLong: () => wx.vibrateLong(),
  getScreenBrightness: () => wx.getScreenBrightness(),
  setKeepScreenOn: () => wx.setKeepScreenOn({ keepScreenOn: true }),
  getBLEDeviceServices: () => wx.getBLEDeviceServices({ deviceId: 'none' }),
}
