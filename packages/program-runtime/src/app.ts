import type { HostEvent, Launch } from '@plaza/program-wire'
import { isDict, type Dict } from './plain.ts'
import type { Program } from './program.ts'
import type { Query } from './page.ts'
import { webViewEvent } from './page-nodes.ts'
import { favorite, share } from './share.ts'

/** The program's App: its life, and the host's events. */
export class AppLife {
  readonly #program: Program
  #instance: Dict | undefined
  /** For what was last opened: `getEnterOptionsSync`. */
  enter: Dict

  constructor(program: Program) {
    this.#program = program
    this.enter = optionsOf(program, program.boot.launch)
    program.errors.heard = (kind, error) => {
      const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
      if (kind === 'promise') {
        const detail = { reason: error, promise: undefined }
        this.#call('onUnhandledRejection', detail)
        program.bus.emit('UnhandledRejection', detail)
      } else {
        this.#call('onError', text)
        program.bus.emit('Error', text)
      }
    }
  }

  /** `App(…)`. The functions of the definition are called with the instance as `this`. */
  define(definition: unknown): void {
    if (!isDict(definition)) return
    // Modules that asked for it before hold the same object.
    const instance = (this.#instance ??= {})
    Object.setPrototypeOf(instance, Object.getPrototypeOf(definition) as object | null)
    Object.defineProperties(instance, Object.getOwnPropertyDescriptors(definition))
  }

  get instance(): Dict {
    return (this.#instance ??= {})
  }

  get launchOptions(): Dict {
    return optionsOf(this.#program, this.#program.boot.launch)
  }

  launch(): void {
    const options = this.launchOptions
    this.#call('onLaunch', options)
    this.#call('onShow', options)
    this.#program.bus.emit('AppShow', options)
  }

  notFound(path: string, query: Query): boolean {
    const detail = { path, query, isEntryPage: this.#program.router.stack.length === 0, notFound: true }
    const takesCare = typeof this.instance['onPageNotFound'] === 'function' || this.#program.bus.has('PageNotFound')
    this.#call('onPageNotFound', detail)
    this.#program.bus.emit('PageNotFound', detail)
    return takesCare
  }

  #call(name: string, ...args: readonly unknown[]): unknown {
    const { errors } = this.#program
    const method = this.instance[name]
    if (typeof method !== 'function') return undefined
    const call = () => (method as (...args: readonly unknown[]) => unknown).call(this.instance, ...args)
    // What the error handler itself throws must not come back to it.
    return name === 'onError' || name === 'onUnhandledRejection' ? call() : errors.guard(`App.${name}`, call)
  }

  hostEvent(event: HostEvent): void {
    const { router, bus, host, errors } = this.#program
    switch (event.name) {
      case 'show': {
        this.enter = optionsOf(this.#program, event.launch)
        this.#call('onShow', this.enter)
        bus.emit('AppShow', this.enter)
        router.appShown(true)
        this.#openAsked(event.launch)
        return
      }
      case 'hide':
        router.appShown(false)
        this.#call('onHide')
        bus.emit('AppHide', {})
        return
      case 'back':
        router.navigateBack(event.delta).catch(() => undefined)
        return
      case 'tab':
        return this.#tab(event.index)
      case 'share':
        return errors.guard('onShareAppMessage', () =>
          share(this.#program, { from: 'menu', webViewUrl: event.webViewUrl }),
        )
      case 'favorite':
        return errors.guard('onAddToFavorites', () => favorite(this.#program, event.webViewUrl))
      case 'network':
        bus.emit('NetworkStatusChange', { isConnected: event.isConnected, networkType: event.networkType })
        return
      case 'task':
        return host.taskEvent(event.task, event.kind, event.detail)
      case 'theme':
        this.#program.system = { ...this.#program.system, theme: event.theme }
        this.#call('onThemeChange', { theme: event.theme })
        bus.emit('ThemeChange', { theme: event.theme })
        router.nav()
        return
      case 'update':
        bus.emit(event.ready ? 'UpdateReady' : 'UpdateFailed', {})
        return
      case 'webview':
        webViewEvent(this.#program, event)
        return
      case 'memory':
        bus.emit('MemoryWarning', { level: event.level })
        return
      case 'capture':
        bus.emit('UserCaptureScreen', {})
        return
      case 'copied':
        bus.emit('Copied', {})
        return
      default:
    }
  }

  #tab(index: number): void {
    const { router, tabs, errors } = this.#program
    const item = tabs.item(index)
    if (!item) return
    router.switchTab(`/${item.pagePath}`).then(
      () =>
        errors.guard('onTabItemTap', () =>
          router.top?.call('onTabItemTap', { index: String(index), pagePath: item.pagePath, text: item.text }),
        ),
      () => undefined,
    )
  }

  /** A program that lives is opened at another page: by a card, a link or a scan. */
  #openAsked(launch: Launch): void {
    const { router, tabs, boot } = this.#program
    const path = launch.path.replace(/^\//, '')
    if (path === '' || (path === router.top?.path && Object.keys(launch.query).length === 0)) return
    if (path === boot.manifest.entry && Object.keys(launch.query).length === 0) return
    const url = urlOf(path, launch.query)
    const opened = tabs.indexOf(path) >= 0 ? router.switchTab(url) : router.reLaunch(url)
    opened.catch(() => undefined)
  }
}

export function urlOf(path: string, query: Query): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${value}`)
  return `/${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}

/** Whoever opens no certain page is told of the first one, as the documentation has it. */
function optionsOf({ boot }: Program, launch: Launch): Dict {
  return {
    path: launch.path.replace(/^\//, '') || boot.manifest.entry,
    query: { ...launch.query },
    scene: launch.scene,
    shareTicket: launch.shareTicket,
    referrerInfo: launch.referrerInfo ?? {},
    mode: 'default',
    apiCategory: 'default',
  }
}
