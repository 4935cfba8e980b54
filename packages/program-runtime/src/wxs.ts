import { str } from './plain.ts'
import type { ModuleBody } from '@plaza/program-wire'

/** `getRegExp`, `getDate` and `$ctor`, in the order in which compiled WXS takes them. */
export interface WxsHelpers {
  readonly list: readonly unknown[]
}

/** What WXS has beside JavaScript. */
export function makeWxsHelpers(): WxsHelpers {
  const getRegExp = (pattern: unknown = '', flags?: unknown) => {
    try {
      return new RegExp(String(pattern), str(flags).replaceAll(/[^gim]/g, ''))
    } catch {
      return /(?:)/
    }
  }
  const getDate = (...parts: readonly (number | string)[]) => {
    if (parts.length === 0) return new Date()
    if (parts.length === 1) return new Date(parts[0]!)
    const [year, month, ...rest] = parts.map(Number)
    return new Date(year!, month!, ...(rest as [number?, number?, number?, number?, number?]))
  }
  return { list: [getRegExp, getDate, typeName] }
}

/** In WXS, `constructor` of a value is the name of its type. */
function typeName(value: unknown): unknown {
  if (value === null || value === undefined)
    throw new TypeError(`Cannot read property 'constructor' of ${String(value)}`)
  if (Array.isArray(value)) return 'Array'
  if (value instanceof Date) return 'Date'
  if (value instanceof RegExp) return 'RegExp'
  if (typeof value === 'object') {
    const own = Object.getOwnPropertyDescriptor(value, 'constructor')
    return own && typeof own.value !== 'function' ? own.value : 'Object'
  }
  const type = typeof value
  return type.charAt(0).toUpperCase() + type.slice(1)
}

const functions = new WeakSet<object>()

/** Whether a function is what a WXS module gives, and no method of a page. */
export function isOfWxs(value: object): boolean {
  return functions.has(value)
}

/** Runs a module once, and remembers the functions that it gives. */
export function runScript(
  body: ModuleBody,
  require: (spec: string) => unknown,
  module: { exports: unknown },
  fail: (error: unknown) => void,
): void {
  try {
    body.call(undefined, require, module.exports, module)
    for (const given of Object.values(Object(module.exports) as object))
      if (typeof given === 'function') functions.add(given as object)
  } catch (error) {
    fail(error)
  }
}
