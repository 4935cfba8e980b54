import { createServer, type Server } from 'node:http'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import type { FromFrame, Manifest, SystemInfo, UiEvent } from '@plaza/program-wire'
import { Drawing, type Tree } from './drawing.ts'

const here = path.dirname(fileURLToPath(import.meta.url))
const dist = path.join(here, '..', '..', '..', 'apps', 'frame', 'dist')

export interface Stage {
  readonly page: Page
  readonly frame: Frame
  /** Requests that reached the server outside. */
  outside(): number
  /** Shows a page made of this tree; answers where each named node is. */
  show(tree: Tree, options?: Record<string, unknown>): Promise<Drawing>
  post(message: unknown): Promise<void>
  act(kind: string, detail?: unknown): Promise<void>
  send(message: unknown): Promise<void>
  events(type?: string): Promise<UiEvent[]>
  logs<T = Record<string, unknown>>(): Promise<T[]>
  messages<T extends FromFrame['t']>(t: T): Promise<Extract<FromFrame, { t: T }>[]>
  forget(): Promise<void>
  worst(): Promise<number>
  [Symbol.asyncDispose](): Promise<void>
}

/** Builds the frame as it is now, unless it is built. */
export async function buildFrame(): Promise<void> {
  const setup = pathToFileURL(path.join(here, '..', '..', '..', 'tools', 'setup.mjs')).href
  const tools = (await import(setup)) as { buildFrame: () => boolean }
  if (!tools.buildFrame()) throw new Error('the frame could not be built')
}

export interface StageOptions {
  readonly touch?: boolean
  readonly theme?: 'light' | 'dark'
  readonly app?: Record<string, unknown>
  readonly styles?: Record<string, string>
  /** A compiled program: then the real logic runs it, from this page on. */
  readonly program?: Program
}

/** What the compiler gives. */
export interface Program {
  readonly manifest: Manifest
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly path: string
}

export const WIDTH = 390
export const HEIGHT = 844

/** Opens a host with one frame whose Worker says what the test tells it to say. */
export async function openStage(browser: Browser, options: StageOptions = {}): Promise<Stage> {
  let hits = 0
  const outside = await listen(createServer((_, response) => ((hits += 1), response.end())))
  const frames = await listen(
    createServer(
      (request, response) => void serveFrame(request.url ?? '/', addressOf(hosts), !options.program, response),
    ),
  )
  const hosts = await listen(createServer((request, response) => void serveHost(request.url ?? '/', response)))
  const context: BrowserContext = await browser.newContext({
    viewport: { width: WIDTH, height: HEIGHT },
    deviceScaleFactor: 2,
    hasTouch: options.touch ?? true,
    reducedMotion: 'no-preference',
  })
  await context.addInitScript(OPEN_SHADOWS)
  const page = await context.newPage()
  await page.goto(`${addressOf(hosts)}/?frame=${encodeURIComponent(`${addressOf(frames)}/frame.html`)}`)
  const run = <T>(expression: string) => page.evaluate<T>(expression)
  const messages = <T extends FromFrame['t']>(t: T) =>
    run<Extract<FromFrame, { t: T }>[]>(`host.messages.filter(message => message.t === ${JSON.stringify(t)})`)
  await until(async () => (await messages('ready')).length > 0, 'the frame is ready')
  const send = (message: unknown) => run<void>(`host.send(${JSON.stringify(message)})`)
  const rewrite = outsideOf(addressOf(outside))
  await send({ t: 'boot', boot: JSON.parse(rewrite(JSON.stringify(bootOf(options)))) as unknown })
  let pages = 0

  const stage: Stage = {
    page,
    frame: page.frames().find(frame => frame.parentFrame()) as Frame,
    outside: () => hits,
    async show(tree, pageOptions = {}) {
      pages += 1
      const drawing = new Drawing(pages, tree, rewrite)
      await stage.post({ t: 'ops', ops: drawing.ops({ path: 'pages/a/a', ...pageOptions }) })
      await until(async () => (await messages('painted')).some(painted => painted.page === drawing.page), 'painted')
      return drawing
    },
    post: message => stage.act('post', message),
    act: (kind, detail) => send({ t: 'event', event: { name: 'task', task: 'test', kind, detail } }),
    send,
    logs: () => run('host.logs'),
    messages,
    async events(type) {
      const logs = await stage.logs<{ t: string; events?: UiEvent[] }>()
      const events = logs.flatMap(log => (log.t === 'ui' ? (log.events ?? []) : []))
      return type ? events.filter(event => event.type === type) : events
    },
    forget: () => run('void (host.logs.length = 0, host.messages.length = 0, host.resetClock())'),
    worst: () => run('host.worst'),
    async [Symbol.asyncDispose]() {
      await context.close()
      for (const server of [outside, frames, hosts]) server.close()
    },
  }
  return stage
}

