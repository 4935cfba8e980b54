import { expect, test } from 'vitest'
import { withoutOwnReads } from '../src/own-reads.ts'

const run = (code: string): unknown => new Function(`${withoutOwnReads(code)};return a`)() // oxlint-disable-line no-implied-eval, typescript/no-implied-eval, no-new-func

test('a name that is read in its own first value is undefined there', () => {
  expect(run('const a = a ? a : 5')).toBe(5)
  expect(run('let a = typeof a === "undefined" ? [a] : 1')).toEqual([undefined])
  expect(run('let a = 1; if (a) { const b = b && 2; a = b }')).toBeUndefined()
})

test('what is read later, or is no read of the name, stays as it is', () => {
  for (const code of [
    'const a = () => a',
    'const a = b.a + a$ + { a: 1 }.a',
    'var a = a || {}',
    'const a = "a", c = 1',
    'const a = class { b() { return a } }',
    'this is no code: const a = a',
  ])
    expect(withoutOwnReads(code)).toBe(code)
})
