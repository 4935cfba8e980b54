const { drop, empty, isOver, slide } = require('../../lib/board')
const w = require('../../lib/words')

/** A finger that moves less has not meant a way, in px. */
const SWIPE_MIN = 24
const GOAL = 2048

Page({
  data: { w, board: empty(), score: 0, best: 0, note: '', fresh: -1, before: null },
  onLoad() {
    const kept = wx.getStorageSync('game')
    this.setData({ best: wx.getStorageSync('best') || 0 })
    if (kept && Array.isArray(kept.board)) this.setData({ board: kept.board, score: kept.score })
    else this.again()
  },
  onShareAppMessage() {
    return { title: w.beat.replace('{n}', this.data.score), path: '/pages/index/index' }
  },
  again() {
    const first = drop(empty(), Math.random(), Math.random())
    this.keep({ board: drop(first, Math.random(), Math.random()), score: 0, note: '', before: null, fresh: -1 })
  },
  undo() {
    if (this.data.before) this.keep({ ...this.data.before, note: '', before: null, fresh: -1 })
  },
  start(event) {
    this.from = event.touches[0]
  },
  hold() {},
  end(event) {
    const to = event.changedTouches[0]
    if (!this.from || !to) return
    const [x, y] = [to.clientX - this.from.clientX, to.clientY - this.from.clientY]
    if (Math.max(Math.abs(x), Math.abs(y)) < SWIPE_MIN) return
    this.move(Math.abs(x) > Math.abs(y) ? (x > 0 ? 'right' : 'left') : y > 0 ? 'down' : 'up')
  },
  move(way) {
    const { board, score } = this.data
    const slid = slide(board, way)
    if (!slid.moved) return
    const next = drop(slid.board, Math.random(), Math.random())
    const fresh = next.findIndex((value, i) => value !== slid.board[i])
    const won = next.includes(GOAL) && !board.includes(GOAL)
    const note = won ? w.won : isOver(next) ? w.over : ''
    if (note) wx.vibrateShort({ type: 'light' })
    this.keep({ board: next, score: score + slid.gained, note, fresh, before: { board, score } })
  },
  keep(change) {
    this.setData(change)
    const { board, score, best } = this.data
    wx.setStorage({ key: 'game', data: { board, score } })
    if (score > best) {
      this.setData({ best: score })
      wx.setStorage({ key: 'best', data: score })
    }
  },
})
