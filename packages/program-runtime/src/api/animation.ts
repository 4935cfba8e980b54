import type { PageNode } from '../backend.ts'
import type { Caller } from '../caller-base.ts'
import { isDict, plain, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { find, nodeOf } from './query.ts'

const LENGTHS = new Set(['width', 'height', 'left', 'top', 'right', 'bottom'])
const STYLES = [...LENGTHS, 'opacity', 'backgroundColor']
const TRANSFORMS = (
  'matrix matrix3d rotate rotate3d rotateX rotateY rotateZ scale scale3d scaleX scaleY scaleZ skew skewX skewY ' +
  'translate translate3d translateX translateY translateZ'
).split(' ')

interface Option {
  readonly transformOrigin: unknown
  readonly transition: Dict
}

/**
 * `wx.createAnimation`: collects steps. `export()` gives `{ actions: { animates: { type, args }[], option: { transformOrigin,
 * transition: { delay, duration, timingFunction } } }[] }` and starts anew, as the view's `animation` attribute takes it.
 */
export function createAnimation(given: unknown): Dict {
  const actions: unknown[] = []
  let current: unknown[] = []
  // Methods use `this`: programs keep animations in their data, which holds a copy, and change its `option` between steps.
  const animation: Dict = {
    option: optionOf(isDict(given) ? given : {}, { duration: 400, timingFunction: 'linear', delay: 0 }, '50% 50% 0'),
    step(this: Dict, given: unknown) {
      const { transition, transformOrigin } = this['option'] as Option
      actions.push({ animates: current, option: optionOf(isDict(given) ? given : {}, transition, transformOrigin) })
      current = []
      return this
    },
    export: () => ({ actions: actions.splice(0) }),
  }
  for (const type of TRANSFORMS) {
    animation[type] = function (this: Dict, ...args: readonly unknown[]) {
      current.push({ type, args: plain(args) })
      return this
    }
  }
  for (const name of STYLES) {
    const property = name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
    animation[name] = function (this: Dict, value: unknown) {
      const text = LENGTHS.has(name) && typeof value === 'number' ? `${value}px` : value
      current.push({ type: 'style', args: [property, text] })
      return this
    }
  }
  return animation
}

function optionOf(given: Dict, transition: Dict, transformOrigin: unknown): Option {
  const { duration, timingFunction, delay } = { ...transition, ...given }
  return {
    transformOrigin: given['transformOrigin'] ?? transformOrigin,
    transition: { duration, timingFunction, delay },
  }
}

/** `this.animate(selector, keyframes, duration, done)` and, instead of the time, a scroll timeline. */
export function animate(program: Program, caller: Caller, args: readonly unknown[]): void {
  const [selector, keyframes, duration, last] = args
  const timeline = isDict(last) ? { ...last, scrollNode: scrollNode(caller, last['scrollSource']) } : undefined
  for (const node of nodes(caller, selector)) {
    program
      .invoke(node.id, 'animate', { keyframes: plain(keyframes), duration: Number(duration ?? 0), timeline })
      .then(() => typeof last === 'function' && program.errors.guard('animate', last as () => void))
      .catch(() => undefined)
  }
}

/** `this.clearAnimation(selector, options?, done?)`. */
export function clearAnimation(program: Program, caller: Caller, args: readonly unknown[]): void {
  const [selector, second, third] = args
  const options = isDict(second) ? second : {}
  const done = typeof second === 'function' ? second : third
  for (const node of nodes(caller, selector)) {
    program
      .invoke(node.id, 'clearAnimation', plain(options))
      .then(() => typeof done === 'function' && program.errors.guard('clearAnimation', done as () => void))
      .catch(() => undefined)
  }
}

function nodes(caller: Caller, selector: unknown): PageNode[] {
  return find(caller, String(selector), false).flatMap(element => nodeOf(element) ?? [])
}

function scrollNode(caller: Caller, source: unknown): number {
  const found = typeof source === 'string' ? find(caller, source, true)[0] : undefined
  return (found && nodeOf(found)?.id) ?? 0
}
