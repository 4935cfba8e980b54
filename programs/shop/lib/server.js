// What the program says to the shop's server, and who it is there.
const PLACE = 'https://shop.lumar.example'
let session = wx.getStorageSync('session')
let entering

function logIn() {
  if (!entering) {
    entering = wx
      .login()
      .then(({ code }) => send('POST', '/login', { code }))
      .then(answer => {
        session = answer.session
        wx.setStorageSync('session', session)
      })
      .finally(() => {
        entering = undefined
      })
  }
  return entering
}

function send(method, path, data) {
  return new Promise((resolve, reject) => {
    wx.request({
      url: PLACE + path,
      method,
      data,
      header: { authorization: `Bearer ${session}`, 'content-type': 'application/json' },
      success: ({ statusCode, data: body }) =>
        statusCode === 200 ? resolve(body) : reject({ status: statusCode, word: body && body.error }),
      fail: error => reject({ status: 0, word: 'offline', message: error.errMsg }),
    })
  })
}

/** One question to the server; logs in first when it is not known (any more). */
async function ask(method, path, data) {
  if (!session) await logIn()
  try {
    return await send(method, path, data)
  } catch (error) {
    if (error.status !== 401) throw error
    await logIn()
    return send(method, path, data)
  }
}

/** An id that the maker of a thing chooses, so that a repeat is the same thing. */
function newId() {
  return 'xxxxxxxxxxxxxxxxxxxxxxxx'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16))
}

module.exports = { ask, send, logIn, newId }
