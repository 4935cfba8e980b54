import { BUILT_IN_COMPONENTS, NODES_MAX, Op, type OpCode } from '@plaza/program-wire'
import { CLASS_LENGTH_MAX, LABEL_LENGTH_MAX, NAME_LENGTH_MAX, TEXT_LENGTH_MAX } from './limits.ts'
import { partFor, shows, withMore } from './parts.ts'
import { setInlineStyle } from './style.ts'
import { elementName, isReflected } from './tags.ts'
import { shownText } from './text.ts'
import type { Box, Rec, View } from './types.ts'
import { camel, kebab, list, text } from './values.ts'

/** More nodes than a program may have. */
export class TooManyNodes extends Error {
  override readonly name = 'TooManyNodes'
}

type NodeOps = Pick<
  Record<OpCode, (args: readonly unknown[]) => void>,
  10 | 11 | 12 | 13 | 20 | 21 | 22 | 23 | 24 | 30 | 31 | 32 | 33 | 34 | 35 | 36 | 37
>

const RELEASED = -1

/** The operations that make, place and dress nodes. `born` hears of each part, to tell it when it is in the page. */
export function nodeOps(view: View, marks: WeakMap<Node, Rec>, born: (rec: Rec) => void): NodeOps {
  const rec = (id: unknown) => view.recs.get(id as number)
  const box = (id: unknown) => {
    const found = rec(id)
    return found?.dom instanceof HTMLElement ? (found as Box) : undefined
  }

  function keep(made: Rec): void {
    if (!Number.isSafeInteger(made.id) || made.id <= 0 || view.recs.has(made.id)) return
    if (view.recs.size >= NODES_MAX) throw new TooManyNodes(`more than ${NODES_MAX} nodes`)
    view.recs.set(made.id, made)
    marks.set(made.dom, made)
  }

  /** Puts a node before another, or at the end; nothing is shown inside a closed component. */
  function place(parent: Rec | undefined, child: Rec | undefined, before: Node | null): void {
    if (!parent || !child || !shows(parent.part, child.tag)) return
    if (child.raw !== undefined && parent.tag === 'text') child.dom.nodeValue = shownText(child.raw, parent)
    parent.dom.insertBefore(child.dom, before?.parentNode === parent.dom ? before : null)
  }

  function takeOut(parent: Rec | undefined, child: Rec | undefined): void {
    if (child && child.dom.parentNode === parent?.dom) parent?.dom.removeChild(child.dom)
  }

  return {
    [Op.element]: ([id, tag]) => {
      const name = elementName(tag)
      if (!name) return
      const plain = name.slice('wx-'.length)
      const made: Box = { id: id as number, tag: plain, dom: document.createElement(name) }
      keep(made)
      if (BUILT_IN_COMPONENTS.has(plain)) partFor(made, view, born)
    },
    [Op.text]: ([id, value]) => {
      const raw = text(value).slice(0, TEXT_LENGTH_MAX)
      keep({ id: id as number, tag: '', dom: document.createTextNode(raw), raw })
    },
    [Op.fragment]: ([id]) => keep({ id: id as number, tag: '', dom: document.createDocumentFragment() }),
    [Op.release]: ([id]) => {
      const gone = rec(id)
      if (gone) release(view, gone)
    },

    [Op.append]: ([parent, child]) => place(rec(parent), rec(child), null),
    [Op.remove]: ([parent, child]) => takeOut(rec(parent), rec(child)),
    [Op.insert]: ([parent, child, before]) => place(rec(parent), rec(child), rec(before)?.dom ?? null),
    [Op.replace]: ([parent, child, old]) => {
      const was = rec(old)
      place(rec(parent), rec(child), was?.dom ?? null)
      takeOut(rec(parent), was)
    },
    [Op.splice]: ([parent, before, count, children]) => {
      const into = rec(parent)
      let at: Node | null = rec(before)?.dom ?? null
      for (let left = Number(count); left > 0 && at; left -= 1) {
        const next: Node | null = at.nextSibling
        if (at.parentNode === into?.dom) at.parentNode?.removeChild(at)
        at = next
      }
      for (const child of list(children)) place(into, rec(child), at)
    },

    [Op.setId]: ([id, value]) => {
      const found = box(id)
      if (found) found.dom.id = text(value).slice(0, NAME_LENGTH_MAX)
    },
    [Op.setStyle]: ([id, css]) => {
      const found = box(id)
      if (found) setInlineStyle(found, css, view)
    },
    [Op.setClass]: ([id, names]) => {
      const found = box(id)
      if (found) found.dom.className = text(names).slice(0, CLASS_LENGTH_MAX)
    },
    [Op.setAttribute]: ([id, name, value]) => setAttribute(box(id), name, value),
    [Op.removeAttribute]: ([id, name]) => setAttribute(box(id), name, undefined),
    [Op.setText]: ([id, value]) => {
      const found = rec(id)
      if (found?.raw === undefined) return
      found.raw = text(value).slice(0, TEXT_LENGTH_MAX)
      const around = view.recOf(found.dom.parentNode)
      found.dom.nodeValue = around?.tag === 'text' ? shownText(found.raw, around) : found.raw
    },
    [Op.bindModel]: ([id, name, on]) => {
      const found = box(id)
      if (!found) return
      found.models ??= new Set()
      if (on) found.models.add(camel(text(name)))
      else found.models.delete(camel(text(name)))
    },
    [Op.listen]: ([id, type, capture, level]) => listen(box(id), text(type), Boolean(capture), Number(level)),
  }
}

