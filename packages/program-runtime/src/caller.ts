import { animate, clearAnimation } from './api/animation.ts'
import { intersectionObserver, mediaQueryObserver } from './api/observers.ts'
import { SelectorQuery } from './api/query.ts'
import { addFields, addMethods, type Caller } from './caller-base.ts'
import { isDict } from './plain.ts'
import type { Program } from './program.ts'

const nothing = (): void => undefined

/** A page that nobody opened by `navigateTo` has a channel that nobody listens to. */
const SILENT_CHANNEL = { on: nothing, once: nothing, off: nothing, emit: nothing }

type Method = (this: Caller, ...args: readonly unknown[]) => unknown

/** Gives pages and components the methods of `this` that need the program around them. */
export function completeCallers(program: Program): void {
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
  addMethods(methods)
  addFields({ router: () => pageRouter, pageRouter: () => pageRouter, renderer: () => 'webview' })
}
