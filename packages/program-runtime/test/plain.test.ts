import { expect, test } from 'vitest'
import { plain, textOf } from '../src/plain.ts'

test('a copy leaves out what cannot be sent, cycles and what is too deep', () => {
  const cyclic: Record<string, unknown> = { n: 1, call: () => 1, big: 2n, list: [() => 1, 3] }
  cyclic['self'] = cyclic
  expect(plain(cyclic)).toEqual({ n: 1, big: '2', list: [undefined, 3] })
})

test('what stands in many places is not said for ever', () => {
  // Twice the same below twice the same…: a trillion places in forty objects.
  let value: unknown = { end: true }
  for (let depth = 0; depth < 39; depth++) value = { left: value, right: value }
  const began = performance.now()
  expect(textOf(value)).toContain('"end":true')
  expect(performance.now() - began).toBeLessThan(1_000)
})
