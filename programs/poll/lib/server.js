// What the program says to its server, and who it is there.
const PLACE = 'https://poll.lumar.example'
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
        statusCode === 200 ? resolve(body) : reject({ status: statusCode, message: body && body.error }),
      fail: error => reject({ status: 0, message: error.errMsg }),
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

/** The name that stands beside a vote: asked for once. */
async function myName() {
  const known = wx.getStorageSync('name')
  if (known) return known
  try {
    const { userInfo } = await wx.getUserProfile({ desc: 'vote' })
    wx.setStorageSync('name', userInfo.nickName)
    return userInfo.nickName
  } catch {
    return '·'
  }
}

module.exports = { ask, logIn, newId, myName }
