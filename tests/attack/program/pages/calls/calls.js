const { run } = require('../../lib/probe.js')

const OUT = 'OUTSIDE'
const asked = url => wx.request({ url }).then(answer => `GOT ${answer.statusCode}`)
const files = () => wx.getFileSystemManager()
const polluted = JSON.parse(
  '{"__proto__":{"url":"http://OUTSIDE/p"},"constructor":{"prototype":{"x":1}},"key":"__proto__","data":"x"}',
)

const attempts = {
  undeclared: () => asked('https://example.org/'),
  declaredPrivate: () => asked(`https://${OUT}/declared`),
  declaredPlain: () => asked(`http://${OUT}/plain`),
  declaredLocal: () => asked('https://localhost/'),
  declaredTen: () => asked('https://10.0.0.1/'),
  credentials: () => asked(`https://user:word@${OUT}/`),
  decimal: () => asked('https://2130706433/'),
  file: () => asked('file:///etc/passwd'),
  ownCity: () => asked('/api/identity/me'),
  header: () =>
    wx
      .request({
        url: `http://${OUT}/header`,
        header: { cookie: 'plaza_session=x', 'x-plaza': '1', host: 'localhost' },
      })
      .then(() => 'GOT it'),
  download: () => wx.downloadFile({ url: `http://${OUT}/download` }).then(() => 'GOT it'),
  upload: () =>
    wx.uploadFile({ url: `https://${OUT}/upload`, filePath: 'wxfile://usr/x', name: 'x' }).then(() => 'GOT it'),
  socket: () =>
    new Promise((done, fail) => {
      const socket = wx.connectSocket({ url: `ws://${OUT}/ws`, fail })
      if (socket && socket.onOpen) socket.onOpen(() => done('GOT a socket'))
      if (socket && socket.onError) socket.onError(fail)
    }),
  payment: () =>
    wx
      .requestPayment({
        timeStamp: '1',
        nonceStr: 'x',
        package: 'prepay_id=1',
        paySign: 'x',
        signType: 'RSA',
        total_fee: 1,
      })
      .then(() => 'GOT money'),
  location: () => wx.getLocation({}).then(() => 'GOT a place'),
  undeclaredScope: () => wx.authorize({ scope: 'scope.record' }).then(() => 'GOT a scope'),
  protoScope: () => wx.authorize({ scope: 'scope.constructor' }).then(() => 'GOT a scope'),
  victimStorage: () => {
    const all = wx.getStorageInfoSync().keys.map(key => String(wx.getStorageSync(key)))
    if (all.some(value => value.includes('SECRET'))) return 'GOT the secret'
    throw new Error('not there')
  },
  victimFiles: async () => {
    const tries = [
      'wxfile://usr/../VICTIM/secret.txt',
      'wxfile://usr/%2e%2e/VICTIM/secret.txt',
      'wxfile://usr/secret.txt',
      '/../../etc/passwd',
      'wxfile://tmp_1',
    ]
    for (const path of tries) {
      try {
        return `GOT ${String(files().readFileSync(path, 'utf8')).slice(0, 20)}`
      } catch (error) {
        // The next one.
      }
    }
    throw new Error('none of them')
  },
  writeOutside: () =>
    new Promise((done, fail) =>
      files().writeFile({ filePath: '/etc/x', data: 'x', success: () => done('GOT it'), fail }),
    ),
  protoStorage: () => {
    wx.setStorageSync('__proto__', { polluted: 1 })
    wx.setStorageSync('constructor', 'x')
    if ({}.polluted) return 'GOT the prototype'
  },
  protoArguments: () => wx.showToast(Object.assign(Object.create({ title: 'inherited' }), polluted, { duration: 10 })),
  hugeValue: () => wx.setStorage({ key: 'huge', data: 'x'.repeat(3000000) }).then(() => 'GOT it stored'),
  hugeTitle: () => wx.showToast({ title: 'x'.repeat(900000), duration: 1 }),
  hugeKey: () => wx.setStorage({ key: 'k'.repeat(5000), data: 1 }).then(() => 'GOT it stored'),
  unknown: () => wx.openBluetoothAdapter({}).then(() => 'GOT it'),
  userInfo: () => wx.getClipboardData({}).then(() => 'GOT it'),
}

Page({
  onReady() {
    run(attempts)
  },
})
