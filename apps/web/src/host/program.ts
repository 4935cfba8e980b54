import type { ProgramRun } from '@plaza/contract'
import type {
  Boot,
  FromFrame,
  HostEvent,
  Launch,
  Manifest,
  NavPage,
  NavTab,
  PackagePart,
  PackageText,
  StyleSheets,
} from '@plaza/program-wire'
import { FIRST_PONG_WITHIN_MS, PING_EVERY_MS, PONG_WITHIN_MS } from '@plaza/program-wire'
import { createSignal, type Accessor } from 'solid-js'
import { answerCall } from './answer.ts'
import { Asking } from './asking.ts'
import { Assets } from './assets.ts'
import { Files } from './files.ts'
import type { First } from './first.ts'
import { takeCage, type Cage } from './frames.ts'
import { LOG_LINE_LENGTH_MAX, LOG_LINES_KEPT } from './limits.ts'
import { readStack, readTab } from './nav.ts'
import { Reports } from './reports.ts'
import { Store } from './store.ts'
import { systemInfo } from './system.ts'
import { Tasks } from './tasks.ts'
import { mustBeReleased } from './trust.ts'
import { fileBytes, mustBe } from './verify.ts'

export type ProgramState =
  | { s: 'loading' }
  | { s: 'open' }
  /** Nothing can be shown: why, as a key of the catalogue. */
  | { s: 'failed'; why: 'broken' | 'stopped' | 'offline' | 'ended' | 'hanging' | 'forged' }

export interface LogLine {
  readonly at: number
  readonly level: string
  readonly text: string
}

/** What came from the cage is only said to be a text. */
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What the host draws over a program on its wish. */
export interface Shown {
  readonly toast?: { title: string; icon: 'success' | 'error' | 'loading' | 'none'; mask: boolean; image?: string }
}

