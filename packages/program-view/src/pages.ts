import { Op, type OpCode, type PageOptions } from '@plaza/program-wire'
import { PAGE_SLIDE_MS, PAINTED_WITHIN_MS } from './limits.ts'
import { releaseTree } from './nodes.ts'
import type { Sheets } from './sheets.ts'
import type { Box, Page, Rec, View } from './types.ts'
import { color, isRecord, text } from './values.ts'

type PageOps = Pick<Record<OpCode, (args: readonly unknown[]) => void>, 1 | 2 | 3 | 4 | 47>

export interface PageHooks {
  /** A page was made: it gets its gestures and its scrolling. */
  readonly made: (page: Page) => void
  readonly changed: (page: Page) => void
  readonly base: () => CSSStyleSheet[]
  readonly sheets: Sheets
}

/** The stack of pages: each a scrolling container with one closed shadow root, of which one is seen. */
export function pageOps(view: View, marks: WeakMap<Node, Rec>, hooks: PageHooks): PageOps {
  let shown: Page | null = null
  let order = 0

  function make(id: number, rootId: number, options: PageOptions): void {
    if (view.pages.has(id) || view.recs.has(rootId) || !Number.isSafeInteger(id)) return
    const host = document.createElement('div')
    host.className = 'page'
    const shadow = host.attachShadow({ mode: 'closed' })
    const dom = document.createElement('wx-page')
    shadow.append(dom)
    shadow.adoptedStyleSheets = hooks.base()
    const root: Box = { id: rootId, tag: 'page', dom }
    const page: Page = { id, host, shadow, root, options, sheets: new Set(), shown: false }
    host.inert = true
    view.pages.set(id, page)
    view.recs.set(rootId, root)
    marks.set(dom, root)
    hooks.made(page)
    dress(page)
    document.body.append(host)
  }

  function dress(page: Page): void {
    page.host.classList.toggle('still', page.options.disableScroll === true)
    page.host.style.backgroundColor = color(page.options['backgroundColorContent'])
    hooks.changed(page)
  }

  function show(page: Page, how: string): void {
    const before = shown
    shown = page
    order += 1
    page.shown = true
    page.host.inert = false
    page.host.classList.add('shown')
    page.host.style.zIndex = String(order)
    if (before && before !== page) leave(before, page, how)
    tellPainted(page)
  }

  function leave(before: Page, page: Page, how: string): void {
    before.shown = false
    before.host.inert = true
    const hide = () => {
      if (!before.shown) before.host.classList.remove('shown')
    }
    if (how === 'none' || view.env.reducedMotion()) return hide()
    const forward = how !== 'pop'
    if (!forward) before.host.style.zIndex = String((order += 1))
    const [coming, going] = forward ? [page.host, before.host] : [before.host, page.host]
    slide(coming, forward ? '100%' : '0%', forward ? '0%' : '100%')
    slide(going, forward ? '0%' : '-30%', forward ? '-30%' : '0%')
    setTimeout(hide, PAGE_SLIDE_MS)
  }

  /** The first frame with this page: then the program runs `ready`, and the host takes its curtain away. */
  function tellPainted(page: Page): void {
    let told = false
    const tell = () => {
      if (told || !view.pages.has(page.id)) return
      told = true
      view.toWorker({ t: 'painted', page: page.id })
      view.toHost({ t: 'painted', page: page.id, path: text(page.options.path), nodes: view.recs.size })
      paintBackground(page)
    }
    requestAnimationFrame(() => setTimeout(tell))
    setTimeout(tell, PAINTED_WITHIN_MS)
  }

  function drop(page: Page): void {
    view.pages.delete(page.id)
    if (shown === page) shown = null
    releaseTree(view, page.root.dom)
    // One that slides out is seen until it is gone.
    const moving = page.host.getAnimations().length > 0
    if (moving) setTimeout(() => page.host.remove(), PAGE_SLIDE_MS)
    else page.host.remove()
  }

  return {
    [Op.newPage]: ([id, root, options]) => make(id as number, root as number, isRecord(options) ? options : {}),
    [Op.showPage]: ([id, how]) => {
      const page = view.pages.get(id as number)
      if (page) show(page, text(how))
    },
    [Op.dropPage]: ([id]) => {
      const page = view.pages.get(id as number)
      if (page) drop(page)
    },
    [Op.sheet]: ([id, path]) => {
      const page = view.pages.get(id as number)
      const sheet = typeof path === 'string' && !page?.sheets.has(path) ? hooks.sheets.of(path) : null
      if (!page || !sheet) return
      page.sheets.add(path as string)
      page.shadow.adoptedStyleSheets.push(sheet)
    },
    [Op.setPage]: ([id, options]) => {
      const page = view.pages.get(id as number)
      if (!page || !isRecord(options)) return
      page.options = { ...page.options, ...options }
      dress(page)
    },
  }
}

function slide(host: HTMLElement, from: string, to: string): void {
  host.animate([{ transform: `translateX(${from})` }, { transform: `translateX(${to})` }], {
    duration: PAGE_SLIDE_MS,
    easing: 'cubic-bezier(0.25, 0.8, 0.4, 1)',
  })
}

/** What `page { background }` says covers all of the window, however far the page itself reaches. */
export function paintBackground(page: Page): void {
  const { backgroundColor } = getComputedStyle(page.root.dom)
  if (backgroundColor !== 'rgba(0, 0, 0, 0)') page.host.style.backgroundColor = backgroundColor
}
