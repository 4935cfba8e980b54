import {
  Op,
  type Boot,
  type FromWorker,
  type OpCode,
  type PackageText,
  type Query as NodeQuery,
  type SystemInfo,
  type ToWorker,
} from '@plaza/program-wire'
import type * as easel from 'glass-easel'
import { AppLife } from './app.ts'
import { PageContext, rootOf } from './backend.ts'
import { EventChannel } from './channel.ts'
import { Descriptors, templateHooks } from './describe.ts'
import { Errors } from './errors.ts'
import { dispatch } from './events.ts'
import { Host } from './host.ts'
import { FRAME_MS } from './limits.ts'
import { navigatorTapped, openButton } from './open-button.ts'
import type { OpenPage } from './page.ts'
import { pageAttribute } from './page-nodes.ts'
import { Parts } from './parts.ts'
import { plain } from './plain.ts'
import { Router } from './router.ts'
import { Tabs } from './tabs.ts'
import { Writer } from './writer.ts'

type Observed = (node: number, detail: unknown) => void
type Taken = (canvas: unknown, width: number, height: number) => void

/** One running mini program: its pieces, and what the view tells it. */
export class Program {
  readonly boot: Boot
  readonly post: (message: FromWorker) => void
  readonly writer: Writer
  readonly errors: Errors
  readonly host: Host
  readonly context: PageContext
  readonly parts: Parts
  readonly tabs: Tabs
  readonly router: Router
  readonly app: AppLife
  /** Events of `wx.onX`, by X. */
  readonly bus: EventChannel
  readonly descriptors: Descriptors
  system: SystemInfo
  wx: Record<string, unknown> = {}
  readonly #byRoot = new WeakMap<easel.Element, OpenPage>()
  readonly #loadedRoots = new Set<string>([''])
  readonly #loading = new Map<string, Promise<void>>()
  readonly #requests = new Map<number, (results: readonly unknown[]) => void>()
  readonly #observers = new Map<number, Observed>()
  readonly #canvases = new Map<number, Taken>()
  readonly #runText: (text: string) => void

