import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { SOURCE_BYTES_MAX } from './limits.ts'
import { joinPath } from './paths.ts'
import type { Problems } from './problems.ts'
import { readPackage } from './read-folder.ts'
import { isRecord, readJson, type Json } from './read-json.ts'

/** Gives the files of an npm package, by path within it, when it is installed beside the project. */
export type NpmSource = (name: string) => ReadonlyMap<string, Uint8Array> | undefined

/** What `useExtendedLib` brings; it is taken from where the compiler itself is installed, when it is there. */
const EXTENDED_LIBRARY = 'weui-miniprogram'

function extendedLibrary(): ReadonlyMap<string, Uint8Array> | undefined {
  try {
    return readPackage(dirname(createRequire(import.meta.url).resolve(`${EXTENDED_LIBRARY}/package.json`)))
  } catch {
    return undefined
  }
}

/** The files of a program, by path from its root (that of `app.json`), and what was read of them so far. */
export class Project {
  readonly problems: Problems
  /** project.config.json, or nothing. */
  readonly settings: Json
  readonly #files: Map<string, Uint8Array>
  readonly #texts = new Map<string, string>()
  readonly #jsons = new Map<string, Json>()
  readonly #npm: NpmSource
  readonly #mounted = new Map<string, string | null>()
  /** Folder of a package that was not made for this format, to the module that stands for it. */
  readonly mains = new Map<string, string>()

  constructor(files: ReadonlyMap<string, Uint8Array>, npm: NpmSource | undefined, problems: Problems) {
    this.problems = problems
    const settingsBytes = files.get('project.config.json')
    this.settings = settingsBytes ? readJson('project.config.json', decode(settingsBytes), problems) : {}
    const root = findRoot(files, this.settings)
    this.#npm = name =>
      npm?.(name) ??
      within(files, `node_modules/${name}/`) ??
      within(files, `${root}node_modules/${name}/`) ??
      (name === EXTENDED_LIBRARY ? extendedLibrary() : undefined)
    this.#files = new Map()
    for (const [path, bytes] of files) {
      if (!path.startsWith(root)) continue
      const inside = path.slice(root.length)
      if (!/^(node_modules|\.git)\//.test(inside) && !inside.includes('/node_modules/')) this.#files.set(inside, bytes)
    }
  }

  has(path: string): boolean {
    return this.#files.has(path)
  }

  paths(): IterableIterator<string> {
    return this.#files.keys()
  }

  bytes(path: string): Uint8Array | undefined {
    return this.#files.get(path)
  }

  /** Text of a file without its byte order mark; undefined when there is none or it is too large to be read as source. */
  text(path: string): string | undefined {
    const known = this.#texts.get(path)
    if (known !== undefined) return known
    const bytes = this.#files.get(path)
    if (!bytes) return undefined
    if (bytes.byteLength > SOURCE_BYTES_MAX) {
      this.problems.error(path, 'The file is too large to be compiled', `Keep sources below ${SOURCE_BYTES_MAX} bytes.`)
      return undefined
    }
    const text = decode(bytes)
    this.#texts.set(path, text)
    return text
  }

  json(path: string): Json {
    const known = this.#jsons.get(path)
    if (known) return known
    const text = this.text(path)
    const value = text === undefined ? {} : readJson(path, text, this.problems)
    this.#jsons.set(path, value)
    return value
  }

  /** Brings an installed npm package into the program, as building npm in the developer tools would: gives its folder, or null. */
  mount(name: string): string | null {
    const known = this.#mounted.get(name)
    if (known !== undefined) return known
    const source = this.#npm(name)
    const folder = source ? this.#place(name, source) : null
    this.#mounted.set(name, folder)
    return folder
  }

  #place(name: string, source: ReadonlyMap<string, Uint8Array>): string {
    const folder = `miniprogram_npm/${name}`
    const about = source.get('package.json')
    const json = about ? readJson(`${folder}/package.json`, decode(about), this.problems) : {}
    const made = typeof json['miniprogram'] === 'string' ? joinPath(json['miniprogram']) : 'miniprogram_dist'
    const prefix = made === '' ? '' : `${made}/`
    const inside = [...source].filter(([path]) => path.startsWith(prefix))
    const isMade = typeof json['miniprogram'] === 'string' || inside.length > 0
    for (const [path, bytes] of isMade ? inside : source) {
      const at = `${folder}/${isMade ? path.slice(prefix.length) : path}`
      if (!at.includes('/node_modules/') && !this.#files.has(at)) this.#files.set(at, bytes)
    }
    if (!isMade) this.mains.set(folder, joinPath(folder, mainOf(json)))
    return folder
  }
}

/** The name of the package in a module's or component's address: `@vant/weapp/button` gives `@vant/weapp`. */
export function packageNameOf(spec: string): string | undefined {
  return /^(?:@[\w.-]+\/)?[\w.-]+/.exec(spec)?.[0]
}

export function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function findRoot(files: ReadonlyMap<string, Uint8Array>, settings: Json): string {
  const named = typeof settings['miniprogramRoot'] === 'string' ? joinPath(settings['miniprogramRoot']) : ''
  const roots = [named === '' ? '' : `${named}/`, '', 'miniprogram/', 'src/', 'dist/']
  const found = roots.find(root => files.has(`${root}app.json`))
  if (found !== undefined) return found
  // A ZIP often holds one folder that holds everything.
  const inner = [...files.keys()].filter(path => path.endsWith('/app.json')).sort((a, b) => a.length - b.length)[0]
  return inner ? inner.slice(0, -'app.json'.length) : roots[0]!
}

function mainOf(json: Json): string {
  if (typeof json['main'] === 'string') return json['main']
  const exports = json['exports']
  const entry = isRecord(exports) ? (exports['.'] ?? exports) : exports
  if (typeof entry === 'string') return entry
  if (isRecord(entry)) {
    const chosen = entry['require'] ?? entry['default'] ?? entry['import']
    if (typeof chosen === 'string') return chosen
    if (isRecord(chosen) && typeof chosen['default'] === 'string') return chosen['default']
  }
  return typeof json['module'] === 'string' ? json['module'] : 'index.js'
}

function within(files: ReadonlyMap<string, Uint8Array>, prefix: string): ReadonlyMap<string, Uint8Array> | undefined {
  const found = new Map<string, Uint8Array>()
  for (const [path, bytes] of files) if (path.startsWith(prefix)) found.set(path.slice(prefix.length), bytes)
  return found.size > 0 ? found : undefined
}
