import * as easel from 'glass-easel'
import type { PageNode } from '../backend.ts'
import type { Caller } from '../caller-base.ts'
import { isDict, plain, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { nodeHandle } from './node-handle.ts'

type Told = (res: unknown, all?: unknown) => void

interface Wanted {
  readonly caller: Caller | undefined
  /** null is the viewport. */
  readonly selector: string | null
  readonly isSingle: boolean
  readonly fields: Dict
  readonly told: Told | undefined
}

/** `wx.createSelectorQuery()`: what is where on the page, answered by the view for nodes that the Worker found. */
export class SelectorQuery {
  readonly #program: Program
  #caller: Caller | undefined
  readonly #wanted: Wanted[] = []

  constructor(program: Program, caller?: Caller) {
    this.#program = program
    this.#caller = caller
  }

  in(component: unknown): this {
    if (isDict(component) && '_$' in component) this.#caller = component as Caller
    return this
  }

  select(selector: unknown): NodesRef {
    return this.#ref(String(selector), true)
  }

  selectAll(selector: unknown): NodesRef {
    return this.#ref(String(selector), false)
  }

  selectViewport(): NodesRef {
    return this.#ref(null, true)
  }

  exec(done?: (results: readonly unknown[]) => void): this {
    const wanted = this.#wanted.splice(0)
    runQueries(this.#program, wanted).then(
      results => {
        const { errors } = this.#program
        wanted.forEach(({ told }, at) => told && errors.guard('SelectorQuery', () => told(results[at])))
        if (typeof done === 'function') errors.guard('SelectorQuery', done.bind(undefined, results))
      },
      (error: unknown) => this.#program.errors.tell('script', error),
    )
    return this
  }

  #ref(selector: string | null, isSingle: boolean): NodesRef {
    const caller = this.#caller ?? this.#program.router.top?.caller
    const want = (fields: Dict, told?: Told): this => {
      this.#wanted.push({ caller, selector, isSingle, fields, told: typeof told === 'function' ? told : undefined })
      return this
    }
    return {
      boundingClientRect: told => want({ id: true, dataset: true, rect: true, size: true }, told),
      scrollOffset: told => want({ id: true, dataset: true, scrollOffset: true }, told),
      context: told => want({ context: true }, told),
      node: told => want({ node: true }, told),
      ref: told => want({ node: true }, told),
      fields: (fields, told) => want(isDict(fields) ? fields : {}, told),
    }
  }
}

interface NodesRef {
  boundingClientRect(told?: Told): SelectorQuery
  scrollOffset(told?: Told): SelectorQuery
  context(told?: Told): SelectorQuery
  node(told?: Told): SelectorQuery
  ref(told?: Told): SelectorQuery
  fields(fields: unknown, told?: Told): SelectorQuery
}

/** Elements that a selector means in a component; an invalid selector means none. */
export function find(caller: Caller | undefined, selector: string, isSingle: boolean): easel.Element[] {
  const shadow = caller?._$.getShadowRoot()
  if (!shadow) return []
  const found = isSingle ? [shadow.querySelector(selector)] : shadow.querySelectorAll(selector)
  return found.filter((element): element is easel.Element => element !== null)
}

/** The node of an element; of a component without a box of its own, that of its first child. */
export function nodeOf(element: easel.Element): PageNode | undefined {
  const own = element.getBackendElement() as PageNode | null
  if (own) return own
  for (const child of element.getComposedChildren()) {
    const inner = easel.Element.isElement(child) ? nodeOf(child) : undefined
    if (inner) return inner
  }
  return undefined
}

interface Asked {
  readonly element: easel.Element | undefined
  readonly node: PageNode | undefined
  readonly fields: Dict
}

async function runQueries(program: Program, wanted: readonly Wanted[]): Promise<unknown[]> {
  // The tree is looked at when what was written so far is done, as `exec` after `setData` wants it.
  await Promise.resolve()
  program.writer.flush()
  const groups = wanted.map(({ caller, selector, isSingle, fields }) =>
    selector === null
      ? [{ element: undefined, node: undefined, fields }]
      : find(caller, selector, isSingle).map(element => ({ element, node: nodeOf(element), fields })),
  )
  const asked: Asked[] = groups.flat()
  const first = wanted[0]?.caller
  const page = (first && program.pageOf(first._$)) ?? program.router.top
  const items = asked.map(({ node, fields }) => ({ node: node?.id ?? 0, ...viewFields(fields) }))
  const needsView = items.some(item => item.fields.length > 0)
  const told = needsView && page ? await program.query({ page: page.id, items }) : []
  const answers = asked.map((each, at) => answerOf(program, each, told[at]))
  let at = 0
  return groups.map((group, index) => {
    const results = answers.slice(at, (at += group.length))
    return wanted[index]!.isSingle ? (results[0] ?? null) : results
  })
}

const VIEW_FIELDS = ['rect', 'size', 'scrollOffset'] as const

function viewFields(fields: Dict): { fields: string[]; properties?: string[]; styles?: string[] } {
  const wanted: string[] = VIEW_FIELDS.filter(name => fields[name] === true)
  const properties = stringsOf(fields['properties'])
  const styles = stringsOf(fields['computedStyle'])
  if (properties.length > 0) wanted.push('properties')
  if (styles.length > 0) wanted.push('computedStyle')
  return { fields: wanted, ...(properties.length > 0 ? { properties } : {}), ...(styles.length > 0 ? { styles } : {}) }
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value)
    ? (value as readonly unknown[]).filter((each): each is string => typeof each === 'string')
    : []
}

function answerOf(program: Program, { element, node, fields }: Asked, told: unknown): Dict {
  const out: Dict = {}
  if (fields['id'] === true) out['id'] = element?.id ?? ''
  if (fields['dataset'] === true) out['dataset'] = { ...element?.dataset }
  if (fields['mark'] === true) out['mark'] = element?.collectMarks() ?? {}
  if (isDict(told)) Object.assign(out, told)
  if (element && easel.Component.isComponent(element)) {
    for (const name of stringsOf(fields['properties'])) {
      if (easel.Component.hasProperty(element, name)) out[name] = plain(element.data[name])
    }
  } else if (node) {
    for (const name of stringsOf(fields['properties'])) out[name] ??= node.attributes[name]
  }
  if (node && fields['node'] === true) out['node'] = nodeHandle(program, node, 'node')
  if (node && fields['context'] === true) out['context'] = nodeHandle(program, node, 'context')
  return out
}
