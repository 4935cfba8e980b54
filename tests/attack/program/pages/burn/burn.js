// One way to burn time or room after the other, begun a while after the page is there so that whoever measures is ready.
const BEGIN_AFTER_MS = 1500
const BATCH = 2000
const BOMB_BYTES = 1024 * 1024
const BOMBS_MAX = 600

const burns = {
  loop() {
    for (;;);
  },
  micro() {
    const again = () => Promise.resolve().then(again)
    again()
  },
  /** Four million operations, as fast as data can change. */
  operations(page) {
    const rows = turn => Array.from({ length: BATCH }, (_, i) => `${turn} ${i}`)
    for (let turn = 0; turn < 2000; turn++) page.setData({ rows: rows(turn) })
  },
  /** The same in many small turns, so that a heart beat is answered in between. */
  drip(page) {
    let turn = 0
    setInterval(() => {
      for (let i = 0; i < 20; i++) page.setData({ rows: Array.from({ length: BATCH }, (_, n) => `${++turn} ${n}`) })
    }, 50)
  },
  flood() {
    setInterval(() => {
      for (let i = 0; i < 500; i++) wx.setStorage({ key: `k${i}`, data: 'x'.repeat(1000) })
    }, 20)
  },
  heavy() {
    const data = 'x'.repeat(1000000)
    let n = 0
    setInterval(() => wx.setStorage({ key: `heavy${n++}`, data }), 10)
  },
  titles() {
    let n = 0
    setInterval(() => {
      for (let i = 0; i < 200; i++) wx.setNavigationBarTitle({ title: `title ${n++} ${'x'.repeat(2000)}` })
    }, 20)
  },
  history() {
    setInterval(() => wx.navigateTo({ url: '/pages/index/index', success: () => wx.navigateBack({}) }), 20)
  },
  sheets() {
    const again = () => wx.showModal({ title: 'Again', content: 'and again', success: again })
    for (let i = 0; i < 50; i++) again()
  },
  logs() {
    setInterval(() => {
      for (let i = 0; i < 1000; i++) console.log('x'.repeat(5000))
    }, 20)
  },
  memory() {
    const kept = []
    for (let i = 0; i < BOMBS_MAX; i++) kept.push(new Uint8Array(BOMB_BYTES).fill(i))
    for (;;) kept[Math.floor(Math.random() * BOMBS_MAX)].fill(1)
  },
  nodes(page) {
    let count = 0
    setInterval(() => page.setData({ rows: Array.from({ length: (count += 4000) }, (_, i) => String(i)) }), 300)
  },
  text(page) {
    let n = 0
    setInterval(() => page.setData({ long: String(n++).repeat(400000) }), 100)
  },
}

Page({
  data: { rows: [], long: '' },
  onLoad({ kind }) {
    this.kind = kind
  },
  onReady() {
    setTimeout(() => burns[this.kind](this), BEGIN_AFTER_MS)
  },
})
