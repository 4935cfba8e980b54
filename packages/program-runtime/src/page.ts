import { Op, type NavBar, type NavPage, type PageEntry, type WindowConfig } from '@plaza/program-wire'
import * as easel from 'glass-easel'
import { PageNode, type PageContext } from './backend.ts'
import type { Caller } from './caller-base.ts'
import type { EventChannel } from './channel.ts'
import type { Errors } from './errors.ts'
import type { Parts } from './parts.ts'
import type { Dict } from './plain.ts'

export type Query = Readonly<Record<string, string>>

/** What pages are made with. */
export interface PageMakings {
  readonly context: PageContext
  readonly parts: Parts
  readonly errors: Errors
  readonly theme: () => 'light' | 'dark'
  /** Pages by their outermost component, and by that of their own tab bar. */
  readonly byRoot: WeakMap<easel.Element, OpenPage>
}

/** Things that a program changed of a page's bar since it was opened. */
interface BarChanges {
  title?: string
  background?: string
  front?: 'black' | 'white'
  loading?: boolean
}

/** One page of the stack: its component, its root node and its bar. */
export class OpenPage {
  readonly id: number
  readonly path: string
  readonly query: Query
  readonly entry: PageEntry
  readonly component: easel.GeneralComponent
  readonly caller: Caller
  readonly root: number
  readonly bar: BarChanges = {}
  readonly opener: EventChannel | undefined
  isShown = false
  isPainted = false
  isLoaded = false
  isDropped = false
  webView: string | undefined
  tabBar: Caller | undefined
  readonly #makings: PageMakings
  readonly #due: Caller[] = []

  constructor(
    makings: PageMakings,
    entry: PageEntry,
    query: Query,
    customTabBar: string | undefined,
    opener?: EventChannel,
  ) {
    const { context, parts, errors } = makings
    this.#makings = makings
    this.id = context.writer.next()
    this.root = context.writer.next()
    this.path = entry.path
    this.query = query
    this.entry = entry
    this.opener = opener
    try {
      parts.load(entry.path)
    } catch (error) {
      // The page is shown as far as its template goes without its script.
      errors.tell('page', error, false, entry.path)
    }
    const window = this.window()
    const under = window.navigationStyle === 'custom'
    context.writer.op(Op.newPage, this.id, this.root, { ...window, path: entry.path, under })
    const styled = [...parts.uses(entry.path), ...(customTabBar === undefined ? [] : parts.uses(customTabBar))]
    const own = styled.filter(path => path !== entry.path && parts.registry.configs.get(path)?.hasSheet)
    const shared = parts.registry.configs.get(entry.path)?.isolation === 'page-isolated' ? [] : ['app']
    for (const path of [...shared, ...new Set(own), entry.path]) context.writer.op(Op.sheet, this.id, path)
    context.rootTag = { id: this.root }
    this.component = parts.space.components.createComponentByUrl('page', urlOf(entry.path, query), null, context)
    context.rootTag = undefined
    this.caller = this.component.getMethodCaller() as unknown as Caller
    Object.assign(this.caller, { route: entry.path, __route__: entry.path, options: query, __wxWebviewId__: this.id })
    if (customTabBar !== undefined) this.tabBar = this.#makeTabBar(customTabBar)
    makings.byRoot.set(this.component, this)
  }

  /** Hangs the page in, with its components, and loads it; it is in the stack already, as its code expects. */
  load(): void {
    const { context, errors } = this.#makings
    this.isLoaded = true
    const nowhere = new PageNode(context, 0, '')
    easel.Element.replaceDocumentElement(this.component, nowhere, nowhere)
    if (typeof this.caller['onPageScroll'] === 'function')
      context.writer.op(Op.listen, this.root, 'pageScroll', false, 0)
    errors.guard(`${this.path} onLoad`, () => this.call('onLoad', this.query))
  }