/** So that a test can look into the pages of programs, whose shadow roots are closed. */
const OPEN_SHADOWS = `{
  const { attachShadow } = Element.prototype
  Element.prototype.attachShadow = function (options) {
    return attachShadow.call(this, { ...options, mode: 'open' })
  }
}`

/** What a test may write for the server outside. */
const outsideOf = (address: string) => (text: string) => text.replaceAll('OUTSIDE', address)

const WAIT_MS = 6_000
const LOOK_EVERY_MS = 30

/** Waits until it holds; says what it waited for when it never does. */
export async function until(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const end = Date.now() + WAIT_MS
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`)
    await new Promise(done => setTimeout(done, LOOK_EVERY_MS))
  }
}

function bootOf({ theme = 'light', app = {}, styles = {}, program }: StageOptions): unknown {
  const path = program?.path ?? 'pages/a/a'
  return {
    manifest: program?.manifest ?? { app, appId: 'test', pages: [], packages: [], files: {} },
    packages: program ? packagesOf(program) : [{ root: '', logic: '', styles }],
    launch: { path, query: {}, scene: 1001, referrerInfo: {} },
    storage: {},
    system: system(theme),
    account: { appId: 'test', envVersion: 'develop', version: '1' },
    settings: {},
  }
}

/** The main package and the one that the page is in. */
function packagesOf({ manifest, files, path }: Program): unknown[] {
  const root = manifest.pages.find(page => page.path === path)?.package ?? ''
  const text = (name: string) => new TextDecoder().decode(files.get(name))
  return manifest.packages
    .filter(part => part.root === '' || part.root === root)
    .map(part => ({ root: part.root, logic: text(part.logic), styles: JSON.parse(text(part.styles)) as unknown }))
}

export function system(theme: 'light' | 'dark', fontSizeSetting = 16): SystemInfo {
  const whole = { left: 0, right: WIDTH, top: 0, bottom: HEIGHT, width: WIDTH, height: HEIGHT }
  return {
    windowWidth: WIDTH,
    windowHeight: HEIGHT,
    screenWidth: WIDTH,
    screenHeight: HEIGHT,
    statusBarHeight: 0,
    safeArea: whole,
    capsule: { left: WIDTH - 97, right: WIDTH - 10, top: 6, bottom: 38, width: 87, height: 32 },
    theme,
    fontSizeSetting,
    pixelRatio: 2,
    language: 'en',
    brand: 'Plaza',
    model: 'Plaza',
    system: 'Plaza 1',
    platform: 'plaza',
    SDKVersion: '3.0.0',
    version: '1',
    networkType: 'wifi',
  }
}

const PORT_FIRST = 8500
const PORT_LAST = 8999
let lastPort = PORT_FIRST - 1 + (process.pid % 100)

async function listen(server: Server): Promise<Server> {
  for (;;) {
    lastPort = lastPort >= PORT_LAST ? PORT_FIRST : lastPort + 1
    const free = await new Promise<boolean>(done => {
      server.once('error', () => done(false))
      server.listen(lastPort, '127.0.0.1', () => done(true))
    })
    if (free) return server
    server.removeAllListeners('error')
  }
}

function addressOf(server: Server): string {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

type Reply = Parameters<Parameters<typeof createServer>[1] & object>[1]

async function serveHost(url: string, response: Reply): Promise<void> {
  const script = url.startsWith('/host-page.js')
  response.setHeader('content-type', script ? 'text/javascript' : 'text/html')
  if (script) return void response.end(await readFile(path.join(here, 'host-page.js')))
  response.end(
    '<!doctype html><style>html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100%;display:block}</style><body><script src="/host-page.js"></script>',
  )
}

/** The frame as an installation serves it, but for the logic, which the test plays. */
async function serveFrame(url: string, host: string, isPlayed: boolean, response: Reply): Promise<void> {
  const own = `http://${response.req.headers.host}`
  response.setHeader(
    'content-security-policy',
    `sandbox allow-scripts; default-src 'none'; script-src ${own}/ blob:; worker-src blob:; style-src 'self'; img-src blob: data:; font-src blob: data:; media-src blob: data:; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors ${host}`,
  )
  const name = path.basename(url)
  try {
    if (name === 'frame.html') {
      const page = await readFile(path.join(dist, name), 'utf8')
      response.setHeader('content-type', 'text/html')
      return void response.end(isPlayed ? page.replace(/logic-[0-9a-f]+\.js/, 'fake-logic.js') : page)
    }
    const folder = name === 'fake-logic.js' ? here : dist
    const script = await readFile(path.join(folder, name))
    response.setHeader('content-type', 'text/javascript')
    response.end(script)
  } catch {
    response.statusCode = 404
    response.end()
  }
}
