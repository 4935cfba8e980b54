// The basket, kept on the device: lines of a good, a variant and how many.
const COUNT_MAX = 20
const LINES_MAX = 30

const lines = () => wx.getStorageSync('cart') || []
const countIn = () => lines().reduce((sum, line) => sum + line.count, 0)
const isLine = (line, good, variant) => line.good === good && line.variant === variant

/** Sets how many of a variant; none takes the line out. */
function put(good, variant, count) {
  const others = lines().filter(line => !isLine(line, good, variant))
  const at = lines().findIndex(line => isLine(line, good, variant))
  const wanted = Math.min(COUNT_MAX, Math.max(0, count))
  if (wanted > 0 && others.length < LINES_MAX) {
    const line = { good, variant, count: wanted }
    if (at < 0) others.push(line)
    else others.splice(at, 0, line)
  }
  wx.setStorageSync('cart', others)
}

function add(good, variant, count) {
  const line = lines().find(one => isLine(one, good, variant))
  put(good, variant, (line ? line.count : 0) + count)
}

const empty = () => wx.setStorageSync('cart', [])

module.exports = { lines, countIn, put, add, empty }
