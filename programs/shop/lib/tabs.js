const { w } = require('./words')
const { countIn } = require('./cart')

const TABS = ['shop', 'cart', 'orders']

/** The tabs in the citizen's language, with icons that fit the light. */
function nameTabs() {
  const texts = [w.shop, w.basket, w.orders]
  const draw = theme => {
    for (const [index, tab] of TABS.entries())
      wx.setTabBarItem({
        index,
        text: texts[index],
        iconPath: `/images/tabs/${tab}-off-${theme}.svg`,
        selectedIconPath: `/images/tabs/${tab}-on-${theme}.svg`,
      })
  }
  draw(wx.getSystemInfoSync().theme === 'dark' ? 'dark' : 'light')
  wx.onThemeChange(({ theme }) => draw(theme))
}

/** On every page that has the tabs: the shop's name, and how much lies in the basket. */
function showCount() {
  wx.setNavigationBarTitle({ title: w.name })
  const count = countIn()
  if (count === 0) wx.removeTabBarBadge({ index: 1 })
  else wx.setTabBarBadge({ index: 1, text: String(count) })
}

module.exports = { nameTabs, showCount }
