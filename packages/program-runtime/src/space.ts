import * as easel from 'glass-easel'
import { CALLER_PROTOTYPE, type Caller } from './caller-base.ts'
import { isDict, type Dict } from './plain.ts'

/** What `Behavior(…)` gives. `filter` is its `definitionFilter`, bound to those of its own behaviors. */
export class Behavior {
  readonly _$: easel.GeneralBehavior
  readonly filter: ((definition: Dict) => void) | undefined
  readonly exported: unknown

  constructor(inner: easel.GeneralBehavior, filter: Behavior['filter'], exported: unknown) {
    this._$ = inner
    this.filter = filter
    this.exported = exported
  }
}

type Builder = ReturnType<easel.ComponentSpace['defineWithMethodCaller']>
type Loose = Record<string, (...args: readonly unknown[]) => unknown>

/** How the classes of a component are named, what it uses and how it is made: what its JSON and options say together. */
export interface Making {
  readonly scope: string
  readonly isolation: 'isolated' | 'apply-shared' | 'shared'
  readonly using: Readonly<Record<string, string>>
  readonly generics: Readonly<Record<string, unknown>>
  readonly placeholders: Readonly<Record<string, string>>
  readonly pureDataPattern: RegExp | undefined
  readonly options: Dict
  readonly template: unknown
}

/** Definitions in WeChat's form become components of glass-easel. */
export class Space {
  readonly components: easel.ComponentSpace
  readonly #sharedScope: number
  readonly #overall: easel.GeneralBehavior

  constructor(attached: (caller: Caller) => void) {
    this.components = new easel.ComponentSpace()
    this.components.defineComponent({ is: '' })
    this.#sharedScope = this.components.styleScopeManager.register('')
    this.components.setSharedStyleScope(this.#sharedScope)
    this.#overall = this.components.defineBehavior({
      lifetimes: {
        attached() {
          attached(this as unknown as Caller)
        },
      },
    })
  }

  behavior(definition: Dict): Behavior {
    const builder = this.components.defineWithMethodCaller()
    const exported = define(builder, definition)
    const filters = behaviorsOf(definition).map(behavior => behavior.filter ?? null)
    const own = definition['definitionFilter']
    const filter =
      typeof own === 'function'
        ? (target: Dict) => (own as (target: Dict, filters: unknown) => void)(target, filters)
        : undefined
    return new Behavior(builder.registerBehavior(), filter, exported)
  }

  component(path: string, definition: Dict, making: Making): void {
    const builder = this.components.defineWithMethodCaller(path)
    let prototype: Dict | undefined
    builder.methodCallerInit(function (this: unknown) {
      const component = this as easel.GeneralComponent
      prototype ??= Object.assign(
        Object.create(CALLER_PROTOTYPE) as Dict,
        component.getComponentDefinition().behavior.getMethods(),
        {
          _$export: exported,
        },
      )
      // Not enumerable: programs put `this` of each other into their data, and a copy of it must not be one of the whole tree.
      return Object.create(prototype, { _$: { value: component } }) as never
    })
    const loose = builder as unknown as Loose
    loose['behavior']!(this.#overall)
    const exported = define(builder, definition)
    loose['options']!(this.#optionsOf(making))
    loose['usingComponents']!(making.using)
    loose['generics']!(making.generics)
    loose['placeholders']!(making.placeholders)
    if (making.template !== undefined) loose['template']!(making.template)
    builder.registerComponent()
  }

  /** A page: what it has beside data and functions are fields of each of its instances, copied. */
  page(path: string, definition: Dict, making: Making): void {
    const known: Dict = {}
    const fields: Dict = {}
    const methods: Dict = {}
    for (const [key, value] of Object.entries(definition)) {
      if (key === 'data' || key === 'behaviors') known[key] = value
      else if (typeof value === 'function') methods[key] = value
      else {
        fields[key] = value
        if (key !== 'methods') known[key] = value
      }
    }
    this.component(path, { ...known, methods, [FIELDS]: fields }, making)
  }

  #optionsOf({ scope, isolation, pureDataPattern, options }: Making): Dict {
    const own = isolation === 'shared' ? this.#sharedScope : this.components.styleScopeManager.register(scope)
    return {
      ...Object.fromEntries(OPTIONS.flatMap(key => (options[key] === undefined ? [] : [[key, options[key]]]))),
      pureDataPattern: pureDataPattern ?? options['pureDataPattern'],
      styleScope: own,
      extraStyleScope: isolation === 'apply-shared' ? this.#sharedScope : undefined,
    }
  }
}

const OPTIONS = [
  'multipleSlots',
  'dynamicSlots',
  'virtualHost',
  'dataDeepCopy',
  'propertyPassingDeepCopy',
  'propertyEarlyInit',
]
/** Where the fields of a page stand in its definition; no program can say this key. */
const FIELDS = Symbol('fields')

function behaviorsOf(definition: Dict): readonly Behavior[] {
  return Array.isArray(definition['behaviors']) ? (definition['behaviors'] as readonly Behavior[]) : []
}

/** Writes a definition into a builder; gives its `export`, or that of its last behavior which has one. */
function define(builder: Builder, definition: Dict): unknown {
  const to = builder as unknown as Loose
  const behaviors = behaviorsOf(definition)
  for (const behavior of behaviors) behavior.filter?.(definition)
  for (const behavior of behaviors) to['behavior']!(behavior._$)
  const { data } = definition
  if (data !== undefined) to[typeof data === 'function' ? 'data' : 'staticData']!(data)
  for (const [name, property] of entries(definition['properties'])) to['property']!(name, property)
  if (Array.isArray(definition['observers'])) {
    for (const { fields, observer } of definition['observers'] as readonly Dict[])
      to['observer']!(fields ?? '**', observer)
  } else for (const [fields, observer] of entries(definition['observers'])) to['observer']!(fields, observer)
  if (isDict(definition['methods'])) to['methods']!(definition['methods'])
  const lifetimes = isDict(definition['lifetimes']) ? definition['lifetimes'] : {}
  for (const name of ['created', 'attached', 'ready', 'moved', 'detached']) {
    if (definition[name] !== undefined && lifetimes[name] === undefined) to['lifetime']!(name, definition[name], true)
  }
  for (const [name, work] of entries(lifetimes)) to['lifetime']!(name, work, true)
  for (const [name, work] of entries(definition['pageLifetimes'])) to['pageLifetime']!(name, work, true)
  for (const [name, relation] of entries(definition['relations'])) to['relation']!(name, relation)
  if (definition['externalClasses']) to['externalClasses']!(definition['externalClasses'])
  const fields = (definition as { [FIELDS]?: Dict })[FIELDS]
  if (fields) {
    to['init']!(function (this: Dict) {
      Object.assign(this, easel.dataUtils.simpleDeepCopy(fields))
    })
  }
  return definition['export'] ?? behaviors.findLast(behavior => behavior.exported)?.exported
}

function entries(value: unknown): [string, unknown][] {
  return isDict(value) ? Object.entries(value) : []
}