  #makeTabBar(path: string): Caller | undefined {
    const { context, parts, errors } = this.#makings
    return errors.guard(path, () => {
      parts.load(path)
      const component = parts.space.components.createComponentByUrl('custom-tab-bar', path, null, context)
      const root = context.nodes.get(this.root)
      if (!root) return undefined
      this.#makings.byRoot.set(component, this)
      easel.Element.replaceDocumentElement(component, root, new PageNode(context, 0, ''))
      return component.getMethodCaller() as unknown as Caller
    })
  }

  /** Calls one of the page's own functions; what it throws is told by the guard of the caller. */
  call(name: string, ...args: readonly unknown[]): unknown {
    const method = this.caller[name]
    return typeof method === 'function'
      ? (method as (...args: readonly unknown[]) => unknown).call(this.caller, ...args)
      : undefined
  }

  show(): void {
    if (this.isShown || this.isDropped) return
    this.isShown = true
    this.#life('onShow', 'show')
  }

  hide(): void {
    if (!this.isShown || this.isDropped) return
    this.isShown = false
    this.#life('onHide', 'hide')
  }

  #life(method: string, lifetime: string, ...args: readonly unknown[]): void {
    const { errors } = this.#makings
    errors.guard(`${this.path} ${method}`, () => this.call(method, ...args))
    errors.guard(`${this.path} ${lifetime}`, () => {
      this.component.triggerPageLifetime(lifetime, [...args])
      this.tabBar?._$.triggerPageLifetime(lifetime, [...args])
    })
  }

  resize(size: Dict): void {
    this.#life('onResize', 'resize', { size })
  }

  /** The view painted the page for the first time: components and page are ready. */
  painted(): void {
    if (this.isPainted || this.isDropped) return
    this.isPainted = true
    this.#runDue()
    this.#makings.errors.guard(`${this.path} onReady`, () => this.call('onReady'))
  }

  /** A component hangs in this page now. */
  attached(caller: Caller): void {
    this.#due.push(caller)
    if (this.isPainted && this.#due.length === 1)
      this.#makings.context.writer.afterFlush(() => setTimeout(() => this.#runDue(), 0))
  }

  #runDue(): void {
    if (this.isDropped) return
    // Those inside were attached after those around them, and are ready before them.
    for (const caller of this.#due.splice(0).reverse()) {
      this.#makings.errors.guard(`${caller._$.is} ready`, () => caller._$.triggerLifetime('ready', []))
    }
  }

  drop(): void {
    if (this.isDropped) return
    this.#makings.errors.guard(`${this.path} onUnload`, () => this.call('onUnload'))
    this.isDropped = true
    this.isShown = false
    for (const component of [this.component, ...(this.tabBar ? [this.tabBar._$] : [])]) {
      this.#makings.errors.guard(`${this.path} detached`, () => easel.Element.pretendDetached(component))
    }
    this.#makings.context.writer.op(Op.dropPage, this.id)
    for (const component of [this.component, ...(this.tabBar ? [this.tabBar._$] : [])]) {
      this.#makings.context.forget(component)
    }
  }

  /** The window in the colours of the theme. */
  window(): WindowConfig {
    const { dark, ...light } = this.entry.window as WindowConfig & { dark?: WindowConfig }
    return this.#makings.theme() === 'dark' && dark ? { ...light, ...dark } : light
  }

  nav(home: boolean): NavPage {
    const window = this.window()
    const bar: NavBar = {
      title: this.bar.title ?? window.navigationBarTitleText ?? '',
      background: this.bar.background ?? window.navigationBarBackgroundColor ?? '#000000',
      front: this.bar.front ?? window.navigationBarTextStyle ?? 'white',
      custom: window.navigationStyle === 'custom',
      loading: this.bar.loading ?? false,
      window,
    }
    const { id, path, query, webView } = this
    return { page: id, path, query, bar, home, ...(webView === undefined ? {} : { webView }) }
  }
}

function urlOf(path: string, query: Query): string {
  const pairs = Object.entries(query).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
}
