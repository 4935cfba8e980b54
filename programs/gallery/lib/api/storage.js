const KEY = 'gallery'

module.exports = {
  setStorage: () => wx.setStorage({ key: KEY, data: { fruit: 'fig', at: 7 } }),
  getStorage: () => wx.getStorage({ key: KEY }),
  setStorageSync: () => wx.setStorageSync(KEY, ['apple', 'pear']),
  getStorageSync: () => wx.getStorageSync(KEY),
  getStorageInfo: () => wx.getStorageInfo(),
  removeStorage: () => wx.removeStorage({ key: KEY }),
  clearStorage: () => wx.clearStorage(),
}
