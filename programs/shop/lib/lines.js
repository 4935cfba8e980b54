const { price } = require('./money')

/** Lines of a basket or an order with names, pictures and sums; goods that are not sold any more are left out. */
function told(lines, shelf) {
  const found = lines.flatMap(line => {
    const good = shelf.goods.find(one => one.id === line.good)
    const kind = good && good.variants.find(one => one.id === line.variant)
    if (!kind) return []
    const each = line.price === undefined ? kind.price : line.price
    return [
      {
        ...line,
        key: `${line.good}/${line.variant}`,
        name: good.name,
        kind: kind.name,
        picture: good.picture,
        left: kind.left,
        sum: each * line.count,
        shown: price(each * line.count, shelf.currency),
      },
    ]
  })
  const total = found.reduce((sum, line) => sum + line.sum, 0)
  return { lines: found, total, totalShown: price(total, shelf.currency) }
}

module.exports = { told }
