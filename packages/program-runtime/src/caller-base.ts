import * as easel from 'glass-easel'
import { isDict, type Dict } from './plain.ts'

/** A page's or component's own `this`, as its code sees it. */
export type Caller = Dict & {
  readonly _$: easel.GeneralComponent
  readonly _$export?: (from: Caller | null) => unknown
  setData(data: Dict, done?: () => void): void
}

type Method = (this: Caller, ...args: readonly never[]) => unknown

/** What a component gives to who selects it: itself, or what its `export` says. */
function exported(from: Caller, element: easel.Element | null | undefined): unknown {
  if (!element || !easel.Component.isComponent(element)) return undefined
  const caller = element.getMethodCaller() as unknown as Caller
  return caller._$export?.call(caller, from) ?? caller
}

function shadowOf(caller: Caller): easel.ShadowRoot | null {
  return caller._$.getShadowRoot()
}

const METHODS: Record<string, Method> = {
  setData(data: unknown, done: unknown) {
    if (isDict(data)) this._$.setData(data as never)
    if (typeof done === 'function') {
      easel.triggerRender(this._$, () => easel.safeCallback('setData', done as () => void, this, [], this._$))
    }
  },
  groupSetData(work: unknown) {
    if (typeof work === 'function') easel.safeCallback('groupSetData', work as () => void, this, [], this._$)
  },
  updateData(data: never) {
    this._$.updateData(data)
  },
  replaceDataOnPath(path: never, value: never) {
    this._$.replaceDataOnPath(path, value)
  },
  spliceArrayDataOnPath(path: never, index: never, count: never, inserts: never) {
    this._$.spliceArrayDataOnPath(path, index, count, inserts)
  },
  applyDataUpdates() {
    this._$.applyDataUpdates()
  },
  groupUpdates(work: () => unknown) {
    return this._$.groupUpdates(() => easel.safeCallback('groupUpdates', work, this as never, [], this._$))
  },
  hasBehavior(behavior: { readonly _$?: easel.GeneralBehavior }) {
    return behavior?._$ ? this._$.hasBehavior(behavior._$ as never) : false
  },
  triggerEvent(name: unknown, detail: unknown, options: unknown) {
    this._$.triggerEvent(String(name), detail === undefined ? {} : detail, isDict(options) ? options : {})
  },
  selectComponent(selector: unknown) {
    return typeof selector === 'string' ? (exported(this, shadowOf(this)?.querySelector(selector)) ?? null) : null
  },
  selectAllComponents(selector: unknown) {
    const found = typeof selector === 'string' ? (shadowOf(this)?.querySelectorAll(selector) ?? []) : []
    return found.map(element => exported(this, element)).filter(each => each !== undefined)
  },
  selectOwnerComponent() {
    return exported(this, this._$.ownerShadowRoot?.getHostNode()) ?? null
  },
  getRelationNodes(key: string) {
    return this._$.getRelationNodes(key).map(target => target.getMethodCaller() as unknown)
  },
}

const FIELDS: Record<string, (component: easel.GeneralComponent) => unknown> = {
  is: component => component.is,
  id: component => component.id,
  dataset: component => component.dataset,
  data: component => component.data,
  properties: component => component.data,
}

/** What all callers inherit: methods that can be overridden, and fields that can be written over. */
export const CALLER_PROTOTYPE: Dict = {}

export function addMethods(methods: Record<string, Method>): void {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(CALLER_PROTOTYPE, name, { value, writable: true, configurable: true })
  }
}

export function addFields(fields: Record<string, (component: easel.GeneralComponent) => unknown>): void {
  for (const [name, read] of Object.entries(fields)) {
    Object.defineProperty(CALLER_PROTOTYPE, name, {
      get(this: Caller) {
        return read(this._$)
      },
      set(this: Caller, value: unknown) {
        Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true })
      },
      configurable: true,
    })
  }
}

addMethods(METHODS)
addFields(FIELDS)
