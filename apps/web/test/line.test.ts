import type { Down, Up } from '@plaza/contract'
import { expect, test } from 'vitest'
import { Line, newTab, UNCONFIRMED_MAX, type TabDown } from '../src/engine/line.ts'
import { anna, chat, event } from './world.ts'

const ok = (u: number): Down => ({ t: 'ok', v: 1, u, me: anna, dev: 'd1', now: 0, lvl: 0 })
const page = (from: number, u: number, more = false): Down => ({
  t: 'sync',
  from,
  rows: [],
  notices: [],
  people: [],
  u,
  more,
})
const hello = (u: number): Up => ({ t: 'hello', v: 1, u })
const text = (id: string): Up => ({ t: 'send', id, c: chat, k: 'text', b: { text: 'hello' } })
const ack = (id: string, u: number): Down => ({ t: 'ack', id, c: chat, q: 4, n: 4, u, at: 9 })

function browser() {
  const up: (Up | 'start' | 'stop' | 'hurry')[] = []
  let connected = false
  const line = new Line({
    up: frame => connected && up.push(frame) > 0,
    start: () => void up.push('start'),
    stop: () => void up.push('stop'),
    hurry: () => void up.push('hurry'),
  })
  const tab = (u: number) => {
    const heard: TabDown[] = []
    const one = newTab(frame => void heard.push(frame))
    const kinds = () => heard.splice(0).map(frame => frame.t)
    line.said(one, hello(u))
    return { one, heard, kinds, say: (frame: Up) => line.said(one, frame) }
  }
  /** The city answers the line's hello; of what was asked until now nothing counts any more. */
  const connect = (u: number) => {
    const from = line.cursor()
    connected = true
    up.length = 0
    line.heard(ok(u))
    return from
  }
  return { line, up, tab, connect }
}

test('tabs with the same number share the answer to the one hello; another asks by itself, afterwards', () => {
  const { line, up, tab, connect } = browser()
  const [first, second, ahead] = [tab(5), tab(5), tab(7)]
  expect(connect(9)).toBe(5)
  expect(up).toEqual([])
  line.heard(page(5, 9, true))
  line.heard(page(5, 9))
  expect(first.kinds()).toEqual(['ok', 'sync', 'sync'])
  expect(second.kinds()).toEqual(['ok', 'sync', 'sync'])
  expect(ahead.kinds()).toEqual(['ok'])
  expect(up).toEqual([{ t: 'sync', u: 7 }])
  line.heard(page(7, 9))
  expect(ahead.kinds()).toEqual(['sync'])
})

test('a tab that comes later is greeted at once, and told what it lacks: large groups count in no log', () => {
  const { line, up, tab, connect } = browser()
  tab(5)
  connect(5)
  line.heard(page(5, 5))
  line.heard({ t: 'ev', u: 6, ...event({ q: 2 }) })
  const [fresh, behind] = [tab(6), tab(3)]
  expect(fresh.heard).toEqual([ok(6)])
  expect(behind.heard).toEqual([ok(6)])
  expect(up).toEqual([{ t: 'sync', u: 6 }])
  line.heard(page(6, 6))
  expect(up.at(-1)).toEqual({ t: 'sync', u: 3 })
  line.heard(page(3, 6))
  expect([fresh.kinds(), behind.kinds()]).toEqual([
    ['ok', 'sync'],
    ['ok', 'sync'],
  ])
})

test('a question is not joined once its answer has begun', () => {
  const { line, up, tab, connect } = browser()
  tab(0)
  connect(8)
  line.heard(page(0, 8, true))
  const late = tab(0)
  line.heard(page(0, 8))
  expect(late.kinds()).toEqual(['ok'])
  expect(up).toEqual([{ t: 'sync', u: 0 }])
})

