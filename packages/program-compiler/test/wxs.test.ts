import { expect, test } from 'vitest'
import { Problems } from '../src/problems.ts'
import { rewriteWxs } from '../src/wxs.ts'

/** Runs rewritten WXS as the runtime does and gives what it exports. */
function run(text: string): Record<string, (...args: readonly unknown[]) => unknown> {
  const code = rewriteWxs('a.wxs', text, new Problems())
  const module = { exports: {} as Record<string, (...args: readonly unknown[]) => unknown> }
  const make = new Function('module', 'exports', 'getRegExp', 'getDate', '$ctor', code) // oxlint-disable-line no-implied-eval, typescript/no-implied-eval, no-new-func
  make(
    module,
    module.exports,
    (pattern: string, flags?: string) => new RegExp(pattern, flags),
    Date,
    (value: unknown) => (Array.isArray(value) ? 'Array' : typeof value),
  )
  return module.exports
}

test('constructor is the name of a type, also of a call and a nested value', () => {
  const { is } = run(
    'function f(){return []} module.exports={is:function(o){return f().constructor === "Array" && o.a["constructor"]}}',
  )
  expect(is!({ a: [] })).toBe('Array')
})

test('patterns keep their backslashes, doubled or not', () => {
  const { one, two } = run(
    String.raw`module.exports={one:function(s){return getRegExp("^\d+(\.\d+)?$").test(s)},two:function(s){return getRegExp('\\d').test(s)}}`,
  )
  expect([one!('12.5'), one!('d'), two!('5'), two!('d')]).toEqual([true, false, true, false])
})

test('globals are out of reach, own names are not touched', () => {
  const { out, math } = run(
    'var wx2=1; module.exports={out:function(){return typeof wx + typeof globalThis + typeof setTimeout},math:function(){return Math.max(wx2,2)}}',
  )
  expect(out!()).toBe('undefinedundefinedundefined')
  expect(math!()).toBe(2)
})

test('a script that cannot be parsed says where and throws when it is run', () => {
  const problems = new Problems()
  const code = rewriteWxs('p.wxml', 'var a = ;', problems, 4)
  expect(problems.of('error')).toEqual([expect.objectContaining({ file: 'p.wxml', line: 5, column: 9 })])
  expect(code).toContain('throw new Error("p.wxml:5')
})