/** One running program: its cage, its pages as the host knows them, and what it asks. */
export class Program {
  readonly appId: string
  readonly run: ProgramRun
  readonly manifest: Manifest
  readonly #cage: Cage
  readonly store: Store
  readonly files: Files
  readonly tasks: Tasks
  readonly assets: Assets
  readonly asking = new Asking(() => this.#visible)
  readonly reports: Reports
  readonly #loaded = new Set<string>()
  readonly #first: Promise<First | undefined>
  readonly #askedAt: number
  readonly state: Accessor<ProgramState>
  readonly setState: (state: ProgramState) => void
  readonly stack: Accessor<readonly NavPage[]>
  readonly tab: Accessor<NavTab | null>
  readonly shown: Accessor<Shown>
  readonly setShown: (shown: Shown) => void
  /** There is a newer version, which waits until this one is left or started anew. */
  readonly newer: Accessor<boolean>
  readonly setNewer: (newer: boolean) => void
  readonly #setStack: (stack: readonly NavPage[]) => void
  readonly #setTab: (tab: NavTab | null) => void
  /** Answers given before: `scope.*`. Changed by consent. */
  readonly settings: Record<string, boolean>
  readonly log: LogLine[] = []
  /** Where it was opened: the chat behind it, for sharing and for going back. */
  launch: Launch
  /** Numbers of pings without an answer. Made by chance: a Worker that does not listen cannot say what they are. */
  #unanswered: number[] = []
  #timer: ReturnType<typeof setInterval> | undefined
  #closed = false
  #visible = true

  /** `askedAt`: when somebody wished to see it, on the clock of `performance.now()`. */
  constructor(
    run: ProgramRun,
    manifest: Manifest,
    launch: Launch,
    begun: { first: Promise<First | undefined>; askedAt: number },
  ) {
    this.appId = manifest.appId
    this.run = run
    this.manifest = manifest
    this.launch = launch
    this.#first = begun.first
    this.#askedAt = begun.askedAt
    this.settings = { ...run.settings }
    ;[this.state, this.setState] = createSignal<ProgramState>({ s: 'loading' })
    ;[this.stack, this.#setStack] = createSignal<readonly NavPage[]>([])
    ;[this.tab, this.#setTab] = createSignal<NavTab | null>(null)
    ;[this.shown, this.setShown] = createSignal<Shown>({})
    ;[this.newer, this.setNewer] = createSignal(false)
    this.#cage = takeCage(run.frame)
    this.#cage.frame.title = run.program.name
    this.store = new Store(this.appId, run.storage)
    this.files = new Files(this.appId)
    this.tasks = new Tasks(this)
    this.assets = new Assets(this)
    this.reports = new Reports(this.appId, run.versionId)
    this.#cage.hear(message => this.#hear(message))
  }

  /** The element with the program in it. */
  get place(): HTMLElement {
    return this.#cage.place
  }

  get frame(): HTMLIFrameElement {
    return this.#cage.frame
  }

  get visible(): boolean {
    return this.#visible
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Where its files are read. */
  get filesPlace(): string {
    return `/program-files/${this.appId}/${this.run.versionId}`
  }

  /** Starts it. The first package and the one of the first page are there, and the manifest is proven, before the Worker begins. */
  async start(): Promise<void> {
    const first = this.manifest.pages.find(page => page.path === this.launch.path)?.package ?? ''
    const roots = [...new Set(['', first])]
    const [packages] = await Promise.all([
      Promise.all(roots.map(root => this.packageText(root))),
      mustBeReleased(this.run),
      this.#cage.ready,
    ])
    if (this.#closed) return
    const boot: Boot = {
      manifest: this.manifest,
      packages,
      launch: this.launch,
      storage: this.run.storage,
      system: this.system(),
      account: { appId: this.appId, envVersion: this.run.envVersion, version: this.run.version },
      settings: this.settings,
    }
    this.#cage.send({ t: 'boot', boot })
    this.#timer = setInterval(() => this.#beat(), PING_EVERY_MS)
  }

  system() {
    const { width, height } = this.#cage.frame.getBoundingClientRect()
    const barless = (this.stack().at(-1)?.bar ?? { custom: this.manifest.window.navigationStyle === 'custom' }).custom
    return systemInfo({ width: width || innerWidth, height: height || innerHeight, barless })
  }

  /** The window has another size, look or language. */
  resized(): void {
    if (this.state().s === 'open') this.#cage.send({ t: 'system', system: this.system() })
  }

  tell(event: HostEvent): void {
    if (!this.#closed) this.#cage.send({ t: 'event', event })
  }

  /** Logic and styles of a package, checked against the manifest. */
  async packageText(root: string): Promise<PackageText> {
    const part = this.#part(root)
    const [logic, styles] = await Promise.all([this.#text(part.logic), this.#text(part.styles)])
    this.#loaded.add(root)
    return { root, logic, styles: JSON.parse(styles) as StyleSheets }
  }

  async #text(name: string): Promise<string> {
    const file = this.manifest.files[name]!
    const first = await this.#first
    const text = first?.versionId === this.run.versionId ? first.texts[file.sha256] : undefined
    if (text === undefined) return new TextDecoder().decode(await fileBytes(this.filesPlace, file))
    await mustBe(file, new TextEncoder().encode(text))
    return text
  }

  #part(root: string): PackagePart {
    const part = this.manifest.packages.find(one => one.root === root)
    if (!part) throw new Error(`the program has no package ${root}`)
    return part
  }

  /** Shows or hides it; hidden, it keeps running for a while. */
  setVisible(visible: boolean, launch?: Launch): void {
    if (launch) this.launch = launch
    if (visible === this.#visible && !launch) return
    this.#visible = visible
    this.tell(visible ? { name: 'show', launch: this.launch } : { name: 'hide' })
  }

  /** Ends it: what it had open is closed, and what it stored is written down. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#timer)
    this.tasks.close()
    void this.store.flush()
    this.assets.close()
    this.#cage.close()
  }

  #hear(message: FromFrame): void {
    if (this.#closed || typeof message !== 'object' || message === null) return
    switch (message.t) {
      case 'call':
        return void this.#answer(message.id, text(message.api), message.args)
      case 'asset':
        return this.assets.answer(text(message.src), (bytes, type) =>
          this.#cage.send({ t: 'asset', id: message.id, bytes, type }, bytes ? [bytes] : []),
        )
      case 'nav':
        this.#setStack(readStack(message.stack))
        this.#setTab(readTab(message.tab))
        return
      case 'painted':
        if (this.state().s === 'loading') this.#painted()
        return
      case 'log':
        return this.note(text(message.level), text(message.text))
      case 'error':
        this.note('error', `${message.kind}: ${message.message}\n${message.stack}`)
        this.reports.error()
        if (message.fatal && this.state().s === 'loading') this.setState({ s: 'failed', why: 'broken' })
        return
      case 'pong':
        return this.#ponged(message.n)
      case 'ended':
        this.note('error', `ended: ${message.why}`)
        this.fail(message.why === 'forged' ? 'forged' : 'ended')
        return
      case 'ready':
    }
  }

  #painted(): void {
    this.setState({ s: 'open' })
    // A page that nobody looks at paints when it likes.
    if (!document.hidden) this.reports.opened(performance.now() - this.#askedAt)
  }

  note(level: string, text: string): void {
    this.log.push({ at: Date.now(), level, text: text.slice(0, LOG_LINE_LENGTH_MAX) })
    if (this.log.length > LOG_LINES_KEPT) this.log.shift()
  }

  async #answer(id: number, api: string, args: unknown): Promise<void> {
    const answer = await answerCall(this, api, args)
    if (this.#closed) return
    this.#cage.send({ t: 'reply', id, ...answer })
  }

  fail(why: Extract<ProgramState, { s: 'failed' }>['why']): void {
    this.close()
    this.setState({ s: 'failed', why })
  }

  /** A Worker that does not answer hangs; its program is ended before it costs anybody more. */
  #beat(): void {
    const within = this.state().s === 'loading' ? FIRST_PONG_WITHIN_MS : PONG_WITHIN_MS
    if (this.#unanswered.length > Math.floor(within / PING_EVERY_MS)) {
      if (!document.hidden) this.fail('hanging')
      return
    }
    const n = crypto.getRandomValues(new Uint32Array(1))[0]!
    this.#unanswered.push(n)
    this.#cage.send({ t: 'ping', n })
  }

  #ponged(n: number): void {
    this.#unanswered.splice(0, this.#unanswered.indexOf(n) + 1)
  }
}
