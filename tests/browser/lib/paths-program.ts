import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Id of the program whose paths are tried. */
export const PATHS_APP = 'wx00000000000000f1'

const page = (script: string, template: string, title: string) => ({
  js: `Page({ data: { said: '', n: 0 }, say(said) { this.setData({ said: String(said) }) }, ${script} })`,
  wxml: `${template}<view>{{said}}</view>`,
  json: JSON.stringify({ navigationBarTitleText: title }),
})
const button = (tap: string, text: string) => `<button bindtap="${tap}">${text}</button>`

/** Pages by what they try. `{server}` is the host of the maker's server. */
const PAGES: Readonly<Record<string, ReturnType<typeof page>>> = {
  home: page(
    `to(e) { wx.navigateTo({ url: '/pages/' + e.currentTarget.dataset.to + '/' + e.currentTarget.dataset.to }) }`,
    ['talk', 'pay', 'quick', 'deep', 'record', 'site']
      .map(name => `<button bindtap="to" data-to="${name}">Try ${name}</button>`)
      .join(''),
    'Paths',
  ),
  site: page(
    `onLoad({ to }) { this.setData({ to: to === 'other' ? 'https://other.example/' : 'https://site.example/hello' }) }`,
    `<web-view src="{{to}}" />`,
    'Site',
  ),
  talk: page(
    `talk() {
      const socket = wx.connectSocket({ url: 'ws://{server}/talk' })
      socket.onOpen(() => socket.send({ data: 'harbour' }))
      socket.onMessage(({ data }) => { this.say(data); socket.close() })
      socket.onError(({ errMsg }) => this.say(errMsg))
    },
    stray() { wx.connectSocket({ url: 'ws://other.example/' }).onError(({ errMsg }) => this.say(errMsg)) }`,
    button('talk', 'Talk') + button('stray', 'Stray'),
    'Talk',
  ),
  pay: page(
    `pay() {
      const number = (this.data.n += 1)
      wx.request({ url: 'http://{server}/order?no=N' + number, success: ({ data }) => wx.requestPayment({ ...data,
        success: () => this.say('paid ' + number), fail: ({ errMsg }) => this.say(number + ' ' + errMsg) }) })
    },
    forge() {
      wx.requestPayment({ timeStamp: '1767225600', nonceStr: 'x', package: 'prepay_id=pz' + '0'.repeat(32), signType: 'RSA',
        paySign: 'x', fail: ({ errMsg }) => this.say(errMsg) })
    }`,
    button('pay', 'Buy bread') + button('forge', 'Forge'),
    'Bakery',
  ),
  quick: page(
    `onShow() { this.shown = true; if (this.left > 0) this.go() },
    start() { this.left = 12; this.go() },
    go() { this.left -= 1; setTimeout(() => wx.navigateTo({ url: '/pages/flash/flash' }), 30);
      if (this.left === 0) this.say('It is calm again') }`,
    button('start', 'Hurry'),
    'Quick',
  ),
  flash: page(`onReady() { setTimeout(() => wx.navigateBack(), 30) }`, '', 'Flash'),
  deep: page(
    `onLoad({ level = '1' }) { this.setData({ n: Number(level) }) },
    deeper() { wx.navigateTo({ url: '/pages/deep/deep?level=' + (this.data.n + 1) }) },
    onAddToFavorites() { return { title: 'Level ' + this.data.n } }`,
    `<view>Level {{n}}</view>${button('deeper', 'Deeper')}`,
    'Deep',
  ),
  record: page(
    `start() {
      const recorder = wx.getRecorderManager()
      recorder.onStart(() => setTimeout(() => recorder.stop(), 700))
      recorder.onStop(({ tempFilePath, fileSize }) => wx.getFileSystemManager().readFile({ filePath: tempFilePath,
        success: ({ data }) => this.say(fileSize > 0 && data.byteLength === fileSize ? 'recorded' : 'nothing'),
        fail: ({ errMsg }) => this.say(errMsg) }))
      recorder.onError(({ errMsg }) => this.say(errMsg))
      recorder.start({ duration: 5000 })
    }`,
    button('start', 'Record'),
    'Record',
  ),
}

/** Writes the program into a folder of its own; its maker's server is at `host`. */
export function writePathsProgram(host: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'plaza-paths-'))
  const put = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text.replaceAll('{server}', host))
  }
  put('project.config.json', JSON.stringify({ appid: PATHS_APP }))
  put('app.js', 'App({})')
  put('app.json', JSON.stringify({ pages: Object.keys(PAGES).map(name => `pages/${name}/${name}`) }))
  put(
    'plaza.json',
    JSON.stringify({
      names: { en: 'Paths' },
      abouts: { en: 'Ways that lead out of a program.' },
      maker: 'Lumar Makers',
      domains: { request: [`http://${host}`], socket: [`ws://${host}`], web: ['https://site.example'] },
      scopes: { 'scope.record': 'To say hello.' },
    }),
  )
  for (const [name, { js, wxml, json }] of Object.entries(PAGES)) {
    put(`pages/${name}/${name}.js`, js)
    put(`pages/${name}/${name}.wxml`, wxml)
    put(`pages/${name}/${name}.json`, json)
  }
  return folder
}