  constructor(boot: Boot, post: (message: FromWorker) => void, runText: (text: string) => void) {
    this.boot = boot
    this.system = boot.system
    this.post = post
    this.#runText = runText
    this.writer = new Writer(post)
    this.errors = new Errors(post)
    this.host = new Host(post)
    this.bus = new EventChannel(error => this.errors.tell('script', error))
    this.descriptors = new Descriptors(work => void setTimeout(work, FRAME_MS))
    this.parts = new Parts({
      hooks: templateHooks(this.descriptors, this.writer, error => this.errors.tell('script', error)),
      failed: (path, error) => this.errors.tell('script', error, false, path),
      loadPackageOf: path => this.ready(path),
      attached: caller => this.#byRoot.get(rootOf(caller._$))?.attached(caller),
    })
    const assets = new Set(boot.manifest.packages.flatMap(part => Object.keys(part.assets)))
    this.context = new PageContext(this.writer, {
      ...this.parts.styling,
      hasAsset: path => assets.has(path),
      width: () => this.system.windowWidth,
      height: () => this.system.windowHeight,
      pixelRatio: () => this.system.pixelRatio,
      theme: () => this.system.theme,
      pageAttribute: (node, name, value) => pageAttribute(this, node, name, value),
    })
    this.writer.settle = () => this.context.settle()
    this.tabs = new Tabs(boot.manifest.tabBar, () => this.system.theme)
    const { context, parts, errors } = this
    const makings = { context, parts, errors, theme: () => this.system.theme, byRoot: this.#byRoot }
    this.router = new Router(boot.manifest, makings, this.tabs, {
      post,
      ready: path => this.ready(path),
      notFound: (path, query) => this.app.notFound(path, query),
    })
    this.app = new AppLife(this)
  }

  /** Runs the logic of packages that came with the boot or later. */
  take(text: PackageText): void {
    this.#loadedRoots.add(text.root)
    this.errors.guard(`package "${text.root}"`, () => this.#runText(text.logic))
  }

  /** The page that an element stands in. */
  pageOf(element: easel.Element): OpenPage | undefined {
    return this.#byRoot.get(rootOf(element))
  }

  /** Makes sure that the package which brings a path is loaded: asks the host for it once. */
  async ready(path: string): Promise<void> {
    const roots = this.boot.manifest.packages.map(part => part.root)
    const root =
      roots.filter(each => each !== '' && path.startsWith(`${each}/`)).sort((a, b) => b.length - a.length)[0] ?? ''
    return this.loadRoot(root)
  }

  async loadRoot(root: string): Promise<void> {
    if (this.#loadedRoots.has(root)) return
    let loading = this.#loading.get(root)
    if (!loading) {
      loading = this.#load(root)
      this.#loading.set(root, loading)
      // A package that did not come may be asked for again.
      loading.catch(() => this.#loading.delete(root))
    }
    return loading
  }

  async #load(root: string): Promise<void> {
    const text = (await this.host.call('loadPackage', { root })) as unknown as PackageText
    this.post({ t: 'styles', styles: text.styles ?? {} })
    this.take({ ...text, root })
  }

  /** Asks the view; the answer sees all operations before it. */
  ask(code: OpCode, ...args: readonly unknown[]): Promise<readonly unknown[]> {
    const request = this.writer.next()
    this.context.settle()
    return new Promise(resolve => {
      this.#requests.set(request, resolve)
      this.writer.op(code, request, ...args)
    })
  }

  query(query: NodeQuery): Promise<readonly unknown[]> {
    return this.ask(Op.query, query)
  }

  /** Tells a component of the view to do something and gives what it answers. */
  invoke(node: number, method: string, ...args: readonly unknown[]): Promise<unknown> {
    const request = this.writer.next()
    this.context.settle()
    return new Promise(resolve => {
      this.#requests.set(request, results => resolve(results[0]))
      this.writer.op(Op.invoke, node, method, plain([...args, { request }]))
    })
  }

  takeCanvas(node: number, taken: Taken): void {
    const request = this.writer.next()
    this.#canvases.set(request, taken)
    this.context.settle()
    this.writer.op(Op.takeCanvas, request, node)
  }

  observe(options: unknown, observed: Observed): () => void {
    const observer = this.writer.next()
    this.#observers.set(observer, observed)
    this.context.settle()
    this.writer.op(Op.observe, observer, options)
    return () => {
      if (this.#observers.delete(observer)) this.writer.op(Op.unobserve, observer)
    }
  }

  /** What the view or, through it, the host says. */
  receive(message: ToWorker): void {
    switch (message.t) {
      case 'ui':
        for (const event of message.events) this.errors.guard(event.type, () => this.#event(event))
        return
      case 'reply':
        return this.host.reply(message)
      case 'answer':
        return this.#settleRequest(this.#requests, message.request, message.results)
      case 'canvas':
        this.#canvases.get(message.request)?.(message.canvas, message.width, message.height)
        this.#canvases.delete(message.request)
        return
      case 'observed':
        return this.#observers.get(message.observer)?.(message.node, message.detail)
      case 'painted': {
        const page = this.router.page(message.page)
        if (page) page.painted()
        return
      }
      case 'event':
        return this.app.hostEvent(message.event)
      case 'system': {
        this.system = message.system
        this.bus.emit('WindowResize', { size: this.windowSize() })
        this.router.nav()
        return
      }
      case 'ping':
        return this.post({ t: 'pong', n: message.n })
      case 'boot':
    }
  }

  windowSize(): { windowWidth: number; windowHeight: number; screenWidth: number; screenHeight: number } {
    const { windowWidth, windowHeight, screenWidth, screenHeight } = this.system
    return { windowWidth, windowHeight, screenWidth, screenHeight }
  }

  #event(event: Parameters<typeof dispatch>[1]): void {
    dispatch(this.context, event, {
      page: id => this.router.page(id),
      navigate: (node, attributes) => navigatorTapped(this, node, attributes),
      open: (node, attributes) => openButton(this, node, attributes),
      guard: (where, work) => this.errors.guard(where, work),
    })
  }

  #settleRequest(
    requests: Map<number, (results: readonly unknown[]) => void>,
    id: number,
    results: readonly unknown[],
  ): void {
    const settle = requests.get(id)
    requests.delete(id)
    if (settle) this.errors.guard('answer', () => settle(results))
  }
}
