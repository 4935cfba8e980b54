import * as easel from 'glass-easel'
import { plainEvent, type RawEvent } from './event-shape.ts'
import { isDict, type Dict } from './plain.ts'
import { styleText } from './styling.ts'
import type { Writer } from './writer.ts'
import { isOfWxs } from './wxs.ts'

// The segment of class names and styles that lies over the template's own.
const TEMP_EXTRA = 3 as easel.StyleSegmentIndex

/** What WXS sees of a node or component, as the documentation of ComponentDescriptor says. */
export interface Descriptor {
  selectComponent(selector: string): Descriptor | null
  selectAllComponents(selector: string): Descriptor[]
  setStyle(style: unknown): Descriptor
  addClass(names: string): Descriptor
  removeClass(names: string): Descriptor
  hasClass(name: string): boolean
  getDataset(): Dict
  getState(): Dict
  callMethod(name: string, args?: unknown): void
  triggerEvent(name: string, detail?: unknown, options?: unknown): void
  requestAnimationFrame(work: () => void): void
  setTimeout(work: () => void, ms?: number): unknown
  clearTimeout(timer: unknown): void
  getComputedStyle(names?: readonly string[]): Dict
  getBoundingClientRect(): Dict
}

/** Makes descriptors: one for each element, for as long as it lives. */
export class Descriptors {
  readonly #made = new WeakMap<easel.Element, Descriptor>()
  readonly #frame: (work: () => void) => void

  constructor(frame: (work: () => void) => void) {
    this.#frame = frame
  }

  of(element: easel.Element): Descriptor {
    let found = this.#made.get(element)
    if (!found) this.#made.set(element, (found = this.#make(element)))
    return found
  }

  #make(element: easel.Element): Descriptor {
    const extra = TEMP_EXTRA
    const state: Dict = {}
    const scope = (): easel.Element | null => {
      if (easel.Component.isComponent(element)) return element.getShadowRoot()
      return element.ownerShadowRoot
    }
    const host = () => (easel.Component.isComponent(element) ? element : element.ownerShadowRoot?.getHostNode())
    const descriptor: Descriptor = {
      selectComponent: selector => {
        const found = (scope() as easel.ShadowRoot | null)?.querySelector(selector)
        return found ? this.of(found) : null
      },
      selectAllComponents: selector => {
        const found = (scope() as easel.ShadowRoot | null)?.querySelectorAll(selector) ?? []
        return found.map(each => this.of(each))
      },
      setStyle: style => {
        element.setNodeStyle(styleText(style), extra)
        return descriptor
      },
      addClass: names => {
        for (const name of names.split(/\s+/).filter(Boolean)) element.toggleNodeClass(name, true, extra)
        return descriptor
      },
      removeClass: names => {
        for (const name of names.split(/\s+/).filter(Boolean)) {
          element.toggleNodeClass(name, false, extra)
          if (element.classList?.contains(name)) element.toggleNodeClass(name, false)
        }
        return descriptor
      },
      hasClass: name => element.classList?.contains(name, extra) === true || element.classList?.contains(name) === true,
      getDataset: () => ({ ...element.dataset }),
      getState: () => state,
      callMethod: (name, args) => {
        const caller = host()?.getMethodCaller() as unknown as Dict | undefined
        const method = caller?.[name]
        if (typeof method === 'function') (method as (args: unknown) => void).call(caller, args)
      },
      triggerEvent: (name, detail, options) => {
        element.triggerEvent(name, detail ?? {}, isDict(options) ? options : {})
      },
      requestAnimationFrame: work => this.#frame(work),
      setTimeout: (work, ms) => setTimeout(work, ms),
      clearTimeout: timer => clearTimeout(timer as number),
      getComputedStyle: () => ({}),
      getBoundingClientRect: () => ({ left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0 }),
    }
    return descriptor
  }
}

type Listener = (this: unknown, ...args: readonly unknown[]) => unknown
type Source = readonly unknown[] | null | undefined

/**
 * A function that stands in WXS, not in the page's methods: the path that the template compiler gives along says so, but with
 * `a || m.f` it gives none.
 */
function standsInWxs(listener: Listener, source: Source): boolean {
  return (Array.isArray(source) && (source[0] === 1 || source[0] === 2)) || isOfWxs(listener)
}

/**
 * The hooks of compiled templates: two helpers, and what stands between a template and its functions. Events reach handlers in the
 * documented shape; functions of WXS get descriptors; `change:prop` runs when the tree is whole.
 */
export function templateHooks(descriptors: Descriptors, writer: Writer, caught: (error: unknown) => void): Dict {
  return {
    a: (list: readonly unknown[]) => list.find(Boolean),
    b: (record: Dict) => Object.values(record).find(Boolean),
    A:
      (listener: Listener, source: Source) =>
      (value: unknown, old: unknown, host: easel.GeneralComponent, element: easel.Element): void => {
        writer.beforeFlush(() => {
          try {
            if (standsInWxs(listener, source))
              listener.call(undefined, value, old, descriptors.of(host), descriptors.of(element))
            else listener.call(host.getMethodCaller(), value, old)
          } catch (error) {
            caught(error)
          }
        })
      },
    B: (listener: unknown) => listener,
    C: (caller: unknown, event: RawEvent, listener: Listener, source: Source): unknown => {
      const shaped = plainEvent(event)
      if (!standsInWxs(listener, source)) return listener.call(caller, shaped)
      const host = (caller as { _$?: easel.Element })._$ ?? (caller as easel.Element)
      const current = (event.currentTarget as { _$?: easel.Element })._$ ?? (event.currentTarget as easel.Element)
      return listener.call(undefined, { ...shaped, instance: descriptors.of(current) }, descriptors.of(host))
    },
  }
}
