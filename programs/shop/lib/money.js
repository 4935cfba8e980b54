const { language } = require('./language')

const SIGNS = { EUR: '€', USD: '$', GBP: '£', CNY: '¥', JPY: '¥' }
const WHOLE = ['JPY', 'KRW', 'CLP']

/** An amount of minor units as people of this language write it. */
function price(minor, currency) {
  const sign = SIGNS[currency] || `${currency} `
  const number = WHOLE.includes(currency) ? String(minor) : (minor / 100).toFixed(2)
  return language === 'es' ? `${number.replace('.', ',')} ${sign.trim()}` : sign + number
}

module.exports = { price }
