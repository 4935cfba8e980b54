import type { WindowConfig } from './manifest.ts'

/**
 * What the Worker asks of the page, as one flat array: a code, then exactly its arguments, then the next code. Nodes and pages
 * are positive integers that the Worker chooses and never uses again. The view refuses what is not listed here, tags and
 * attributes that are not on its own lists, and everything of a program that breaks the limits.
 */
export const Op = {
  /** page, root node, options: PageOptions. A container with a closed shadow root; not shown yet. */
  newPage: 1,
  /** page, animation: 'push' | 'pop' | 'none'. Shows this page and hides the one before it. */
  showPage: 2,
  /** page */
  dropPage: 3,
  /** page, path: applies the sheet of that path (registered by `styles` messages) to the page once; order is precedence. */
  sheet: 4,

  /**
   * node, tag: a built-in name (`view`) or `wx-` and an unknown one. Components of the program are plain boxes: `wx-x`. In the page
   * every tag has `wx-` in front, so sheets say `wx-view` where the program said `view`, and `wx-page` for `page`: the root node.
   */
  element: 10,
  /** node, text */
  text: 11,
  /** node: a list that takes part in splices and inserts, then is empty. */
  fragment: 12,
  /** node: will not be named again. Its children are released by themselves. */
  release: 13,

  /** parent, child */
  append: 20,
  /** parent, child */
  remove: 21,
  /** parent, child, before */
  insert: 22,
  /** parent, child, old */
  replace: 23,
  /** parent, before (0: the end), count of removed children from `before` on, children: number[] */
  splice: 24,

  /** node, id (as the program gave it; the view makes `#id` selectors of the sheets work). */
  setId: 30,
  /** node, style text; segments are joined by the Worker. */
  setStyle: 31,
  /**
   * node, class names with their scopes already in front, separated by spaces; replaces all. The same holds for attributes that name
   * classes: hoverClass, placeholderClass, indicatorClass, maskClass.
   */
  setClass: 32,
  /** node, name (camelCase as in the component's documentation, or `data-…`, `aria-…`), value: structured data. */
  setAttribute: 33,
  /** node, name */
  removeAttribute: 34,
  /** node, text */
  setText: 35,
  /** node, attribute, on: the view tells `model` events with `{ name, value }` when the person changes this value. */
  bindModel: 36,
  /** node, event type, capture: boolean, level: 0 bind, 1 mut, 2 catch; -1: nobody listens any more. */
  listen: 37,

  /** request, Query: answered by `answer`. Sees everything before it. */
  query: 40,
  /** node, method, arguments: unknown[]: what components can be told (scrollTo, focus, play, seek, canvas commands, animate …). */
  invoke: 41,
  /** observer, ObserverOptions: tells `observed`. */
  observe: 42,
  /** observer */
  unobserve: 43,
  /** request, node: gives the Worker an OffscreenCanvas of a `canvas type="2d"` by `canvas`, when it can. */
  takeCanvas: 44,
  /** page, { scrollTop?, selectorNode?, duration, offsetTop? } in CSS px: `wx.pageScrollTo`. */
  scrollPage: 45,
  /** page, 'start' | 'stop': pull-down refresh. */
  refresh: 46,
  /** page, PageOptions: what changed of a page's background, scrolling or refresher. */
  setPage: 47,
} as const

export type OpCode = (typeof Op)[keyof typeof Op]

/** How many arguments follow each code. */
export const OP_ARITY: Readonly<Record<OpCode, number>> = {
  1: 3,
  2: 2,
  3: 1,
  4: 2,
  10: 2,
  11: 2,
  12: 1,
  13: 1,
  20: 2,
  21: 2,
  22: 3,
  23: 3,
  24: 4,
  30: 2,
  31: 2,
  32: 2,
  33: 3,
  34: 2,
  35: 2,
  36: 3,
  37: 4,
  40: 2,
  41: 3,
  42: 2,
  43: 1,
  44: 2,
  45: 2,
  46: 2,
  47: 2,
}

export interface PageOptions extends WindowConfig {
  /** Path of the page: what relative addresses of pictures are resolved against. */
  readonly path?: string
  /** Room that the host's own bars do not take: set when the page draws under them (navigationStyle custom, custom tab bar). */
  readonly under?: boolean
}

/** What `SelectorQuery` and `IntersectionObserver` ask. Nodes were found by the Worker; 0 is the page's viewport. */
export interface Query {
  readonly page: number
  readonly items: readonly {
    readonly node: number
    /** Which of: rect, size, scrollOffset, dataset, id, properties, computedStyle, context, node, mark. */
    readonly fields: readonly string[]
    readonly properties?: readonly string[]
    readonly styles?: readonly string[]
  }[]
}

export interface ObserverOptions {
  readonly kind: 'intersection' | 'media'
  readonly page: number
  readonly nodes?: readonly number[]
  readonly relativeTo?: readonly { readonly node: number; readonly margins: Readonly<Record<string, number>> }[]
  readonly thresholds?: readonly number[]
  readonly initialRatio?: number
  readonly media?: Readonly<Record<string, unknown>>
}
