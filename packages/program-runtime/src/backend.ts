import { BUILT_IN_COMPONENTS, Op } from '@plaza/program-wire'
import * as easel from 'glass-easel'
import { plain } from './plain.ts'
import { camelCase, folderOf, joinPath, lengthsOf } from './styling.ts'
import type { Writer } from './writer.ts'

/** Attributes that name classes, which need their scope in front like `class` itself. */
const CLASS_ATTRIBUTES = new Set(['hoverClass', 'placeholderClass', 'indicatorClass', 'maskClass'])
/** Attributes that name files, which may stand beside the page or component. */
const FILE_ATTRIBUTES = new Set(['src', 'poster', 'imageUrl', 'iconPath', 'danmuBtn'])

/** What the renderer needs to know of the program. */
export interface Surroundings {
  /** What goes before a class of a scope: '' for shared ones. */
  scopeName(scope: number): string
  /** The class of a component's own box, for `:host`. */
  hostClass(path: string): string
  hasAsset(path: string): boolean
  width(): number
  height(): number
  pixelRatio(): number
  theme(): string
  /** An attribute of a node that stands for the page itself: `web-view`, `navigation-bar`. */
  pageAttribute(node: PageNode, name: string, value: unknown): void
}

/** Built-in components with more than one place for children. */
const SLOTTED_TAGS = new Set(['scroll-view', 'map'])
/** Nodes whose attributes are the page's. */
const PAGE_TAGS = new Set(['web-view', 'navigation-bar'])

// The typings declare the enum as constant, which separate compilation cannot read.
const COMPOSED = 2 as easel.BackendMode.Composed

type ModelListener = (value: unknown) => void

/** A node of the page, seen from the Worker: writes what glass-easel does to it as operations. */
export class PageNode implements easel.composedBackend.Element {
  readonly id: number
  readonly tag: string
  readonly #context: PageContext
  element: easel.Element | undefined
  readonly attributes: Record<string, unknown> = {}
  /** Only a list that takes part in a splice. */
  readonly list: PageNode[] | undefined
  readonly #classes: string[] = []
  #isDirty = false
  #models: Map<string, ModelListener> | undefined

  constructor(context: PageContext, id: number, tag: string, isList = false) {
    this.#context = context
    this.id = id
    this.tag = tag
    this.list = isList ? [] : undefined
  }

  get writer(): Writer {
    return this.#context.writer
  }

  release(): void {
    this.#context.nodes.delete(this.id)
    if (this.tag === 'web-view') this.#context.around.pageAttribute(this, 'src', undefined)
    if (!this.list && this.id > 0) this.writer.op(Op.release, this.id)
  }

  associateValue(value: easel.Element): void {
    this.element = value
    if (easel.Component.isComponent(value)) this.#addHostClass(value.is)
  }

