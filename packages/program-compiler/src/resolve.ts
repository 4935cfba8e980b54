import { folderOf, joinPath, pathFrom, withoutEnding } from './paths.ts'
import { packageNameOf, type Project } from './project.ts'

/** Finds what addresses in JSON and code mean. Aliases are those of `resolveAlias` in app.json. */
export class Resolver {
  readonly #project: Project
  readonly #aliases: readonly (readonly [string, string])[]

  constructor(project: Project, aliases: Readonly<Record<string, unknown>>) {
    this.#project = project
    this.#aliases = Object.entries(aliases).flatMap(([from, to]) =>
      typeof to === 'string' ? [[from.replace(/\*$/, ''), to.replace(/\*$/, '')] as const] : [],
    )
  }

  /** Path without ending of a component that `spec` means in a JSON file of `folder`; undefined when there is none. */
  component(spec: string, folder: string): string | undefined {
    return this.#look(this.#unalias(withoutEnding(spec, 'wxml', 'json')), folder, path => {
      const isThere = (at: string) => ['json', 'wxml', 'js', 'ts'].some(ending => this.#project.has(`${at}.${ending}`))
      if (path !== '' && isThere(path)) return path
      const index = joinPath(path, 'index')
      return isThere(index) ? index : undefined
    })
  }

  /** Path with ending of the module that `spec` means in `file`. */
  module(spec: string, file: string): string | undefined {
    return this.#look(this.#unalias(spec), folderOf(file), path => this.#moduleFile(path))
  }

  #moduleFile(path: string): string | undefined {
    const has = (at: string) => this.#project.has(at)
    if (/\.(js|ts|json|cjs|mjs)$/.test(path) && has(path)) return path
    // `./x.js` may be written for a source that is x.ts.
    const bare = withoutEnding(path, 'js')
    const main = this.#project.mains.get(path)
    const tries = [`${path}.js`, `${path}.ts`, `${bare}.ts`, `${path}/index.js`, `${path}/index.ts`, `${path}.json`]
    const found = tries.find(has)
    if (found !== undefined || main === undefined) return found
    if (has(main)) return main
    return [`${main}.js`, `${main}/index.js`, `${path}/index.js`].find(has)
  }

  #look(spec: string, folder: string, find: (path: string) => string | undefined): string | undefined {
    const near = find(pathFrom(folder, spec))
    if (near !== undefined || spec.startsWith('.')) return near
    const bare = spec.replace(/^\//, '')
    for (let at = folder; ; at = folderOf(at)) {
      const found = find(joinPath(at, 'miniprogram_npm', bare))
      if (found !== undefined) return found
      if (at === '') break
    }
    const name = packageNameOf(bare)
    if (name !== undefined && !spec.startsWith('/')) {
      const mounted = this.#project.mount(name)
      if (mounted !== null) return find(joinPath(mounted, bare.slice(name.length)))
    }
    // The developer tools also take an address without a dot from the root, and one that begins there from where it stands.
    return find(spec.startsWith('/') ? joinPath(folder, bare) : joinPath(bare))
  }

  #unalias(spec: string): string {
    for (const [from, to] of this.#aliases) {
      if (from !== '' && spec.startsWith(from)) return joinPathKeepRoot(to, spec.slice(from.length))
    }
    return spec
  }
}

function joinPathKeepRoot(to: string, rest: string): string {
  return `/${joinPath(to, rest)}`
}
