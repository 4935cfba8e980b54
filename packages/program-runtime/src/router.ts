import { Op, PAGE_STACK_MAX, type FromWorker, type Manifest } from '@plaza/program-wire'
import { EventChannel } from './channel.ts'
import { ApiFault } from './host.ts'
import { OpenPage, type PageMakings, type Query } from './page.ts'
import { folderOf, joinPath } from './styling.ts'
import type { Tabs } from './tabs.ts'

/** How a page came to the top, as `onTabItemTap` and animations want to know. */
export type Way = 'push' | 'pop' | 'none'

export interface RouterPorts {
  readonly post: (message: FromWorker) => void
  /** Makes sure that the package of a page is there. */
  readonly ready: (path: string) => Promise<void>
  /** `App.onPageNotFound`; true when the program takes care. */
  readonly notFound: (path: string, query: Query) => boolean
}

/** The page stack: opens, shows, hides and drops pages, and tells the host what is open. */
export class Router {
  readonly stack: OpenPage[] = []
  readonly #tabPages = new Map<string, OpenPage>()
  readonly #manifest: Manifest
  readonly #makings: PageMakings
  readonly #tabs: Tabs
  readonly #ports: RouterPorts
  #shown: OpenPage | undefined
  #navQueued = false
  /** One change after the other: each waits for its package. */
  #turn: Promise<unknown> = Promise.resolve()
  isAppShown = true

  constructor(manifest: Manifest, makings: PageMakings, tabs: Tabs, ports: RouterPorts) {
    this.#manifest = manifest
    this.#makings = makings
    this.#tabs = tabs
    this.#ports = ports
  }

  get top(): OpenPage | undefined {
    return this.stack.at(-1)
  }

  page(id: number): OpenPage | undefined {
    return this.all().find(page => page.id === id)
  }

  all(): OpenPage[] {
    return [...new Set([...this.stack, ...this.#tabPages.values()])]
  }

  /** When the change that is under way, if any, is done. */
  async settled(): Promise<void> {
    await this.#turn
  }

  /** Path and query of an address, seen from the page on top. */
  resolve(url: unknown): { path: string; query: Query } {
    const [address = '', search = ''] = String(url).split(/\?(.*)/s)
    const from = this.top ? folderOf(this.top.path) : ''
    const path = (address.startsWith('/') ? joinPath(address) : joinPath(from, address)).replace(/\.html$/, '')
    const known = this.#manifest.pages.some(page => page.path === path)
    const fromRoot = joinPath(address)
    const isAtRoot = !known && this.#manifest.pages.some(page => page.path === fromRoot)
    return { path: isAtRoot ? fromRoot : path, query: queryOf(search) }
  }

  async navigateTo(url: unknown, api = 'navigateTo'): Promise<EventChannel> {
    return this.#inTurn(async () => {
      const { path, query } = this.resolve(url)
      if (this.#tabs.indexOf(path) >= 0) throw new ApiFault(`${api}:fail can not navigateTo a tabbar page`)
      if (this.stack.length >= PAGE_STACK_MAX) throw new ApiFault(`${api}:fail webview count limit exceed`)
      await this.#known(path, query, api)
      this.#shown?.hide()
      const channel = new EventChannel(error => this.#makings.errors.tell('script', error))
      const page = this.#make(path, query, channel)
      this.#open(page, 'push')
      return channel
    })
  }

  async redirectTo(url: unknown): Promise<void> {
    return this.#inTurn(async () => {
      const { path, query } = this.resolve(url)
      if (this.#tabs.indexOf(path) >= 0) throw new ApiFault('redirectTo:fail can not redirectTo a tabbar page')
      await this.#known(path, query, 'redirectTo')
      const old = this.stack.pop()
      if (old) this.#leave(old)
      const page = this.#make(path, query)
      this.#open(page, 'none')
    })
  }

  async navigateBack(delta = 1): Promise<void> {
    return this.#inTurn(() => {
      if (this.stack.length < 2) throw new ApiFault('navigateBack:fail cannot navigate back at first page.')
      const count = Math.min(Math.max(1, Math.floor(delta) || 1), this.stack.length - 1)
      const gone = this.stack.splice(this.stack.length - count)
      const next = this.top!
      // The page below is shown before those above are taken away, so that nothing flashes between.
      for (const page of gone.reverse()) this.#leave(page)
      this.#show(next, 'pop')
      return Promise.resolve()
    })
  }