function listen(box: Box | undefined, type: string, capture: boolean, level: number): void {
  if (!box || type.length > NAME_LENGTH_MAX) return
  const key = capture ? `${type}!` : type
  box.heard ??= new Map()
  if (level === RELEASED) box.heard.delete(key)
  else box.heard.set(key, level)
  if (type === 'touchmove') box.dom.toggleAttribute('data-still', level === CATCH)
  // What can be tapped can be reached by keyboard and is read as a button; what the program says of itself stays.
  if (type === 'tap' && !capture && box.tag !== 'page' && !box.part?.value) {
    const { dom } = box
    if (level === RELEASED) dom.removeAttribute('tabindex')
    else if (!dom.hasAttribute('tabindex')) dom.tabIndex = 0
    if (!dom.hasAttribute('role') && level !== RELEASED) dom.setAttribute('role', 'button')
  }
}

const CATCH = 2
/** Places of built-in components that children may ask for. */
const PLACES = new Set<unknown>(['refresher', 'callout'])

function setAttribute(box: Box | undefined, written: unknown, value: unknown): void {
  if (!box || typeof written !== 'string' || written.length > NAME_LENGTH_MAX) return
  const name = camel(written)
  box.attrs ??= new Map()
  if (value === undefined) box.attrs.delete(name)
  else box.attrs.set(name, value)
  if (name === 'slot') box.dom.slot = PLACES.has(value) ? text(value) : ''
  else reflect(box.dom, kebab(written), value)
  box.part?.set?.(name, value)
  if (name === 'animation' && value) withMore(more => more.runAnimation(box, value))
}

function reflect(dom: HTMLElement, name: string, value: unknown): void {
  if (!isReflected(name)) return
  const spoken = name.startsWith('aria-') // where false is a word of its own
  const absent = value === undefined || value === null || (value === false && !spoken) || value === ''
  if (absent || typeof value === 'object') dom.removeAttribute(name)
  else dom.setAttribute(name, value === true && !spoken ? '' : text(value).slice(0, LABEL_LENGTH_MAX))
}

/** Forgets a node; it may still be seen until its parent is taken out. */
export function release(view: View, rec: Rec): void {
  view.recs.delete(rec.id)
  rec.styleGo?.()
  rec.part?.dropped?.()
}

/** Forgets all nodes inside one. */
export function releaseTree(view: View, node: Node): void {
  const rec = view.recOf(node)
  for (const child of node.childNodes) releaseTree(view, child)
  if (rec) release(view, rec)
}
