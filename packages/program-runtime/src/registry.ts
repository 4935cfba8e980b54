import type { LogicDefiner, ModuleBody, PartConfig } from '@plaza/program-wire'
import { folderOf, joinPath } from './styling.ts'
import { withHostAttributes } from './host-attributes.ts'
import { makeWxsHelpers, runScript, type WxsHelpers } from './wxs.ts'

interface Defined {
  readonly body: ModuleBody
  readonly needs: Readonly<Record<string, string | null>>
  readonly module: { exports: unknown }
  state: 'new' | 'running' | 'done' | 'failed'
  error?: unknown
}

type ProcGenGroup = ((name: string) => unknown) & { _?: unknown }

/** What other parts of the runtime do for modules. */
export interface RegistryPorts {
  /** A script threw while it was run for the first time. */
  failed(path: string, error: unknown): void
  /** Makes a subpackage's modules known. */
  loadPackageOf(path: string): Promise<void>
  /** The part whose page or component a script is, and the part that is being run. */
  enter(part: string): void
  leave(): void
  /** Filters and wrappers that templates apply: see `describe.ts`. */
  readonly hooks: Record<string, unknown>
}

/** Everything that packages define: modules, templates, WXS scripts and the configuration of pages and components. */
export class Registry {
  readonly configs = new Map<string, PartConfig>()
  readonly #modules = new Map<string, Defined>()
  readonly #templates = new Map<string, () => ProcGenGroup>()
  readonly #partOfScript = new Map<string, string>()
  readonly #ports: RegistryPorts
  readonly #groups: Record<string, ProcGenGroup> = {}
  readonly #scripts: Record<string, () => unknown> = {}
  readonly #loaded = new Map<string, { exports: unknown }>()
  readonly #bodies = new Map<string, ModuleBody>()
  readonly #wxs: WxsHelpers = makeWxsHelpers()

  constructor(ports: RegistryPorts) {
    this.#ports = ports
  }

