import type { Boot, FromFrame, HostEvent, NavPage, NavTab, PackageText, StyleSheets } from '@plaza/program-wire'
import { openCage, type Cage } from './cage.ts'
import { answerCall } from './calls.ts'
import { Files } from './files.ts'
import type { Panes } from './panes.ts'
import { reach } from './reach.ts'
import type { Storage } from './storage.ts'
import { systemInfo } from './system.ts'
import { text, type Given, type Told } from './types.ts'

/** The phone around the program, as the page draws it. */
export interface Phone {
  readonly slot: HTMLElement
  nav(stack: readonly NavPage[], tab: NavTab | null): void
  toast(words: string, ms?: number): void
  failed(why: string): void
}

/** Calls that say nothing of what the program does. */
const QUIET = new Set(['reportEvent'])

/** One run of the program, from its boot to the next change. */
export class Program {
  readonly told: Told
  readonly storage: Storage
  readonly panes: Panes
  readonly files: Files
  readonly settings: Record<string, boolean>
  /** Running requests by name, with how each is ended; and open sockets. */
  readonly tasks = new Map<string, () => void>()
  readonly sockets = new Map<string, WebSocket>()
  readonly #phone: Phone
  readonly #cage: Cage
  stack: readonly NavPage[] = []
  /** Starts the program anew, at its first page. */
  restart: () => void = () => {}

  constructor(told: Told, phone: Phone, panes: Panes, before?: Program, storage?: Storage) {
    this.told = told
    this.panes = panes
    this.#phone = phone
    this.storage = before?.storage ?? storage!
    this.files = before?.files ?? new Files()
    this.settings = before?.settings ?? {}
    this.#cage = openCage(`${told.cage}/frame.html`, phone.slot, message => this.#hear(message))
  }

  get window(): Window | null {
    return this.#cage.frame.contentWindow
  }

  /** Boots it, on the pages that were open before. */
  async start(pages: readonly NavPage[]): Promise<void> {
    const { manifest, appId } = this.told
    const there = pages.filter(page => manifest.pages.some(one => one.path === page.path))
    const path = there.at(-1)?.path ?? manifest.entry
    const roots = [...new Set(['', ...[path, ...there.map(page => page.path)].map(one => this.#packageOf(one))])]
    const [packages] = await Promise.all([Promise.all(roots.map(root => this.packageText(root))), this.#cage.ready])
    const resume = there.map(page => ({ path: page.path, query: page.query }))
    const boot: Boot = {
      manifest,
      packages,
      launch: { path, query: {}, scene: 1001, referrerInfo: {}, ...(resume.length > 0 ? { resume } : {}) },
      storage: this.storage.all(),
      system: this.#system(),
      account: { appId, envVersion: 'develop', version: manifest.version },
      settings: this.settings,
    }
    this.#cage.send({ t: 'boot', boot })
  }

  tell(event: HostEvent): void {
    this.panes.call('host', event.name, event)
    this.#cage.send({ t: 'event', event })
  }

  /** Tells a running request, download or socket of the program what happened. */
  task(args: Given, kind: string, detail: unknown): void {
    this.#cage.send({ t: 'event', event: { name: 'task', task: text(args['task']), kind, detail } })
  }

  toast(words: string, ms?: number): void {
    this.#phone.toast(words, ms)
  }

  reported(event: string, data: Given): void {
    if (event === 'plaza.data') this.panes.data(text(data['text']))
    else this.panes.call('program', `reportEvent ${event}`, data)
  }

  resized(): void {
    this.#cage.send({ t: 'system', system: this.#system() })
  }

  close(): void {
    for (const end of this.tasks.values()) end()
    for (const socket of this.sockets.values()) socket.close()
    this.#cage.close()
  }

  async packageText(root: string): Promise<PackageText> {
    const part = this.told.manifest.packages.find(one => one.root === root)
    if (!part) throw new Error(`there is no package ${root}`)
    const [logic, styles] = await Promise.all([part.logic, part.styles].map(name => fetch(`/files/${name}`)))
    return { root, logic: await logic!.text(), styles: (await styles!.json()) as StyleSheets }
  }

  /** A picture or another file as the program names it. */
  async asset(src: string): Promise<{ bytes: ArrayBuffer; type: string } | undefined> {
    const written = this.files.read(src)
    if (written) return { bytes: await written.arrayBuffer(), type: written.type }
    if (/^(https?:)?\/\//i.test(src)) {
      const url = src.startsWith('//') ? `https:${src}` : src
      const { status, headers, body } = await reach('download', { url }, noted => this.panes.request(noted))
      return status === 200 ? { bytes: body, type: (headers['content-type'] ?? '').split(';')[0] ?? '' } : undefined
    }
    const path = src.replace(/[?#].*$/, '').replace(/^\/+/, '')
    const { packages, files } = this.told.manifest
    const name = packages.map(part => part.assets[path]).find(one => one !== undefined)
    if (name === undefined) return undefined
    const bytes = await (await fetch(`/files/${name}`)).arrayBuffer()
    return { bytes, type: files[name]?.type ?? '' }
  }

  #packageOf(path: string): string {
    return this.told.manifest.pages.find(page => page.path === path)?.package ?? ''
  }

  #system() {
    const { clientWidth: width, clientHeight: height } = this.#phone.slot
    return systemInfo({ width, height, barless: this.stack.at(-1)?.bar.custom ?? false })
  }

  #hear(message: FromFrame): void {
    switch (message.t) {
      case 'call':
        return void this.#answer(message.id, message.api, message.args)
      case 'asset':
        return void this.#bring(message.id, message.src)
      case 'nav':
        this.stack = message.stack
        this.#phone.nav(message.stack, message.tab)
        return
      case 'painted':
        return this.panes.painted(message.path)
      case 'log':
        return this.panes.say(message.level, message.text)
      case 'error':
        return this.panes.say('error', `${message.message}\n${message.stack}`)
      case 'ended':
        this.panes.say('error', `It was ended, for it broke a limit: ${message.why}`)
        return this.#phone.failed(message.why)
      default:
    }
  }

  async #answer(id: number, api: string, args: unknown): Promise<void> {
    const since = performance.now()
    const answer = await answerCall(this, api, args)
    this.#cage.send({ t: 'reply', id, ...answer })
    const ms = Math.round(performance.now() - since)
    if (!QUIET.has(api)) this.panes.call('program', api, { args, answer, ms }, answer.ok)
  }

  async #bring(id: number, src: string): Promise<void> {
    const found = await this.asset(src).catch(() => undefined)
    if (!found) this.panes.say('warn', `There is nothing at ${src}`)
    this.#cage.send(
      { t: 'asset', id, bytes: found?.bytes ?? null, type: found?.type ?? '' },
      found ? [found.bytes] : [],
    )
  }
}
