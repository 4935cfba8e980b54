const { search } = require('../../lib/reach.js')

// Draws a sheet as the host does, and looks for the word that would make it pass for the host's own.
Page({
  data: { word: '' },
  onReady() {
    const all = []
    for (const name of [
      'getSetting',
      'getUserProfile',
      'getAccountInfoSync',
      'getSystemInfoSync',
      'getLaunchOptionsSync',
    ]) {
      try {
        all.push(JSON.stringify(wx[name]({}) || ''))
      } catch (error) {
        all.push('')
      }
    }
    all.push(JSON.stringify(wx.getStorageInfoSync()), JSON.stringify(Object.keys(search([wx, getApp()]))))
    const found = all.join(' ').includes('WORD')
    this.setData({ word: found ? 'WORD' : '' })
    wx.setNavigationBarTitle({ title: found ? 'GOT the word' : 'no word' })
  },
})
