import { Op, type UiEvent } from '@plaza/program-wire'
import * as easel from 'glass-easel'
import type { PageContext, PageNode } from './backend.ts'
import { FORM_BUTTON, FORM_FIELD } from './behaviors.ts'
import { isDict, type Dict } from './plain.ts'
import type { OpenPage } from './page.ts'

/** What events set off beside the program's own handlers. */
export interface EventPorts {
  readonly page: (id: number) => OpenPage | undefined
  /** A `navigator` was tapped. */
  readonly navigate: (node: PageNode, attributes: Dict) => void
  /** A `button` with an `openType` was tapped. */
  readonly open: (node: PageNode, attributes: Dict) => void
  readonly guard: (where: string, work: () => void) => void
}

/** Events that the view tells of the page itself, to the page's functions. */
const PAGE_EVENTS: Readonly<Record<string, string>> = {
  pullDownRefresh: 'onPullDownRefresh',
  reachBottom: 'onReachBottom',
  pageScroll: 'onPageScroll',
}

/** Gives an event of the view to the nodes of the program. */
export function dispatch(context: PageContext, event: UiEvent, ports: EventPorts): void {
  const page = ports.page(event.page)
  if (page && page.root === event.node && pageEvent(page, event, ports)) return
  const node = context.nodes.get(event.node)
  const element = node?.element
  if (!node || !element) return
  if (event.type === 'model') {
    const { name, value } = event.detail as { name: string; value: unknown }
    node.attributes[name] = value
    node.model(name, value)
    return
  }
  if (event.type === 'plaza:navigate') return ports.navigate(node, event.detail as Dict)
  if (event.type === 'plaza:open') return ports.open(node, event.detail as Dict)
  trigger(node, element, event)
}

function pageEvent(page: OpenPage, event: UiEvent, ports: EventPorts): boolean {
  if (event.type === 'resize') {
    page.resize(isDict(event.detail) ? event.detail : {})
    return true
  }
  const method = PAGE_EVENTS[event.type]
  if (method === undefined) return false
  ports.guard(`${page.path} ${method}`, () => page.call(method, event.detail))
  return true
}

function trigger(node: PageNode, element: easel.Element, event: UiEvent): void {
  const isInput = event.type === 'input' && node.tag === 'input'
  const detail = event.type === 'submit' ? submitted(element, event.detail) : event.detail
  const offsets = new Map((event.offsets ?? []).map(([id, left, top]) => [id, [left, top] as const]))
  const extraFields: Dict = { timeStamp: event.timeStamp, offsets }
  if (event.touches) extraFields['touches'] = event.touches
  if (event.changedTouches) extraFields['changedTouches'] = event.changedTouches
  if (event.type === 'input' || event.type === 'change') note(node, detail)
  const raised = new easel.Event(event.type, detail, {
    bubbles: event.bubbles,
    composed: event.bubbles,
    capturePhase: event.bubbles,
    extraFields,
    ...(isInput ? { handleListenerReturn: (back: unknown) => replaced(node, back) } : {}),
  })
  easel.Event.dispatchEvent(element, raised)
  if (event.type === 'tap') formButton(element)
}

/** The value that the person gave is what the next difference is taken from. */
function note(node: PageNode, detail: unknown): void {
  if (isDict(detail) && 'value' in detail) node.attributes['value'] = detail['value']
}

/** A handler of `input` may return what shall stand in the field. */
function replaced(node: PageNode, back: unknown): boolean | void {
  const value = isDict(back) ? back['value'] : back
  if (typeof value === 'string') {
    node.writer.op(Op.setAttribute, node.id, 'value', value)
    if (isDict(back) && typeof back['cursor'] === 'number')
      node.writer.op(Op.setAttribute, node.id, 'cursor', back['cursor'])
    return
  }
  return back === false ? false : undefined
}

/** A form's values with those of the program's own components that are fields. */
function submitted(form: easel.Element, detail: unknown): unknown {
  const value: Dict = isDict(detail) && isDict(detail['value']) ? { ...detail['value'] } : {}
  const visit = (node: easel.Node): void => {
    if (easel.Component.isComponent(node) && hasBehavior(node, FORM_FIELD)) {
      const { name, value: own } = node.data as { name?: string; value?: unknown }
      if (name) value[name] = own
    }
    if (easel.Element.isElement(node)) node.forEachComposedChild(child => visit(child))
  }
  visit(form)
  return isDict(detail) ? { ...detail, value } : { value }
}

/** A component that stands for a submit button sends the form around it. */
function formButton(element: easel.Element): void {
  for (let at: easel.Element | null = element; at; at = at.getComposedParent()) {
    if (!easel.Component.isComponent(at) || !hasBehavior(at, FORM_BUTTON)) continue
    const type = (at.data as { formType?: string }).formType
    if (type !== 'submit' && type !== 'reset') return
    for (let form = at.getComposedParent(); form; form = form.getComposedParent()) {
      const node = form.getBackendElement() as PageNode | null
      if (node?.tag === 'form') return node.invoke(type)
    }
    return
  }
}

const marks = new WeakMap<object, ReadonlyMap<string, unknown>>()

/** Tells which named behaviors a component has: filled once by the parts. */
export function knowBehaviors(space: object, named: ReadonlyMap<string, unknown>): void {
  marks.set(space, named)
}

function hasBehavior(component: easel.GeneralComponent, name: string): boolean {
  const space = component.getRootBehavior().ownerSpace
  const behavior = marks.get(space)?.get(name) as { _$?: easel.GeneralBehavior } | undefined
  return behavior?._$ ? component.hasBehavior(behavior._$ as never) : false
}
