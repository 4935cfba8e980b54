import type { TabBar, WindowConfig } from '@plaza/program-wire'
import { COMPONENTS_MAX } from './limits.ts'
import { folderOf, joinPath, withoutEnding } from './paths.ts'
import type { Project } from './project.ts'
import { isRecord, isStrings, str, type Json } from './read-json.ts'
import { Resolver } from './resolve.ts'
import { scopeOf } from './scope.ts'

export interface PackageOutline {
  readonly root: string
  readonly name: string | undefined
  readonly independent: boolean
}

/** A page or component of the program: what its JSON says, with addresses resolved. */
export interface Part {
  readonly path: string
  readonly isPage: boolean
  readonly package: string
  readonly json: Json
  readonly using: Readonly<Record<string, string>>
  readonly generics: Readonly<Record<string, string | true>>
  readonly placeholders: Readonly<Record<string, string>>
  /** What stands before its class names in sheets, when they are its own. */
  readonly scope: string
}

/** What app.json says: pages, packages and parts that they are made of. */
export interface Outline {
  readonly app: Json
  readonly entry: string
  readonly packages: readonly PackageOutline[]
  readonly pages: readonly string[]
  readonly parts: ReadonlyMap<string, Part>
  readonly resolver: Resolver
  readonly tabBar: TabBar | undefined
  readonly window: WindowConfig
}

/** Reads app.json and follows every page to every component it may use. */
export function outlineOf(project: Project): Outline {
  const app = project.json('app.json')
  if (!project.has('app.json')) {
    project.problems.error(
      'app.json',
      'There is no app.json',
      'Give the folder of the program, or name it as miniprogramRoot in project.config.json.',
    )
  }
  const packages: PackageOutline[] = [{ root: '', name: undefined, independent: false }]
  const pages = [...stringsOf(app['pages'])].map(tidyPage)
  const declared = app['subpackages'] ?? app['subPackages']
  for (const item of Array.isArray(declared) ? (declared as readonly unknown[]) : []) {
    if (!isRecord(item) || typeof item['root'] !== 'string') continue
    const root = joinPath(item['root'])
    const name = typeof item['name'] === 'string' ? item['name'] : undefined
    packages.push({ root, name, independent: item['independent'] === true })
    pages.push(...stringsOf(item['pages']).map(page => tidyPage(joinPath(root, page))))
  }
  const there = [...new Set(pages)].filter(page => isThere(project, page))
  const aliases = app['resolveAlias']
  const resolver = new Resolver(project, isRecord(aliases) ? aliases : {})
  const tabBar = tabBarOf(app['tabBar'])
  const roots = tabBar?.custom ? ['custom-tab-bar/index'] : []
  const named = typeof app['entryPagePath'] === 'string' ? tidyPage(app['entryPagePath']) : undefined
  const entry = named !== undefined && there.includes(named) ? named : (there[0] ?? '')
  const parts = follow(project, resolver, app, there, roots, packages)
  const window = isRecord(app['window']) ? app['window'] : {}
  return { app, entry, packages, pages: there, parts, resolver, tabBar, window }
}

/** Root of the package that brings a file. */
export function packageOf(path: string, packages: readonly PackageOutline[]): string {
  let found = ''
  for (const { root } of packages) {
    if (root !== '' && root.length > found.length && path.startsWith(`${root}/`)) found = root
  }
  return found
}

function isThere(project: Project, page: string): boolean {
  const exists = ['wxml', 'js', 'ts'].some(ending => project.has(`${page}.${ending}`))
  if (!exists) {
    project.problems.error(
      'app.json',
      `Page ${page} has no files`,
      `Add ${page}.wxml and ${page}.js, or take the page out of app.json.`,
    )
  }
  return exists
}

function tidyPage(path: string): string {
  return withoutEnding(joinPath(path), 'html', 'wxml', 'js')
}

function stringsOf(value: unknown): readonly string[] {
  return isStrings(value) ? value : []
}

