const given = wx.getSystemInfoSync().language.slice(0, 2)

/** One that the shop speaks. */
module.exports = { language: ['en', 'es', 'zh'].includes(given) ? given : 'en' }
