const words = require('./words')

/** The tabs in the person's language: app.json knows only one. */
function nameTabs() {
  const w = words('catalog')
  for (const [index, text] of [w.components, w.apis, w.aboutTab].entries()) wx.setTabBarItem({ index, text })
}

module.exports = { nameTabs }
