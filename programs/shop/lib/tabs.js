const { w } = require('./words')
const { countIn } = require('./cart')

/** The tabs in the citizen's language, and how much lies in the basket. */
function nameTabs() {
  for (const [index, text] of [w.shop, w.basket, w.orders].entries()) wx.setTabBarItem({ index, text })
  showCount()
}

function showCount() {
  const count = countIn()
  if (count === 0) wx.removeTabBarBadge({ index: 1 })
  else wx.setTabBarBadge({ index: 1, text: String(count) })
}

module.exports = { nameTabs, showCount }