  /** Takes in a package: called by the text of its logic. */
  define(run: LogicDefiner): void {
    run(
      (path, body, needs = {}) => {
        if (!this.#modules.has(path)) this.#modules.set(path, { body, needs, module: { exports: {} }, state: 'new' })
      },
      (path, make) => this.#defineTemplate(path, make),
      (path, make) => {
        const body = make(...this.#wxs.list)
        this.#bodies.set(path, body)
        this.#scripts[path] = () => this.#runWxs(path)
      },
      (path, config) => {
        this.configs.set(path, config)
        if (config.script !== undefined) this.#partOfScript.set(config.script, path)
      },
    )
  }

  has(path: string): boolean {
    return this.#modules.has(path)
  }

  /** Runs a module when it was not run yet and gives what it exports. Throws what it throws, every time. */
  require(path: string): unknown {
    const found = this.#modules.get(path)
    if (!found) throw new Error(`module '${path}' is not defined, require args is '${path}'`)
    if (found.state === 'failed') throw found.error
    if (found.state === 'new') this.#run(path, found)
    return found.module.exports
  }

  #run(path: string, found: Defined): void {
    found.state = 'running'
    const part = this.#partOfScript.get(path)
    if (part !== undefined) this.#ports.enter(part)
    try {
      found.body.call(found.module.exports, this.#requireFor(path, found), found.module.exports, found.module)
      found.state = 'done'
    } catch (error) {
      found.state = 'failed'
      found.error = error
      this.#ports.failed(path, error)
      throw error
    } finally {
      if (part !== undefined) this.#ports.leave()
    }
  }

  #requireFor(from: string, { needs }: Defined): unknown {
    const resolve = (spec: string): string => {
      const known = needs[spec]
      if (typeof known === 'string') return known
      const near = this.#near(from, spec)
      if (near !== undefined) return near
      const remedy = 'mend the path, or install the package and upload it too'
      throw new Error(`module '${spec}' is not defined, required by ${from}: ${remedy}`)
    }
    const later = (spec: string): Promise<unknown> =>
      Promise.resolve().then(async () => {
        const path = needs[spec] ?? joinPath(folderOf(from), spec)
        if (!this.#modules.has(path)) await this.#ports.loadPackageOf(path)
        return this.require(resolve(spec))
      })
    const require = (spec: string, done?: (exports: unknown) => void, fail?: (problem: unknown) => void): unknown => {
      if (typeof done !== 'function') return this.require(resolve(spec))
      const failed = (error: unknown) => fail?.({ mod: spec, errMsg: String(error) })
      later(spec).then(exports => void setTimeout(done, 0, exports), failed)
      return undefined
    }
    return Object.assign(require, { async: later })
  }

  #near(from: string, spec: string): string | undefined {
    const base = spec.startsWith('/') ? joinPath(spec) : joinPath(folderOf(from), spec)
    const tries = [base, `${base}.js`, `${base}.ts`, `${base}/index.js`, `${base}/index.ts`, `${base}.json`]
    return tries.find(path => this.#modules.has(path))
  }

  template(path: string): ProcGenGroup | undefined {
    return this.#templates.has(path) ? (name: string) => withHostAttributes(this.#groups[path]!(name)) : undefined
  }

  #defineTemplate(path: string, make: (...parts: readonly unknown[]) => unknown): void {
    let group: ProcGenGroup | undefined
    const made = () => {
      if (group) return group
      const define = (name: string, body: ModuleBody) => {
        this.#bodies.set(name, body)
        return () => this.#runWxs(name)
      }
      group = make(
        this.#groups,
        this.#scripts,
        define,
        orEmpty,
        orBlank,
        field,
        this.#callable(path),
        this.#ports.hooks,
        ...this.#wxs.list,
      ) as ProcGenGroup
      return group
    }
    this.#templates.set(path, made)
    // Templates name each other only when they are used, so each is made at its first use.
    Object.defineProperty(this.#groups, path, { get: made, configurable: true, enumerable: true })
  }

  /** What a template calls as a function: one that throws is told and gives undefined, and the page is drawn without its value. */
  #callable(template: string): (value: unknown) => (...args: readonly unknown[]) => unknown {
    return value => {
      if (typeof value !== 'function') return () => undefined
      return (...args) => {
        try {
          return (value as (...args: readonly unknown[]) => unknown)(...args)
        } catch (error) {
          this.#ports.failed(`${template}.wxml`, error)
          return undefined
        }
      }
    }
  }

  /** Runs a WXS module once. One that throws is told and is empty, so that its template still shows. */
  #runWxs(path: string): unknown {
    const known = this.#loaded.get(path)
    if (known) return known.exports
    const module = { exports: {} as unknown }
    this.#loaded.set(path, module)
    const body = this.#bodies.get(path)
    const fail = (error: unknown) => this.#ports.failed(path, error)
    if (body) runScript(body, spec => this.#runWxs(wxsPath(path, spec, this.#bodies)), module, fail)
    else fail(new Error(`WXS ${path} is not there`))
    return module.exports
  }
}

function wxsPath(from: string, spec: string, bodies: ReadonlyMap<string, unknown>): string {
  const file = from.split('#')[0] ?? ''
  const base = (spec.startsWith('/') ? joinPath(spec) : joinPath(folderOf(file), spec)).replace(/\.wxs$/, '')
  return bodies.has(base) ? base : `${base}.wxs`
}

// Three of the four helpers that compiled templates call, by the letters that the template compiler gives them.
function orEmpty(value: unknown): unknown {
  return value ?? Object.create(null)
}
const asText: (value: unknown) => string = String
function orBlank(value: unknown): string {
  return value === null || value === undefined ? '' : asText(value)
}
function field(value: unknown, name: string): unknown {
  if (value === true) return true
  return value ? (value as Record<string, unknown>)[name] : undefined
}
