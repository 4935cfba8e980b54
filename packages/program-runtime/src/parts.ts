import * as easel from 'glass-easel'
import type { PartConfig } from '@plaza/program-wire'
import type { Surroundings } from './backend.ts'
import { builtInBehaviors } from './behaviors.ts'
import type { Caller } from './caller-base.ts'
import { knowBehaviors } from './events.ts'
import { tidyDefinition } from './definitions.ts'
import { isDict, type Dict } from './plain.ts'
import { Registry, type RegistryPorts } from './registry.ts'
import { Behavior, Space, type Making } from './space.ts'
import { folderOf, joinPath } from './styling.ts'

export interface PartsPorts extends Omit<RegistryPorts, 'enter' | 'leave'> {
  /** A component hangs in a page now: its `ready` is due when the page was painted. */
  attached(caller: Caller): void
}

/** Pages and components: loads their scripts, takes their definitions, makes their instances. */
export class Parts {
  readonly registry: Registry
  readonly space: Space
  readonly #running: string[] = []
  readonly #defined = new Set<string>()
  readonly #loaded = new Set<string>()
  readonly #relations = new Map<string, readonly string[]>()
  readonly #builtIn: ReadonlyMap<string, unknown>

  constructor(ports: PartsPorts) {
    easel.globalOptions.writeFieldsToNode = false
    easel.globalOptions.useMethodCallerListeners = true
    easel.globalOptions.writeIdToDOM = true
    this.space = new Space(ports.attached)
    this.registry = new Registry({
      ...ports,
      enter: part => this.#running.push(part),
      leave: () => this.#running.pop(),
    })
    this.#builtIn = builtInBehaviors(this.space)
    knowBehaviors(this.space.components, this.#builtIn)
    this.space.components.setComponentWaitingListener((_isPublic, path) => {
      ports.loadPackageOf(path).then(() => this.#loadAll(path), ports.failed.bind(ports, path))
    })
  }

  /** Names and facts that the renderer asks for. */
  get styling(): Pick<Surroundings, 'scopeName' | 'hostClass'> {
    return {
      scopeName: scope => this.space.components.styleScopeManager.queryName(scope) ?? '',
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
    const behavior = (definition: unknown) => this.space.behavior(this.#tidy(definition))
    return { Component: part('component'), Page: part('page'), Behavior: behavior }
  }

  define(path: string, kind: 'component' | 'page', definition: unknown): void {
    this.#defined.add(path)
    const config = this.registry.configs.get(path) ?? { scope: '', host: path }
    const tidy = this.#tidy(definition)
    this.#noteRelations(path, tidy['relations'])
    this.space[kind](path, tidy, makingOf(config, tidy['options'], this.registry.template(path)))
  }

  #tidy(definition: unknown): Dict {
    return tidyDefinition(definition, item => {
      if (typeof item === 'string') return this.#builtIn.get(item)
      return item instanceof Behavior ? item : undefined
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

function makingOf(config: PartConfig, given: unknown, template: unknown): Making {
  const options: Dict = isDict(given) ? given : {}
  const said = config.isolation ?? options['styleIsolation']
  const global = config.addGlobalClass === true || options['addGlobalClass'] === true
  const isShared = config.page === true || config.scope === ''
  // A sheet with a scope cannot be shared after the fact; its component then also takes the styles of the page.
  const isApplied = global || /^(page-)?(apply-)?shared$/.test(String(said))
  const absolute = (paths: Readonly<Record<string, string>> | undefined) =>
    Object.fromEntries(Object.entries(paths ?? {}).map(([name, path]) => [name, `/${path}`]))
  const generics = Object.entries(config.generics ?? {}).map(([name, path]) => [
    name,
    path === true ? true : { default: `/${path}` },
  ])
  return {
    scope: config.scope,
    isolation: isShared ? 'shared' : isApplied ? 'apply-shared' : 'isolated',
    using: absolute(config.using),
    generics: Object.fromEntries(generics) as Dict,
    placeholders: config.placeholders ?? {},
    pureDataPattern: config.pureDataPattern === undefined ? undefined : new RegExp(config.pureDataPattern),
    options,
    template: template === undefined ? undefined : { content: template, fallbackListenerOnNativeNode: true },
  }
}
