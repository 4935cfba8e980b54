import * as adapter from 'glass-easel-miniprogram-adapter'
import { animate, clearAnimation } from './api/animation.ts'
import { intersectionObserver, mediaQueryObserver } from './api/observers.ts'
import { SelectorQuery } from './api/query.ts'
import type { Caller } from './parts.ts'
import { isDict, type Dict } from './plain.ts'
import type { Program } from './program.ts'

const nothing = (): void => undefined

/** A page that nobody opened by `navigateTo` has a channel that nobody listens to. */
const SILENT_CHANNEL = { on: nothing, once: nothing, off: nothing, emit: nothing }

type Method = (this: Caller, ...args: readonly unknown[]) => unknown

/** Gives pages and components the methods of `this` that the adapter leaves to its embedder, or does otherwise than documented. */
export function completeCallers(program: Program): void {
  const proto = adapter.component.ComponentCaller.prototype as unknown as Record<string, Method>
  const { setData, triggerEvent, selectComponent, groupSetData } = proto
  const pageOf = (caller: Caller) => program.pageOf(caller._$)
  const router =
    (method: 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab' | 'navigateBack') => (options: unknown) =>
      (program.wx[method] as (options: unknown) => unknown)(options)
  const pageRouter = {
    navigateTo: router('navigateTo'),
    redirectTo: router('redirectTo'),
    reLaunch: router('reLaunch'),
    switchTab: router('switchTab'),
    navigateBack: router('navigateBack'),
  }
  const methods: Record<string, Method> = {
    setData(data, done) {
      if (isDict(data)) setData?.call(this, data, typeof done === 'function' ? done : undefined)
      else if (typeof done === 'function') program.writer.afterFlush(() => setTimeout(done as () => void, 0))
    },
    groupSetData(work) {
      if (typeof work === 'function') groupSetData?.call(this, work)
    },
    triggerEvent(name, detail, options) {
      triggerEvent?.call(this, String(name), detail === undefined ? {} : detail, isDict(options) ? options : {})
    },
    selectComponent(selector) {
      return typeof selector === 'string' ? (selectComponent?.call(this, selector) ?? null) : null
    },
    createSelectorQuery() {
      return new SelectorQuery(program, this)
    },
    createIntersectionObserver(options) {
      return intersectionObserver(program, this, isDict(options) ? options : {})
    },
    createMediaQueryObserver() {
      return mediaQueryObserver(program)
    },
    animate(...args) {
      animate(program, this, args)
    },
    clearAnimation(...args) {
      clearAnimation(program, this, args)
    },
    applyAnimatedStyle() {},
    clearAnimatedStyle() {},
    setUpdatePerformanceListener() {},
    setPassiveEvent() {},
    setInitialRenderingCache() {},
    getTabBar(done) {
      const bar = pageOf(this)?.tabBar ?? null
      if (typeof done === 'function') (done as (bar: unknown) => void)(bar)
      return bar
    },
    getAppBar() {
      return null
    },
    getPageId() {
      return `pageId:${pageOf(this)?.id ?? 0}`
    },
    getOpenerEventChannel() {
      return pageOf(this)?.opener ?? SILENT_CHANNEL
    },
  }
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(proto, name, { value: method, writable: true, configurable: true, enumerable: false })
  }
  getters(proto as unknown as Dict, {
    router: () => pageRouter,
    pageRouter: () => pageRouter,
    renderer: () => 'webview',
  })
}

/** Read at the instance; a program that sets a field of the same name has its own. */
function getters(proto: Dict, fields: Record<string, (caller: Caller) => unknown>): void {
  for (const [name, read] of Object.entries(fields)) {
    Object.defineProperty(proto, name, {
      get(this: Caller) {
        return read(this)
      },
      set(this: Caller, value: unknown) {
        Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true })
      },
      configurable: true,
    })
  }
}
