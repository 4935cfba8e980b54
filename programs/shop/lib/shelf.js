const { send } = require('./server')
const { language } = require('./language')
const { price } = require('./money')

let shelf = wx.getStorageSync('shelf') || null
if (shelf && shelf.language !== language) shelf = null

/** What is sold, from the last time; null before the first. */
const known = () => shelf

/** What is sold now. Anybody may look, so nobody has to be logged in for it. */
async function fetchShelf() {
  const { currency, categories, goods } = await send('GET', `/goods?language=${language}`)
  shelf = { language, currency, categories, goods: goods.map(good => dressed(good, currency)) }
  wx.setStorageSync('shelf', shelf)
  return shelf
}

/** With prices as people read them, and the picture of the package. */
function dressed(good, currency) {
  const variants = good.variants.map(kind => ({ ...kind, shown: price(kind.price, currency) }))
  const cheapest = Math.min(...variants.map(kind => kind.price))
  const left = variants.reduce((sum, kind) => sum + kind.left, 0)
  return { ...good, variants, left, from: price(cheapest, currency), picture: `/images/goods/${good.id}.svg` }
}

const goodOf = id => shelf && shelf.goods.find(good => good.id === id)

module.exports = { known, fetchShelf, goodOf }