  async switchTab(url: unknown, api = 'switchTab'): Promise<number> {
    return this.#inTurn(async () => {
      const { path, query } = this.resolve(url)
      const index = this.#tabs.indexOf(path)
      if (index < 0) throw new ApiFault(`${api}:fail can not switch to no-tabBar page`)
      await this.#known(path, query, api)
      if (this.top?.path === path) return index
      this.#shown?.hide()
      for (const page of this.stack.splice(0).reverse()) if (this.#tabPages.get(page.path) !== page) this.#leave(page)
      const page = this.#tabPages.get(path) ?? this.#make(path, {})
      this.#open(page, 'none')
      return index
    })
  }

  async reLaunch(url: unknown, api = 'reLaunch'): Promise<void> {
    return this.#inTurn(async () => {
      const { path, query } = this.resolve(url)
      await this.#known(path, query, api)
      const gone = this.all()
      this.stack.splice(0)
      this.#tabPages.clear()
      for (const page of gone.reverse()) this.#leave(page)
      const page = this.#make(path, query)
      this.#open(page, 'none')
    })
  }

  /** Opens pages again as they were, the last on top; those below are shown when the person goes back to them. */
  async restore(pages: readonly { readonly path: string; readonly query: Query }[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const { path, query } of pages.slice(-PAGE_STACK_MAX)) {
        await this.#known(path, query, 'reLaunch')
        const page = this.#makings.errors.guard(path, () => this.#make(path, query))
        if (!page) continue
        this.stack.push(page)
        page.load()
      }
      if (this.top) this.#show(this.top, 'none')
    })
  }

  /** App comes to the front or goes: its page with it. */
  appShown(isShown: boolean): void {
    this.isAppShown = isShown
    if (isShown) this.#shown?.show()
    else this.#shown?.hide()
  }

  async #known(path: string, query: Query, api: string): Promise<void> {
    if (!this.#manifest.pages.some(page => page.path === path)) {
      if (this.#ports.notFound(path, query)) throw new ApiFault(`${api}:fail page "${path}" is not found`)
      throw new ApiFault(`${api}:fail page "${path}" is not found`)
    }
    await this.#ports.ready(path)
  }

  #make(path: string, query: Query, opener?: EventChannel): OpenPage {
    const entry = this.#manifest.pages.find(page => page.path === path)!
    const isTab = this.#tabs.indexOf(path) >= 0
    const customTabBar = isTab && this.#tabs.bar?.custom === true ? 'custom-tab-bar/index' : undefined
    let page: OpenPage
    try {
      page = new OpenPage(this.#makings, entry, query, customTabBar, opener)
    } catch (error) {
      this.#makings.context.rootTag = undefined
      this.#makings.errors.tell('page', error, true, path)
      if (!this.#shown && this.top) this.#show(this.top, 'pop')
      throw new ApiFault(`fail page "${path}" cannot be opened: ${String(error)}`)
    }
    if (isTab) this.#tabPages.set(path, page)
    return page
  }

  #leave(page: OpenPage): void {
    if (this.#shown === page) this.#shown = undefined
    if (this.#tabPages.get(page.path) === page) this.#tabPages.delete(page.path)
    page.drop()
  }

  #open(page: OpenPage, way: Way): void {
    this.stack.push(page)
    if (!page.isLoaded) page.load()
    // Its own code may have gone elsewhere meanwhile; then that page is shown when its turn comes.
    this.#show(page, way)
  }

  #show(page: OpenPage, way: Way): void {
    this.#shown = page
    this.#makings.context.writer.op(Op.showPage, page.id, way)
    if (this.isAppShown) page.show()
    this.nav()
  }

  /** Tells the host of the stack, once for all changes of a turn. */
  nav(): void {
    if (this.#navQueued) return
    this.#navQueued = true
    this.#makings.context.writer.afterFlush(() => {
      this.#navQueued = false
      const top = this.top
      if (!top) return
      const isHome = top.path === this.#manifest.entry || this.#tabs.indexOf(top.path) >= 0
      const stack = this.stack.map(page => page.nav(this.stack.length === 1 && !isHome))
      this.#ports.post({ t: 'nav', stack, tab: this.#tabs.nav(top.path) })
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work, work)
    this.#turn = next.catch(() => undefined)
    return next
  }
}

/** Query of an address. Values stay as they were written: programs decode what they encoded. */
export function queryOf(search: string): Query {
  const query: Record<string, string> = {}
  for (const pair of search.split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1)
  }
  return query
}
