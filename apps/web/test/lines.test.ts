import { expect, test } from 'vitest'
import { linesOf } from '../src/engine/lines.ts'
import type { OutItem } from '../src/engine/outbox.ts'
import { anna, bo, event } from './world.ts'

const minute = 60_000
const said = (q: number, part: Parameters<typeof event>[0] = {}) => event({ q, id: `m${q}`, at: q * 1_000, ...part })
const options = { tail: true }

test('what one person says in a row is one run', () => {
  const lines = linesOf([said(1), said(2), said(3, { f: anna })], [], anna, options)
  expect(lines.map(line => [line.first, line.last])).toEqual([
    [true, false],
    [false, true],
    [true, true],
  ])
})

test('the time stands above the first and after a pause', () => {
  const lines = linesOf([said(1), said(2), said(3, { at: 10 * minute })], [], anna, options)
  expect(lines.map(line => line.timed)).toEqual([true, false, true])
})

test('new messages begin once, with those of others', () => {
  const lines = linesOf([said(1), said(2, { f: anna }), said(3), said(4)], [], anna, { ...options, unreadFrom: 1 })
  expect(lines.map(line => line.unread)).toEqual([false, false, true, false])
})

test('unsent messages come last, and once they are known only once', () => {
  const out: OutItem = {
    id: 'm9',
    c: 'c1',
    at: 9_000,
    state: 'waiting',
    content: { id: 'm9', c: 'c1', k: 'text', b: { text: 'hi' } },
  }
  expect(linesOf([said(1)], [out], anna, options).map(line => line.id)).toEqual(['m1', 'm9'])
  expect(linesOf([said(1), said(9, { f: anna })], [out], anna, options).map(line => line.id)).toEqual(['m1', 'm9'])
})

test('a pending reaction shows at once', () => {
  const out: OutItem = {
    id: 'r',
    c: 'c1',
    at: 0,
    state: 'waiting',
    content: { id: 'r', c: 'c1', k: 'react', re: 1, b: { e: '👍', on: true } },
  }
  const [line] = linesOf([said(1, { reactions: { '👍': [bo] } })], [out], anna, options)
  expect(line?.event.reactions).toEqual({ '👍': [bo, anna] })
})
