const tables = {
  ...require('./words/layout'),
  ...require('./words/forms'),
  ...require('./words/media'),
  ...require('./words/apis'),
}
const LANGUAGES = ['en', 'es', 'zh']
const at = Math.max(0, LANGUAGES.indexOf(wx.getSystemInfoSync().language.slice(0, 2)))

/** Words of one part of the gallery in the person's language. */
module.exports = part => Object.fromEntries(Object.entries(tables[part]).map(([name, said]) => [name, said[at]]))
