import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backOf, giftOf, mustBeReturnable, priced } from '../lib/rules.mjs'
import { openStore } from '../lib/store.mjs'

const DAY_MS = 86_400_000
const goods = new Map([['loaf', { variants: [{ id: 'half', price: 290 }] }]])
const wish = (count: number, total: number) => ({ lines: [{ good: 'loaf', variant: 'half', count }], total })
const at = (left: number) => ({ goods, left: () => left })

describe('prices', () => {
  test('are the shop’s, whatever the program says they are', () => {
    expect(priced(wish(2, 580), at(5))).toEqual({
      lines: [{ good: 'loaf', variant: 'half', count: 2, price: 290 }],
      total: 580,
    })
    expect(() => priced(wish(2, 579), at(5))).toThrow('price_changed')
    expect(() => priced(wish(6, 1_740), at(5))).toThrow('out_of_stock')
    expect(() => priced({ lines: [], total: 0 }, at(5))).toThrow('bad_input')
    expect(() => priced({ lines: [{ good: '__proto__', variant: 'half', count: 1 }], total: 290 }, at(5))).toThrow(
      'gone',
    )
  })
  test('lines of the same thing are one line, so that two halves are not more than there is', () => {
    const lines = [wish(3, 0).lines[0], wish(3, 0).lines[0]]
    expect(() => priced({ lines, total: 1_740 }, at(5))).toThrow('out_of_stock')
    expect(priced({ lines, total: 1_740 }, at(6)).lines).toHaveLength(1)
  })
})

test('an envelope is a tenth within bounds, and never more than was paid', () => {
  expect([20, 290, 1_490, 90_000].map(total => giftOf({ total }))).toEqual([20, 30, 149, 300])
})

test('what comes back is all of it, less an envelope that was taken, for two weeks', () => {
  const order = { state: 'delivered', total: 1_490, paidAt: 0 }
  expect(backOf(order)).toBe(1_490)
  expect(backOf({ ...order, gift: { amount: 149, state: 'taken' } })).toBe(1_341)
  expect(backOf({ ...order, gift: { amount: 149, state: 'gone' } })).toBe(1_490)
  expect(() => mustBeReturnable(order, 13 * DAY_MS)).not.toThrow()
  expect(() => mustBeReturnable(order, 15 * DAY_MS)).toThrow('too_late')
  expect(() => mustBeReturnable({ ...order, state: 'refunded' }, 0)).toThrow('not_now')
})

describe('the journal', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shop-journal-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  const order = { no: 'a1', by: 'o1', at: 1, lines: [{ good: 'loaf', variant: 'half', count: 2 }] }

  test('says after a restart what was kept, also when power cut its last line off', () => {
    const store = openStore(folder)
    store.keep({ do: 'order', order })
    store.keep({ do: 'state', no: 'a1', state: 'paid', at: 2, transaction: 't' })
    appendFileSync(join(folder, 'orders.jsonl'), '{"do":"state","no":"a1","sta')
    const again = openStore(folder)
    expect(again.orders.get('a1')).toMatchObject({ state: 'paid', paidAt: 2, transaction: 't' })
    again.keep({ do: 'state', no: 'a1', state: 'packed', at: 3 })
    expect(openStore(folder).orders.get('a1')).toMatchObject({ state: 'packed' })
    expect(readFileSync(join(folder, 'orders.jsonl'), 'utf8').match(/"packed"/g)).toHaveLength(1)
  })
  test('holds goods for orders until they are closed or given back', () => {
    const store = openStore(folder)
    store.keep({ do: 'order', order })
    expect(store.held('loaf', 'half')).toBe(2)
    store.keep({ do: 'state', no: 'a1', state: 'closed', at: 2 })
    expect(store.held('loaf', 'half')).toBe(0)
  })
})
