import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Order } from '../src/engine/order.ts'
import { isListed } from '../src/engine/rules.ts'
import { Store } from '../src/engine/store.ts'
import { me, row } from './world.ts'

const ids = ['a', 'b', 'c', 'd', 'e']
const steps = fc.array(
  fc.record({
    c: fc.constantFrom(...ids),
    at: fc.nat(6),
    pin: fc.boolean(),
    hidden: fc.boolean(),
    archived: fc.boolean(),
    mute: fc.boolean(),
    n: fc.nat(3),
    gone: fc.boolean(),
  }),
)

test('whatever changes, the list stands in its order and the badge says what is unread', () => {
  fc.assert(
    fc.property(steps, changes => {
      const store = new Store(me)
      for (const { gone, archived, ...change } of changes) {
        if (gone) store.dropRow(change.c)
        else store.setRow(row({ ...change, readN: 0, ...(archived ? { archived } : {}) }))
        // It is read at each step, as the screen does: what is kept of it must not be old.
        const now = new Order()
        now.load([...store.rows.values()])
        expect(store.order()).toEqual(now.ids())
      }
      const rows = [...store.rows.values()].filter(isListed)
      const order = new Order()
      order.load(rows)
      expect(store.order()).toEqual(order.ids())
      expect(store.unread()).toBe(rows.reduce((sum, one) => sum + (one.mute ? 0 : one.n), 0))
    }),
  )
})

test('pinned chats come first, then the newest', () => {
  const store = new Store(me)
  store.loadRows([row({ c: 'old', at: 1 }), row({ c: 'new', at: 9 }), row({ c: 'pinned', at: 0, pin: true })])
  expect(store.order()).toEqual(['pinned', 'new', 'old'])
  store.setRow(row({ c: 'old', at: 10 }))
  expect(store.order()).toEqual(['pinned', 'old', 'new'])
})

test('a chat that changes in its place leaves the list as it was', () => {
  const store = new Store(me)
  store.loadRows([row({ c: 'old', at: 1 }), row({ c: 'new', at: 9 })])
  const before = store.order()
  store.setRow(row({ c: 'old', at: 1, n: 3 }))
  expect(store.order()).toBe(before)
})
