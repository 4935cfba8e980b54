const KEY = 'items'

/** What was kept on the last visit. */
exports.read = () => wx.getStorageSync(KEY) || []

exports.write = items => wx.setStorageSync(KEY, items)

exports.add = (items, title) => [{ id: `${Date.now()}`, title, done: false }, ...items]

exports.tick = (items, id) => items.map(item => (item.id === id ? { ...item, done: !item.done } : item))

/** Takes away what was bought. */
exports.clear = items => items.filter(item => !item.done)
