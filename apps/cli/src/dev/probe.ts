/** How often the probe looks, and how much it tells. */
const LOOK_EVERY_MS = 400
const TEXT_LENGTH_MAX = 400_000

/** The event by which the probe tells; programs do not use it. */
export const PROBE_EVENT = 'plaza.data'

/**
 * Runs beside the program, in its own Worker, while it is developed: tells its host the data of its pages and of its App whenever
 * they changed. It uses only what programs may.
 */
export const PROBE = `;(() => {
  let last = ''
  setInterval(() => {
    let text
    try {
      const pages = getCurrentPages().map(page => ({ route: page.route, options: page.options, data: page.data }))
      text = JSON.stringify({ app: (getApp() || {}).globalData, pages })
    } catch { return }
    if (text === last || text.length > ${TEXT_LENGTH_MAX}) return
    last = text
    wx.reportEvent('${PROBE_EVENT}', { text })
  }, ${LOOK_EVERY_MS})
})();`
