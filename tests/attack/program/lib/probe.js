// Runs attempts one after the other. One that obtains something returns it as a text that begins with GOT. The outcomes are stored,
// where whoever drives the browser reads them; the title says when all are done.

const WAIT_MS = 1500

function words(value) {
  try {
    return String((value && (value.errMsg || value.message)) || value).slice(0, 80)
  } catch (error) {
    return 'unspeakable'
  }
}

function within(promise) {
  return Promise.race([promise, new Promise(done => setTimeout(done, WAIT_MS, 'no answer'))])
}

function attempt(work) {
  let going
  try {
    going = Promise.resolve(work())
  } catch (error) {
    going = Promise.reject(error)
  }
  return within(going).then(words, error => `refused: ${words(error)}`)
}

async function run(attempts) {
  const outcomes = {}
  for (const name of Object.keys(attempts)) {
    outcomes[name] = await attempt(attempts[name])
    wx.setNavigationBarTitle({ title: `trying ${name}` })
  }
  wx.setStorageSync('outcomes', outcomes)
  wx.setNavigationBarTitle({ title: 'done' })
}

/** Whether somebody reached a thing: what it is, or a refusal. */
function got(thing, what) {
  if (thing === undefined || thing === null) throw new Error('absent')
  return `GOT ${what || typeof thing}`
}

module.exports = { run, got }