test('all hear what the city pushes; pages, acks and refusals are for whoever asked', () => {
  const { line, tab, connect } = browser()
  const [first, second] = [tab(5), tab(5)]
  connect(5)
  for (const one of [first, second]) one.heard.length = 0
  first.say({ t: 'pull', id: 'p', c: chat, after: 0, n: 40 })
  second.say(text('m'))
  line.heard({ t: 'page', id: 'p', c: chat, evs: [], more: false })
  line.heard({ t: 'nak', id: 'm', code: 'busy', retryMs: 9 })
  line.heard({ t: 'typing', c: chat, p: 'bo' })
  expect(first.kinds()).toEqual(['page', 'typing'])
  expect(second.kinds()).toEqual(['nak', 'typing'])
})

test('what one tab said the others are told as the city would', () => {
  const { line, tab, connect } = browser()
  const [first, second] = [tab(5), tab(5)]
  connect(5)
  for (const one of [first, second]) one.heard.length = 0
  first.say(text('m'))
  line.heard(ack('m', 6))
  expect(first.heard).toEqual([ack('m', 6)])
  const told = { c: chat, q: 4, n: 4, f: anna, id: 'm', k: 'text', b: { text: 'hello' }, at: 9 }
  expect(second.heard).toEqual([{ t: 'ev', u: 6, ...told }])
})

test('the ack of a tab that is gone goes to another, after the message itself', () => {
  const { line, tab, connect } = browser()
  const [first, second] = [tab(5), tab(5)]
  connect(5)
  second.heard.length = 0
  first.say(text('m'))
  line.left(first.one)
  line.heard(ack('m', 6))
  expect(second.kinds()).toEqual(['ev', 'ack'])
})

test('somebody looks while they look at any tab', () => {
  const { line, up, tab, connect } = browser()
  const [first, second] = [tab(5), tab(5)]
  connect(5)
  first.say({ t: 'look', on: true })
  second.say({ t: 'look', on: true })
  first.say({ t: 'look', on: false })
  expect(up).toEqual([
    { t: 'look', on: true },
    { t: 'look', on: true },
  ])
  line.left(second.one)
  expect(up.at(-1)).toEqual({ t: 'look', on: false })
})

test('pushes are confirmed once, whichever tab does', () => {
  const { line, up, tab, connect } = browser()
  const [first, second] = [tab(5), tab(5)]
  connect(5)
  line.heard({ t: 'ev', u: 6, ...event({ q: 2 }) })
  for (const one of [first, second]) one.say({ t: 'got', u: 6 })
  expect(up).toEqual([{ t: 'got', u: 6 }])
})

test('a frozen tab is left behind, and asks when it wakes', () => {
  const { line, up, tab, connect } = browser()
  const [awake, frozen] = [tab(0), tab(0)]
  connect(0)
  line.heard(page(0, 0))
  for (const one of [awake, frozen]) one.heard.length = 0
  for (let u = 1; u <= UNCONFIRMED_MAX + 10; u++) {
    line.heard({ t: 'ev', u, ...event({ q: u }) })
    awake.say({ t: 'got', u })
  }
  expect(awake.heard.length).toBe(UNCONFIRMED_MAX + 10)
  expect(frozen.heard.length).toBe(UNCONFIRMED_MAX + 1)
  expect(frozen.heard.at(-1)?.t).toBe('lag')
  frozen.say({ t: 'sync', u: UNCONFIRMED_MAX })
  expect(up.at(-1)).toEqual({ t: 'sync', u: UNCONFIRMED_MAX })
  frozen.heard.length = 0
  line.heard(page(UNCONFIRMED_MAX, UNCONFIRMED_MAX + 10))
  line.heard({ t: 'typing', c: chat, p: 'bo' })
  expect(frozen.kinds()).toEqual(['sync', 'typing'])
})

test('without a connection all come back with the number they have; without a tab there is no connection', () => {
  const { line, up, tab, connect } = browser()
  const [first, second] = [tab(5), tab(5)]
  expect(up.slice(0, 2)).toEqual(['start', 'hurry'])
  connect(5)
  line.dropped()
  expect([first, second].map(one => one.kinds().at(-1))).toEqual(['closed', 'closed'])
  first.say(hello(6))
  second.say(hello(7))
  expect(connect(9)).toBe(6)
  line.left(first.one)
  expect(up.at(-1)).not.toBe('stop')
  line.left(second.one)
  expect(up.at(-1)).toBe('stop')
})
