import { Op, type FromFrame, type StyleSheets, type SystemInfo, type ToWorker } from '@plaza/program-wire'
import { createApplier, type Applier, type Handlers } from './apply.ts'
import { createAssets } from './assets.ts'
import { baseSheets, documentSheet } from './base.ts'
import { takeCanvas } from './canvas.ts'
import { createEventQueue, hears, offsetsOf } from './events.ts'
import { createFocusGuard } from './focus.ts'
import { listenGestures } from './gestures.ts'
import { nodeOps, TooManyNodes } from './nodes.ts'
import { pageOps } from './pages.ts'
import { isComing, withMore } from './parts.ts'
import { answerQuery } from './query.ts'
import { createPageScroll, scrollPage, type PageScroll } from './scrolling.ts'
import { createSheets } from './sheets.ts'
import type { Box, Observers, Page, Rec, View } from './types.ts'
import { list, text } from './values.ts'

export interface RunningView {
  readonly view: View
  readonly applier: Applier
  system(system: SystemInfo): void
}

export interface ViewDoors {
  readonly toHost: (message: FromFrame) => void
  readonly toWorker: (message: ToWorker, transfer?: Transferable[]) => void
  readonly failed: (error: unknown) => void
}

/** The page's side of a program: nodes, pages, events. Knows nothing of where its operations come from. */
export function createView({ toHost, toWorker, failed }: ViewDoors): RunningView {
  const marks = new WeakMap<Node, Rec>()
  const recs = new Map<number, Rec>()
  const pages = new Map<number, Page>()
  const scrolls = new Map<Page, PageScroll>()
  const newborn: Rec[] = []
  const assets = createAssets(toHost)
  const sheets = createSheets(assets)
  const events = createEventQueue(toWorker)
  const focus = createFocusGuard()
  const motion = matchMedia('(prefers-reduced-motion: reduce)')
  const env: View['env'] = { system: null, dark: false, reducedMotion: () => motion.matches }
  let darkMode = false
  let v2 = false

  const recOf = (node: Node | null) => (node ? marks.get(node) : undefined)
  const view: View = {
    recs,
    pages,
    env,
    assets,
    recOf,
    boxAround(node) {
      for (let at = node; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
        const rec = recOf(at)
        if (rec?.dom instanceof HTMLElement && recs.get(rec.id) === rec) return rec as Box
      }
      return undefined
    },
    pageOf(node) {
      const root = node.getRootNode()
      return [...pages.values()].find(page => page.shadow === root)
    },
    topPage: () => [...pages.values()].findLast(page => page.shown),
    hears: (rec, type, bubbles) => hears(rec, type, bubbles, recOf),
    fire(rec, type, detail, { always = false, offsets = false, ...options } = {}) {
      const page = view.pageOf(rec.dom)
      if (!page || recs.get(rec.id) !== rec) return
      if (!always && !view.hears(rec, type, options.bubbles ?? false)) return
      events.add(rec, page, type, detail ?? {}, {
        ...options,
        ...(offsets && { offsets: offsetsOf(rec, page, type, recOf) }),
      })
    },
    changed(rec, name, value) {
      rec.attrs?.set(name, value)
      if (rec.models?.has(name)) view.fire(rec, 'model', { name, value }, { always: true })
    },
    attr: (rec, name) => rec.attrs?.get(name),
    toHost,
    toWorker,
    reply: (request, result) => toWorker({ t: 'answer', request, results: [result] }),
    focus: element => focus.wish(element),
    boot({ system, manifest, packages }) {
      darkMode = manifest.app['darkmode'] === true
      v2 = manifest.app['style'] === 'v2'
      setSystem(system)
      for (const { styles } of packages) sheets.add(styles)
    },
    addStyles: (styles: StyleSheets) => sheets.add(styles),
  }

  function setSystem(system: SystemInfo): void {
    env.system = system
    env.dark = darkMode && system.theme === 'dark'
    sheets.setDark(env.dark)
    document.documentElement.classList.toggle('dark', env.dark)
    measure()
  }

  const RPX_IN_WINDOW = 750
  const TEXT_DEFAULT = 16
  /** Width of the window for rpx; size of text as the person set it. */
  function measure(): void {
    const { style } = document.documentElement
    style.setProperty('--rpx', `${innerWidth / RPX_IN_WINDOW}px`)
    style.fontSize = `${env.system?.fontSizeSetting ?? TEXT_DEFAULT}px`
  }

  let made: Observers | null = null
  const observers = (then: (observers: Observers) => void) => withMore(more => then((made ??= more.observers(view))))
  const pageOf = (id: unknown) => pages.get(id as number)
  const handlers: Handlers = {
    ...nodeOps(view, marks, born),
    ...pageOps(view, marks, {
      base: () => baseSheets(v2),
      sheets,
      made(page) {
        listenGestures(page, view, focus)
        scrolls.set(page, createPageScroll(page, view))
      },
      changed: page => scrolls.get(page)?.changed(),
    }),
    [Op.query]: ([request, query]) => {
      arrive()
      toWorker({ t: 'answer', request: Number(request), results: answerQuery(view, query) })
    },
    [Op.invoke]: ([id, method, args]) => {
      const box = recs.get(id as number) as Box | undefined
      if (!box) return
      arrive()
      if (method === 'animate' || method === 'clearAnimation')
        withMore(more => more.animate(box, view, method, list(args)))
      else if (isComing(box)) (box.waiting ??= []).push([text(method), list(args)])
      else box.part?.invoke?.(text(method), list(args))
    },
    [Op.observe]: ([id, options]) => observers(({ observe }) => observe(id, options)),
    [Op.unobserve]: ([id]) => observers(({ unobserve }) => unobserve(id)),
    [Op.takeCanvas]: ([request, id]) => takeCanvas(view, Number(request), recs.get(id as number)),
    [Op.scrollPage]: ([id, asked]) => {
      const page = pageOf(id)
      if (page) scrollPage(page, asked, view)
    },
    [Op.refresh]: ([id, what]) => {
      const page = pageOf(id)
      if (page) scrolls.get(page)?.refresh(what === 'start')
    },
  }

  function born(rec: Rec): void {
    if (newborn.length === 0) queueMicrotask(arrive)
    newborn.push(rec)
  }

  /** Tells new parts that they are in the page. */
  function arrive(): void {
    for (const rec of newborn.splice(0)) {
      if (rec.dom.isConnected) rec.part?.mounted?.()
      else if (recs.get(rec.id) === rec) newborn.push(rec)
    }
  }

  document.adoptedStyleSheets = [documentSheet()]
  addEventListener('resize', () => {
    measure()
    for (const page of pages.values()) {
      view.fire(page.root, 'resize', { windowWidth: innerWidth, windowHeight: innerHeight }, { always: true })
    }
  })
  measure()

  const applier = createApplier(handlers, arrive, error => {
    if (error instanceof TooManyNodes) applier.stop()
    failed(error)
  })
  return { view, applier, system: setSystem }
}