function follow(
  project: Project,
  resolver: Resolver,
  app: Json,
  pages: readonly string[],
  roots: readonly string[],
  packages: readonly PackageOutline[],
): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>()
  const everywhere = resolveAll(project, resolver, app['usingComponents'], 'app.json')
  const queue = [...pages.map(path => ({ path, isPage: true })), ...roots.map(path => ({ path, isPage: false }))]
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { path, isPage } = next
    if (parts.has(path)) continue
    if (parts.size >= COMPONENTS_MAX) {
      project.problems.error(path, 'The program has too many components', `Keep it below ${COMPONENTS_MAX}.`)
      break
    }
    const file = `${path}.json`
    const json = project.json(file)
    const using = { ...everywhere, ...resolveAll(project, resolver, json['usingComponents'], file) }
    const generics = genericsOf(project, resolver, json['componentGenerics'], file)
    const placeholders = textsOf(json['componentPlaceholder'])
    parts.set(path, {
      path,
      isPage,
      package: packageOf(path, packages),
      json,
      using,
      generics,
      placeholders,
      scope: scopeOf(path),
    })
    const uses = [...Object.values(using), ...Object.values(generics).filter(value => value !== true)]
    queue.push(...uses.map(path => ({ path, isPage: false })))
  }
  return parts
}

function resolveAll(project: Project, resolver: Resolver, using: unknown, file: string): Record<string, string> {
  const found: Record<string, string> = {}
  if (!isRecord(using)) return found
  for (const [name, spec] of Object.entries(using)) {
    if (typeof spec !== 'string') continue
    if (/^(plugin|dynamicLib|ext|plugin-private):\/\//.test(spec)) {
      project.problems.warn(
        file,
        `${name} is of a plugin, which is not supported`,
        'Use a component of the program or of npm.',
      )
      continue
    }
    const path = resolver.component(spec, folderOf(file))
    if (path === undefined) {
      const remedy = 'Mend the path in usingComponents, or install the package and give its folder along.'
      project.problems.warn(file, `Component ${name} is not at ${spec}`, remedy)
    } else found[name] = path
  }
  return found
}

function genericsOf(
  project: Project,
  resolver: Resolver,
  generics: unknown,
  file: string,
): Record<string, string | true> {
  const found: Record<string, string | true> = {}
  if (!isRecord(generics)) return found
  for (const [name, value] of Object.entries(generics)) {
    const fallback = isRecord(value) ? value['default'] : undefined
    const path = typeof fallback === 'string' ? resolver.component(fallback, folderOf(file)) : undefined
    if (typeof fallback === 'string' && path === undefined) {
      project.problems.warn(
        file,
        `Generic ${name} has no component at ${fallback}`,
        'Mend the path in componentGenerics.',
      )
    }
    found[name] = path ?? true
  }
  return found
}

function textsOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  )
}

function tabBarOf(value: unknown): TabBar | undefined {
  if (!isRecord(value) || !Array.isArray(value['list'])) return undefined
  const list = (value['list'] as readonly unknown[]).filter(isRecord).map(item => ({
    pagePath: tidyPage(str(item['pagePath'])),
    text: str(item['text']),
    ...iconOf(item, 'iconPath'),
    ...iconOf(item, 'selectedIconPath'),
  }))
  const colors: Record<string, string> = {}
  for (const key of ['color', 'selectedColor', 'backgroundColor']) {
    if (typeof value[key] === 'string') colors[key] = value[key]
  }
  const borderStyle = value['borderStyle'] === 'white' ? 'white' : 'black'
  return {
    custom: value['custom'] === true,
    position: value['position'] === 'top' ? 'top' : 'bottom',
    ...colors,
    borderStyle,
    list,
  }
}

function iconOf(item: Json, key: 'iconPath' | 'selectedIconPath'): Record<string, string> {
  const path = item[key]
  return typeof path === 'string' && path !== '' ? { [key]: path.startsWith('@') ? path : joinPath(path) } : {}
}
