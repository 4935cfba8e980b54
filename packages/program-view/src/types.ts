import type { Boot, FromFrame, PageOptions, StyleSheets, SystemInfo, ToWorker, TouchPoint } from '@plaza/program-wire'

/** A node of the program: an element of the page, a text, or a list that waits to be put somewhere. */
export interface Rec {
  readonly id: number
  /** Name without `wx-`; '' for texts and lists. */
  readonly tag: string
  readonly dom: Node
  part?: Part
  attrs?: Map<string, unknown>
  /** Event type to level: 0 bind, 1 mut, 2 catch. Capturing ones have `!` behind their type. */
  heard?: Map<string, number>
  models?: Set<string>
  /** A text as the Worker gave it, when it may be shown another way (`decode`, `space`). */
  raw?: string
  /** Lets go of the pictures in its inline style. */
  styleGo?: () => void
  /** What an animation gave it, kept when the program's style replaces all. */
  kept?: Record<string, string>
  /** What was asked of a part that is still loading. */
  waiting?: [method: string, args: readonly unknown[]][]
}

/** The record of an element. */
export interface Box extends Rec {
  readonly dom: HTMLElement
}

/** What a built-in component does besides being a box. */
export interface Part {
  /** An attribute was set, or removed (undefined). */
  set?(name: string, value: unknown): void
  /** It is in the page now, after a batch: sizes can be read. */
  mounted?(): void
  dropped?(): void
  /** Its inline style was replaced: what the part itself wrote there is gone. */
  styled?(): void
  /** Told by `invoke`; methods with an answer get a `reply` with their `request`. */
  invoke?(method: string, args: readonly unknown[]): void
  /** The person tapped it, or a node in it that does not catch taps. True: nobody further out does anything. */
  tap?(event: { readonly x: number; readonly y: number; readonly target: Box }): boolean | void
  /** A control of a form: what `submit` collects; back to what it began with. */
  value?(): unknown
  reset?(): void
  /** What a query with `properties`, `scrollOffset` or `context` adds. */
  properties?(name: string): unknown
  scroller?: HTMLElement
  /** No children of the program are shown in it. */
  readonly closed?: boolean
  /** Of the program's children only those of this tag are shown in it. */
  readonly only?: string
  /** The class that a press gives when the program names none. */
  readonly hover?: { readonly name: string; readonly start: number; readonly stay: number }
  readonly disabled?: () => boolean
  /** It tells `tap` itself, with a detail of its own. */
  readonly ownTap?: boolean
}

export type MakePart = (box: Box, view: View) => Part

export interface FireOptions {
  readonly bubbles?: boolean
  readonly touches?: readonly TouchPoint[]
  readonly changedTouches?: readonly TouchPoint[]
  /** Told although nobody in the page listens. */
  readonly always?: boolean
  /** With the places of the target and of the boxes around it that listen. */
  readonly offsets?: boolean
  /** Told once a frame: a later one takes the place of an earlier. */
  readonly lazy?: boolean
}

export interface Page {
  readonly id: number
  readonly host: HTMLElement
  readonly shadow: ShadowRoot
  readonly root: Box
  options: PageOptions
  readonly sheets: Set<string>
  shown: boolean
}

export interface Env {
  system: SystemInfo | null
  /** `prefers-color-scheme` of the program: dark only when the program says it knows dark. */
  dark: boolean
  readonly reducedMotion: () => boolean
}

/** All that parts and operations share. */
export interface View {
  readonly recs: Map<number, Rec>
  readonly pages: Map<number, Page>
  readonly env: Env
  readonly assets: Assets
  recOf(node: Node | null): Rec | undefined
  /** The nearest element of the program around a node, itself included. */
  boxAround(node: Node | null): Box | undefined
  pageOf(node: Node): Page | undefined
  topPage(): Page | undefined
  fire(rec: Rec, type: string, detail?: unknown, options?: FireOptions): void
  /** Is there anybody to tell: on the node, or around it when the event bubbles. */
  hears(rec: Rec, type: string, bubbles: boolean): boolean
  /** The person changed a value that the program may have bound by `model:`. */
  changed(rec: Rec, name: string, value: unknown): void
  attr(rec: Rec, name: string): unknown
  toHost(message: FromFrame): void
  toWorker(message: ToWorker, transfer?: Transferable[]): void
  reply(request: number, result: unknown): void
  focus(element: HTMLElement): void
  boot(boot: Boot): void
  addStyles(styles: StyleSheets): void
}

export interface Assets {
  /** Calls back, now or later, with an address the page may show, or null. The answer lets it go. */
  use(src: unknown, base: string, got: (url: string | null) => void): () => void
  answer(id: number, bytes: ArrayBuffer | null, type: string): void
}

export interface Observers {
  observe(id: unknown, options: unknown): void
  unobserve(id: unknown): void
}

/** What the second script brings. */
export interface More {
  readonly parts: Readonly<Record<string, MakePart>>
  readonly css: string
  readonly observers: (view: View) => Observers
  readonly animate: (box: Box, view: View, method: string, args: readonly unknown[]) => void
  /** The `animation` attribute: what `createAnimation` exported. */
  readonly runAnimation: (box: Box, exported: unknown) => void
}
