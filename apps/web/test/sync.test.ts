import type { ChatEvent, ChatRow, Up } from '@plaza/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Store } from '../src/engine/store.ts'
import { Sync } from '../src/engine/sync.ts'
import { chat, event, me, row } from './world.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function device(cursor = 0) {
  const store = new Store(me)
  const sent: Up[] = []
  const applied: number[] = []
  const kept = { rows: new Map<string, ChatRow>(), cursor, notices: [] as string[], missing: [] as string[] }
  const sync = new Sync(
    {
      store,
      apply: one => void applied.push(one.q),
      catchUp: () => {},
      keepRow: one => void kept.rows.set(one.c, one),
      dropRow: c => void kept.rows.delete(c),
      keepPerson: () => {},
      keepCursor: u => void (kept.cursor = u),
      pending: () => [],
      missing: c => void kept.missing.push(c),
      notice: kind => void kept.notices.push(kind),
      forgetMessages: () => {},
      send: frame => void sent.push(frame),
      arrived: () => {},
    },
    cursor,
  )
  const ok = (u: number) => sync.handle({ t: 'ok', v: 1, u, me: 'anna', dev: 'd1', now: 0, lvl: 0 })
  const ev = (u: number, one: ChatEvent) => sync.handle({ t: 'ev', u, ...one })
  return { store, sync, sent, applied, kept, ok, ev }
}
const asks = (sent: Up[]) => sent.filter(frame => frame.t === 'sync')

test('a new device takes the snapshot and stands at its cursor', () => {
  const { sync, store, kept, ok } = device()
  ok(40)
  expect(store.status).toBe('updating')
  sync.handle({ t: 'sync', from: 0, rows: [row()], notices: [], people: [], u: 40, more: true })
  expect(sync.cursor).toBe(0)
  sync.handle({ t: 'sync', from: 0, rows: [row({ c: 'c2' })], notices: [], people: [], u: 40, more: false })
  expect(store.status).toBe('live')
  expect(sync.cursor).toBe(40)
  expect([...kept.rows.keys()]).toEqual([chat, 'c2'])
})

test('a snapshot forgets what is not in it', () => {
  const { sync, store, ok } = device(7)
  store.setRow(row({ c: 'old' }))
  ok(90)
  sync.handle({ t: 'sync', from: 0, rows: [row()], notices: [], people: [], u: 90, more: false })
  expect([...store.rows.keys()]).toEqual([chat])
})

test('a difference forgets nothing', () => {
  const { sync, store, ok } = device(7)
  store.setRow(row({ c: 'old' }))
  ok(9)
  sync.handle({ t: 'sync', from: 7, rows: [row()], notices: [], people: [], u: 9, more: false })
  expect([...store.rows.keys()]).toEqual(['old', chat])
})

test('the next event is applied, and the cursor follows', () => {
  const { sync, store, ok, ev } = device(5)
  store.setRow(row({ q: 1, n: 1 }))
  ok(5)
  ev(6, event({ q: 2, n: 2 }))
  expect(sync.cursor).toBe(6)
  expect(store.rows.get(chat)?.q).toBe(2)
})

test('a repeated event changes nothing', () => {
  const { sync, store, ok, ev } = device(5)
  store.setRow(row({ q: 1, n: 1 }))
  ok(5)
  ev(6, event({ q: 2, n: 2 }))
  const before = store.rows.get(chat)
  ev(6, event({ q: 2, n: 2 }))
  expect(store.rows.get(chat)).toBe(before)
  expect(sync.cursor).toBe(6)
})

test('after a gap one asks, once, for all that is missing', () => {
  const { sync, store, sent, ok, ev } = device(5)
  store.setRow(row({ q: 1, n: 1 }))
  ok(5)
  ev(8, event({ q: 4, n: 4 }))
  ev(9, event({ q: 5, n: 5 }))
  expect(asks(sent)).toEqual([])
  vi.advanceTimersByTime(400)
  expect(asks(sent)).toEqual([{ t: 'sync', u: 5 }])
  sync.handle({ t: 'sync', from: 5, rows: [row({ q: 5, n: 5 })], notices: [], people: [], u: 9, more: false })
  expect(sync.cursor).toBe(9)
})

test('numbers that only changed places need no question', () => {
  const { sync, store, sent, ok, ev } = device(5)
  store.setRow(row({ q: 1, n: 1 }))
  ok(5)
  ev(7, event({ q: 3, n: 3 }))
  ev(6, event({ q: 2, n: 2 }))
  sync.reached(7)
  vi.advanceTimersByTime(400)
  expect(asks(sent)).toEqual([])
  expect(sync.cursor).toBe(7)
})

test('a row told late does not take back what its stream has said', () => {
  const { sync, store, ok } = device(5)
  store.setRow(row({ q: 9, n: 9, readQ: 9, readN: 9 }))
  ok(5)
  sync.handle({ t: 'row', u: 6, row: row({ q: 7, n: 7, pin: true }) })
  expect(store.rows.get(chat)).toMatchObject({ q: 9, readQ: 9, pin: true })
})

test('a server behind this device begins anew', () => {
  const { sync, store, ok } = device(500)
  ok(3)
  sync.handle({ t: 'sync', from: 0, rows: [row()], notices: [], people: [], u: 3, more: false })
  expect(sync.cursor).toBe(3)
  expect(store.status).toBe('live')
})

test('an event of a chat not known here fetches it; notices name what to refresh', () => {
  const { sync, kept, ok, ev } = device(5)
  ok(5)
  ev(6, event({ q: 2 }))
  sync.handle({ t: 'note', u: 7, k: 'contacts', b: {}, at: 0 })
  expect(kept.missing).toEqual([chat])
  expect(kept.notices).toEqual(['contacts'])
  expect(kept.cursor).toBe(7)
})
