import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The rows of the long list, and the cards of the larger page; each card has one component more in it. */
export const ROWS = 1_000
export const CARDS = 15
/** How often a series of small values is set, and of whole lists, and the rest between two. */
export const SMALL_SETS = 40
export const SMALL_EVERY_MS = 60
export const LIST_SETS = 8
export const LIST_EVERY_MS = 1_000

/** What the program and the plain page show alike. */
export const SHEET = `.head{padding:16px;background:#0d3b4f;color:#fff;font-size:18px}
.note{padding:8px 16px;color:#666;font-size:14px}
.value{padding:16px;font-size:32px}
.key{margin:8px 16px;padding:12px;border-radius:8px;background:#e8eef1;text-align:center}
.row{display:flex;padding:8px 16px;border-bottom:1px solid #eee}
.row-name{flex:1}
.row-value{color:#888}
.mark{color:#ccc;font-size:10px}
`
export const CARD_SHEET = `.card{margin:8px 16px;padding:12px;border:1px solid #ddd;border-radius:8px}
.title{font-weight:600}
.text{color:#666;font-size:14px}
.line{display:flex;justify-content:space-between;align-items:center}
`
export const PRICE_SHEET = `.price{color:#b3261e;font-size:18px}
.unit{font-size:12px}
`

const CARD_LINES = `<view class="card">
  <view class="title">{{title}}</view>
  <view class="text">{{text}}</view>
  <view class="line"><price cents="{{cents}}"/><text class="text">{{left}} left</text></view>
</view>`

const COUNTER = `Page({
  data: { n: 0, at: '' },
  set(rounds) {
    this.setData({ n: this.data.n + 1, at: 'small ' + Date.now() })
    if (rounds > 1) setTimeout(() => this.set(rounds - 1), ${SMALL_EVERY_MS})
  },
  small() { this.set(${SMALL_SETS}) },
})`

const LIST = `const rows = turn => Array.from({ length: ${ROWS} }, (_, i) => ({ id: i, name: 'Row ' + i, value: i * turn }))
Page({
  data: { rows: [], at: '' },
  onPageScroll() {},
  set(rounds, make, kind) {
    const rows = make(rounds)
    this.setData({ rows, at: kind + ' ' + Date.now() })
    if (rounds > 1) setTimeout(() => this.set(rounds - 1, make, kind), ${LIST_EVERY_MS})
  },
  // Every second time there is none, so that each list is made anew.
  appear() { this.set(${LIST_SETS}, turn => turn % 2 ? rows(1) : [], 'appear') },
  change() { this.set(${LIST_SETS}, turn => rows(turn), 'change') },
})`

const ROW = `<view class="row"><text class="row-name">{{item.name}}</text><text class="row-value">{{item.value}}</text></view>`

/** Small, a page of thirty components, and a long list: each a program of its own, so that each opens by itself. */
const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  small: {
    'home.js': COUNTER,
    'home.wxss': SHEET,
    'home.wxml':
      '<view class="head">Counter</view><view class="note">A small program</view><view class="value">{{n}}</view>' +
      '<view class="key" bindtap="small">Small</view><view class="mark">{{at}}</view>',
  },
  cards: {
    'home.js': `Page({ data: { cards: Array.from({ length: ${CARDS} }, (_, i) => ({ id: i, cents: 100 + 37 * i })) } })`,
    'home.json': '{"usingComponents":{"card":"/card"}}',
    'home.wxss': SHEET,
    'home.wxml':
      '<view class="head">Market</view><card wx:for="{{cards}}" wx:key="id" title="Card {{item.id}}" text="Fresh from the market hall" cents="{{item.cents}}" left="{{item.id}}"/>',
    'card.js': 'Component({ properties: { title: String, text: String, cents: Number, left: Number } })',
    'card.json': '{"component":true,"usingComponents":{"price":"/price"}}',
    'card.wxss': CARD_SHEET,
    'card.wxml': CARD_LINES,
    'price.js': `Component({ properties: { cents: Number }, data: { shown: '' }, observers: { cents(cents) { this.setData({ shown: (cents / 100).toFixed(2) }) } } })`,
    'price.json': '{"component":true}',
    'price.wxss': PRICE_SHEET,
    'price.wxml': '<view class="price"><text class="unit">EUR </text>{{shown}}</view>',
  },
  list: {
    'home.js': LIST,
    'home.wxss': SHEET,
    'home.wxml':
      '<view class="key" bindtap="appear">Appear</view><view class="key" bindtap="change">Change</view><view class="mark">{{at}}</view>' +
      `<block wx:for="{{rows}}" wx:key="id">${ROW}</block>`,
  },
}

/** Thirty components of a library as it is, on one page: as heavy as a first screen comes. */
const LIBRARY = '@vant/weapp'
const OF_LIBRARY =
  `button cell cell-group icon image col row popup toast field search stepper switch rate slider tag badge card
  collapse collapse-item notice-bar panel progress steps tab tabs tabbar tabbar-item grid grid-item`
    .trim()
    .split(/\s+/)

/** Writes the programs below a folder, and says where each is. `modules` is where npm installed what they use. */
export function writePrograms(below: string, modules: string): Readonly<Record<string, string>> {
  const library = {
    'home.js': 'Page({})',
    'home.json': JSON.stringify({
      usingComponents: Object.fromEntries(OF_LIBRARY.map(name => [`van-${name}`, `${LIBRARY}/${name}/index`])),
    }),
    'home.wxml': OF_LIBRARY.map(name => `<van-${name} title="t" value="1" name="star-o">one</van-${name}>`).join('\n'),
  }
  const folders: Record<string, string> = {}
  for (const [name, files] of Object.entries({ ...PROGRAMS, library })) {
    const folder = path.join(below, `bench-${name}`)
    mkdirSync(folder, { recursive: true })
    const whole = { 'app.json': '{"pages":["home"]}', 'app.js': 'App({})', ...files }
    for (const [file, text] of Object.entries(whole)) writeFileSync(path.join(folder, file), text)
    symlinkSync(modules, path.join(folder, 'node_modules'))
    folders[name] = folder
  }
  return folders
}
