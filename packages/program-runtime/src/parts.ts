import * as easel from 'glass-easel'
import * as adapter from 'glass-easel-miniprogram-adapter'
import type { PartConfig } from '@plaza/program-wire'
import type { Surroundings } from './backend.ts'
import { builtInBehaviors } from './behaviors.ts'
import { knowBehaviors } from './events.ts'
import { tidyDefinition } from './definitions.ts'
import { isDict, type Dict } from './plain.ts'
import { Registry, type RegistryPorts } from './registry.ts'
import { folderOf, joinPath } from './styling.ts'

/** A page's or component's own `this`, as its code sees it. */
export type Caller = Dict & { readonly _$: easel.GeneralComponent; setData(data: Dict, done?: () => void): void }

export interface PartsPorts extends Omit<RegistryPorts, 'enter' | 'leave'> {
  /** A component hangs in a page now: its `ready` is due when the page was painted. */
  attached(caller: Caller): void
}

interface Options {
  readonly styleIsolation?: unknown
  readonly addGlobalClass?: unknown
}

/** Pages and components: loads their scripts, takes their definitions, makes their instances. */
export class Parts {
  readonly registry: Registry
  readonly space: adapter.CodeSpace
  readonly #running: string[] = []
  readonly #defined = new Set<string>()
  readonly #loaded = new Set<string>()
  readonly #relations = new Map<string, readonly string[]>()
  readonly #builtIn: ReadonlyMap<string, unknown>

  constructor(ports: PartsPorts) {
    easel.globalOptions.writeFieldsToNode = false
    easel.globalOptions.useMethodCallerListeners = true
    easel.globalOptions.writeIdToDOM = true
    this.space = new adapter.MiniProgramEnv().createCodeSpace('', true)
    this.registry = new Registry({
      ...ports,
      enter: part => this.#running.push(part),
      leave: () => this.#running.pop(),
    })
    this.#builtIn = builtInBehaviors(this.space)
    knowBehaviors(this.space.getComponentSpace(), this.#builtIn)
    const space = this.space.getComponentSpace()
    space.defineComponent({ is: '' })
    space.setComponentWaitingListener((_isPublic, path) => {
      ports.loadPackageOf(path).then(() => this.#loadAll(path), ports.failed.bind(ports, path))
    })
    this.space.setOverallBehavior(
      space.defineBehavior({
        lifetimes: {
          attached() {
            ports.attached(this as unknown as Caller)
          },
        },
      }) as unknown as easel.GeneralBehavior,
    )
  }

  /** Names and facts that the renderer asks for. */
  get styling(): Pick<Surroundings, 'scopeName' | 'hostClass'> {
    return {
      scopeName: scope => this.space.getComponentSpace().styleScopeManager.queryName(scope) ?? '',
      hostClass: path => {
        const config = this.registry.configs.get(path)
        return config && config.page !== true ? `${config.host}-host` : ''
      },
    }
  }

  /** Runs the scripts of a part and of all that it may use, once. Throws only when the part's own script does. */
  load(path: string): void {
    this.#loadAll(path)
    const script = this.registry.configs.get(path)?.script
    if (script !== undefined) this.registry.require(script)
  }

  /** Paths of a part and all it uses, those that are used first. */
  uses(path: string): string[] {
    const order: string[] = []
    const seen = new Set<string>()
    const visit = (at: string) => {
      if (seen.has(at)) return
      seen.add(at)
      const config = this.registry.configs.get(at)
      if (!config) return
      for (const used of usedBy(config)) visit(used)
      order.push(at)
    }
    visit(path)
    return order
  }

  #loadAll(path: string): void {
    const config = this.registry.configs.get(path)
    if (!config || this.#loaded.has(path)) return
    this.#loaded.add(path)
    for (const used of usedBy(config)) this.#loadAll(used)
    try {
      if (config.script !== undefined) this.registry.require(config.script)
    } catch {
      // Told by the registry; the part is an empty box then.
    }
    if (!this.#defined.has(path)) this.define(path, 'component', {})
    for (const target of this.#relations.get(path) ?? []) this.#loadAll(target)
  }

  /** `Component`, `Page` and `Behavior` as programs call them; they belong to the script that is being run. */
  globals(): { Component: unknown; Page: unknown; Behavior: unknown } {
    const part = (kind: 'component' | 'page') => (definition: unknown) => {
      const path = this.#running.at(-1)
      if (path !== undefined) this.define(path, kind, definition)
    }
    const Behavior = (definition: unknown) =>
      this.space
        .behavior()
        .definition(this.#tidy(definition) as never)
        .register()
    return { Component: part('component'), Page: part('page'), Behavior }
  }

  define(path: string, kind: 'component' | 'page', definition: unknown): void {
    this.#defined.add(path)
    const config = this.registry.configs.get(path) ?? { scope: '', host: path }
    const tidy = this.#tidy(definition)
    const options: Options = isDict(tidy['options']) ? tidy['options'] : {}
    this.space.addStyleSheet(path, undefined, config.scope)
    this.space.addComponentStaticConfig(path, staticConfig(config, options))
    const template = this.registry.template(path)
    if (template)
      this.space.addCompiledTemplate(path, { content: template, fallbackListenerOnNativeNode: true } as never)
    this.#noteRelations(path, tidy['relations'])
    const builder = this.space.component(path)
    if (kind === 'page') builder.pageDefinition(tidy as never).register()
    else builder.definition(tidy as never).register()
  }

  #tidy(definition: unknown): Dict {
    return tidyDefinition(definition, item => {
      if (typeof item === 'string') return this.#builtIn.get(item)
      return item instanceof adapter.behavior.Behavior ? item : undefined
    })
  }

  /** Related components must be known before the first of them is made, though the page may not name them. */
  #noteRelations(path: string, relations: unknown): void {
    if (!isDict(relations)) return
    const targets = Object.entries(relations).flatMap(([key, relation]) => {
      const target = isDict(relation) ? relation['target'] : undefined
      if (target !== undefined && typeof target !== 'string') return []
      return [joinPath(key.startsWith('/') ? '' : folderOf(path), typeof target === 'string' ? target : key)]
    })
    this.#relations.set(
      path,
      targets.filter(target => this.registry.configs.has(target)),
    )
  }
}

function usedBy(config: PartConfig): string[] {
  const generics = Object.values(config.generics ?? {}).filter((each): each is string => each !== true)
  return [...Object.values(config.using ?? {}), ...generics]
}

function staticConfig(config: PartConfig, options: Options): never {
  const said = config.isolation ?? (typeof options.styleIsolation === 'string' ? options.styleIsolation : undefined)
  const global = config.addGlobalClass === true || options.addGlobalClass === true
  // A sheet with a scope cannot be shared after the fact; its component then also takes the styles of the page.
  const own = config.scope !== '' && (said === 'shared' || global) ? 'apply-shared' : said
  const isolation = config.page === true || config.scope === '' ? 'shared' : (own ?? 'isolated').replace('page-', '')
  const absolute = (paths: Readonly<Record<string, string>> | undefined) =>
    Object.fromEntries(Object.entries(paths ?? {}).map(([name, path]) => [name, `/${path}`]))
  const generics = Object.entries(config.generics ?? {}).map(([name, path]) => [
    name,
    path === true ? true : { default: `/${path}` },
  ])
  return {
    component: config.page !== true,
    usingComponents: absolute(config.using),
    componentGenerics: Object.fromEntries(generics) as unknown,
    componentPlaceholder: config.placeholders ?? {},
    styleIsolation: isolation,
    ...(config.pureDataPattern === undefined ? {} : { pureDataPattern: config.pureDataPattern }),
  } as never
}