  #addHostClass(path: string): void {
    const host = this.#context.around.hostClass(path)
    if (host !== '') this.#change(() => this.#classes.push(host))
  }

  /** Tells where in a built-in component a child belongs, before it is put there. */
  #place(child: PageNode): void {
    if (!SLOTTED_TAGS.has(this.tag)) return
    for (const node of child.list ?? [child]) {
      const name = node.element?.slot
      if (name) this.writer.op(Op.setAttribute, node.id, 'slot', name)
    }
  }

  appendChild(child: PageNode): void {
    this.#place(child)
    if (this.list) this.list.push(child)
    else if (child.list) this.writer.op(Op.splice, this.id, 0, 0, child.take())
    else this.writer.op(Op.append, this.id, child.id)
  }

  removeChild(child: PageNode): void {
    this.writer.op(Op.remove, this.id, child.id)
  }

  insertBefore(child: PageNode, before: PageNode): void {
    this.#place(child)
    if (child.list) this.writer.op(Op.splice, this.id, before.id, 0, child.take())
    else this.writer.op(Op.insert, this.id, child.id, before.id)
  }

  replaceChild(child: PageNode, old: PageNode): void {
    this.#place(child)
    // A root is already where it belongs; what hangs beside a page's own content replaces nothing.
    if (this.id === 0) return
    if (old.id === 0) this.writer.op(Op.append, this.id, child.id)
    else if (child.list) this.writer.op(Op.splice, this.id, old.id, 1, child.take())
    else this.writer.op(Op.replace, this.id, child.id, old.id)
  }

  spliceBefore(before: PageNode, deleteCount: number, list: PageNode): void {
    this.#place(list)
    this.writer.op(Op.splice, this.id, before.id, deleteCount, list.take())
  }

  spliceAppend(list: PageNode): void {
    this.#place(list)
    this.writer.op(Op.splice, this.id, 0, 0, list.take())
  }

  spliceRemove(before: PageNode, deleteCount: number): void {
    this.writer.op(Op.splice, this.id, before.id, deleteCount, [])
  }

  take(): number[] {
    return this.list?.splice(0).map(node => node.id) ?? []
  }

  setId(id: string): void {
    // glass-easel puts a name of the component in front; sheets and forms want what the program wrote.
    this.writer.op(Op.setId, this.id, this.element?.id ?? id.slice(id.indexOf('--') + 2))
  }

  setStyleScope(): void {}

  setStyle(text: string): void {
    this.writer.op(Op.setStyle, this.id, lengthsOf(text))
  }

  addClass(name: string, scope?: number): void {
    this.#change(() => this.#classes.push(this.#scoped(name, scope)))
  }

  removeClass(name: string, scope?: number): void {
    this.#change(() => {
      const at = this.#classes.indexOf(this.#scoped(name, scope))
      if (at >= 0) this.#classes.splice(at, 1)
    })
  }

  clearClasses(): void {
    this.#change(() => this.#classes.splice(0))
  }

  #scoped(name: string, scope: number | undefined): string {
    const prefix = scope === undefined ? '' : this.#context.around.scopeName(scope)
    return prefix === '' ? name : `${prefix}--${name}`
  }

  /** Classes change one by one; the whole goes once, before the flush. */
  #change(work: () => void): void {
    work()
    this.dirtyClasses()
  }

  dirtyClasses(): void {
    if (this.#isDirty) return
    this.#isDirty = true
    this.#context.dirty.push(this)
    this.writer.queue()
  }

  writeClasses(): void {
    this.#isDirty = false
    this.writer.op(Op.setClass, this.id, this.#classes.join(' '))
  }

  setAttribute(name: string, value: unknown): void {
    if (name.startsWith('data-')) return
    const key = name.startsWith('aria-') ? name : camelCase(name)
    const sent = this.#valueOf(key, value)
    this.attributes[key] = sent
    if (PAGE_TAGS.has(this.tag)) this.#context.around.pageAttribute(this, key, sent)
    this.writer.op(Op.setAttribute, this.id, key, sent)
  }

  #valueOf(key: string, value: unknown): unknown {
    if (typeof value === 'string') {
      if (CLASS_ATTRIBUTES.has(key)) return this.#scopedNames(value)
      if (FILE_ATTRIBUTES.has(key)) return this.#filePath(value)
      return value
    }
    return plain(value)
  }

  /** Resolves names as the template's own classes are resolved: with its scopes and external classes. */
  #scopedNames(names: string): string {
    const list = this.element?.classList as unknown as
      | { _$resolvePrefixes?(name: string, tell: (scope: number | undefined, name: string) => void): void }
      | undefined
    const out: string[] = []
    for (const name of names.split(/\s+/).filter(Boolean)) {
      if (list?._$resolvePrefixes) list._$resolvePrefixes(name, (scope, name) => out.push(this.#scoped(name, scope)))
      else out.push(name)
    }
    return out.join(' ')
  }

  #filePath(address: string): string {
    if (address === '' || /^([a-z][\w+.-]*:|\/\/)/i.test(address)) return address
    if (address.startsWith('/')) return `/${joinPath(address)}`
    const host = this.element?.ownerShadowRoot?.getHostNode()
    const near = host ? joinPath(folderOf(host.is), address) : joinPath(address)
    if (this.#context.around.hasAsset(near)) return `/${near}`
    return this.#context.around.hasAsset(joinPath(address)) ? `/${joinPath(address)}` : address
  }

  removeAttribute(name: string): void {
    const key = name.startsWith('aria-') ? name : camelCase(name)
    delete this.attributes[key]
    this.writer.op(Op.removeAttribute, this.id, key)
  }

  setText(text: string): void {
    this.writer.op(Op.setText, this.id, text)
  }

  setModelBindingStat(name: string, listener: ModelListener | null): void {
    this.#models ??= new Map()
    const key = camelCase(name)
    if (listener) this.#models.set(key, listener)
    else this.#models.delete(key)
    this.writer.op(Op.bindModel, this.id, key, listener !== null)
  }

  /** The person changed a value that is bound both ways. */
  model(name: string, value: unknown): void {
    this.#models?.get(name)?.(value)
  }

  setListenerStats(type: string, capture: boolean, level: number): void {
    this.writer.op(Op.listen, this.id, type, capture, level)
  }

  invoke(method: string, ...args: readonly unknown[]): void {
    this.writer.op(Op.invoke, this.id, method, plain(args))
  }
}

/** Where glass-easel renders to: makes nodes and numbers them. */
export class PageContext implements easel.composedBackend.Context {
  readonly mode = COMPOSED
  readonly writer: Writer
  readonly around: Surroundings
  readonly nodes = new Map<number, PageNode>()
  readonly dirty: PageNode[] = []
  /** Set while the root of a page is made: its node is not an element of its own but comes with the page. */
  rootTag: { readonly id: number } | undefined

  constructor(writer: Writer, around: Surroundings) {
    this.writer = writer
    this.around = around
  }

  /** Classes that changed are written now, so that what follows sees them. */
  settle(): void {
    for (const node of this.dirty.splice(0)) if (this.nodes.has(node.id)) node.writeClasses()
  }

  destroy(): void {}
  getWindowWidth(): number {
    return this.around.width()
  }
  getWindowHeight(): number {
    return this.around.height()
  }
  getDevicePixelRatio(): number {
    return this.around.pixelRatio()
  }
  getTheme(): string {
    return this.around.theme()
  }
  registerStyleSheetContent(): void {}
  appendStyleSheetPath(): number {
    return 0
  }
  disableStyleSheet(): void {}

  render(done: (error: Error | null) => void): void {
    this.writer.afterFlush(() => setTimeout(() => done(null), 0))
  }

  getRootNode(): PageNode {
    return new PageNode(this, 0, '')
  }

  createElement(name: string, styling: string): PageNode {
    const root = this.rootTag
    this.rootTag = undefined
    const id = root?.id ?? this.writer.next()
    const tag = root ? 'page' : tagOf(name, styling)
    const node = new PageNode(this, id, tag)
    this.nodes.set(id, node)
    if (!root) this.writer.op(Op.element, id, tag)
    return node
  }

  createTextNode(text: string): PageNode {
    const id = this.writer.next()
    this.writer.op(Op.text, id, text)
    return new PageNode(this, id, '#text')
  }

  createFragment(): PageNode {
    return new PageNode(this, -1, '', true)
  }

  onEvent(): void {}

  /** Cuts a page that is gone off: the view dropped its nodes with it, and nothing the program still does to them is sent. */
  forget(page: easel.GeneralComponent): void {
    this.writer.quietly(() => page.destroyBackendElementOnSubtree())
  }
}

/** The outermost component that an element stands in: that of its page, or a custom tab bar. */
export function rootOf(element: easel.Element): easel.Element {
  let at = element
  for (let host = at.ownerShadowRoot?.getHostNode(); host; host = at.ownerShadowRoot?.getHostNode()) at = host
  return at
}

/** Components are boxes called after the name they are used by; so are tags that nobody knows. */
function tagOf(name: string, styling: string): string {
  const isComponent = name === easel.globalOptions.hostNodeTagName
  const wanted = isComponent ? styling : name
  if (BUILT_IN_COMPONENTS.has(wanted)) return isComponent ? 'wx-x' : wanted
  return /^[a-z][a-z0-9_-]*$/i.test(wanted) ? `wx-${wanted.toLowerCase()}` : 'wx-x'
}
