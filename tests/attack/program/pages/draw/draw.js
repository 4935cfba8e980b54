const { run } = require('../../lib/probe.js')
const { search, smuggle } = require('../../lib/reach.js')

const OUT = 'http://OUTSIDE'
const HTML =
  `<img src="${OUT}/rich.png" onerror="bad = 1"><iframe srcdoc="<img src=${OUT}/srcdoc>"></iframe><script src="${OUT}/r.js"></script>` +
  `<svg><image href="${OUT}/svg"/></svg><a href="javascript:1">a</a><p style="background:url(${OUT}/p)">p</p>` +
  `<link rel=preconnect href="${OUT}"><style>@import "${OUT}/style"</style><meta http-equiv=refresh content="0;url=${OUT}/meta">` +
  `<form action="${OUT}/f"><input formaction="${OUT}/fa" autofocus></form><table background="${OUT}/table"></table><base href="${OUT}/">`
const TREE = [
  { name: 'script', children: [{ type: 'text', text: 'bad = 1' }] },
  { name: 'img', attrs: { src: `${OUT}/tree.png`, srcset: `${OUT}/set 2x`, onerror: 'bad = 1' } },
  { name: 'a', attrs: { href: `${OUT}/a`, ping: `${OUT}/ping` } },
]

/** Codes of operations: element 10, append 20, setStyle 31, setAttribute 33. */
const FORGED = [
  'script',
  'iframe',
  'object',
  'embed',
  'style',
  'link',
  'img',
  'svg',
  'form',
  'base',
  'meta',
  'input',
  'a',
].flatMap((tag, i) => {
  const id = 9000000 + i
  const attributes = {
    src: `${OUT}/op-${tag}`,
    href: `${OUT}/op-${tag}`,
    srcdoc: `<img src=${OUT}/op>`,
    onclick: 'bad = 1',
    onload: 'bad = 1',
    style: `background:url(${OUT}/op-style)`,
    action: `${OUT}/op`,
  }
  return [10, id, tag, 20, 1, id, 31, id, `background: url(${OUT}/op-css)`].concat(
    ...Object.entries(attributes).map(([name, value]) => [33, id, name, value]),
  )
})

Page({
  data: { html: '', tree: [], markers: [], said: 0 },
  none() {},
  onReady() {
    const page = this
    run({
      rich: () =>
        page.setData({
          html: HTML,
          tree: TREE,
          markers: [{ id: 1, longitude: 1, latitude: 1, iconPath: `${OUT}/marker.png` }],
        }),
      bar: () => wx.setNavigationBarColor({ frontColor: '#ffffff', backgroundColor: `url(${OUT}/bar.png)` }),
      barOfWords: () =>
        wx.setNavigationBarColor({ frontColor: '#ffffff', backgroundColor: `red url(${OUT}/bar2.png) no-repeat` }),
      tabs: () => wx.setTabBarStyle({ backgroundColor: `url(${OUT}/tabs.png)`, color: 'red' }),
      picture: () => wx.getImageInfo({ src: `${OUT}/info.png` }).then(() => 'GOT a picture'),
      font: () => wx.loadFontFace({ family: 'x', source: `url("${OUT}/face.woff")` }),
      sound: () => {
        const sound = wx.createInnerAudioContext()
        sound.src = `${OUT}/sound.mp3`
        sound.play()
      },
      forged: () => {
        const going = smuggle(FORGED)
        page.setData({ said: page.data.said + 1 })
        return going.then(() => 'written')
      },
      writer: () => {
        const { op } = search([page, page._$, getCurrentPages()])
        if (!op) throw new Error('absent')
        for (let at = 0; at < FORGED.length;) {
          const arity = { 10: 2, 20: 2, 31: 2, 33: 3 }[FORGED[at]]
          op.op(...FORGED.slice(at, at + arity + 1))
          at += arity + 1
        }
        return 'written'
      },
      canvas: () =>
        new Promise((done, fail) => {
          const canvas = wx.createOffscreenCanvas({ type: '2d', width: 4, height: 4 })
          const image = canvas.createImage()
          image.onload = () => done('GOT a picture')
          image.onerror = () => fail(new Error('no picture'))
          image.src = `${OUT}/canvas.png`
        }),
      web: () => wx.navigateTo({ url: `${OUT}/navigate` }).then(() => 'GOT there'),
    })
  },
})
