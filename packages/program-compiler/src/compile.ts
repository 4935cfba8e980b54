import type { Manifest, PackagePart, PageEntry, PartConfig, StyleSheets } from '@plaza/program-wire'
import { BUILT_IN_COMPONENTS, PACKAGE_BYTES_MAX, PAGES_MAX, PROGRAM_BYTES_MAX } from '@plaza/program-wire'
import { assetsOf, type Asset } from './assets.ts'
import { documentedIn } from './documented.ts'
import { emitLogic } from './emit.ts'
import { outlineOf, packageOf, type Outline, type Part } from './outline.ts'
import { styleFile } from './preprocess.ts'
import { compare, Problems, type Problem } from './problems.ts'
import { Project, type NpmSource } from './project.ts'
import { isRecord, str, type Json } from './read-json.ts'
import { sha256 } from './scope.ts'
import { compileScripts, type Module } from './scripts.ts'
import { Styles } from './styles.ts'
import { compileTemplates, type Templates } from './templates.ts'
import { themedTabBar, themedWindow, themesOf } from './window.ts'

export interface CompileOptions {
  /** Id the program runs under; else that of project.config.json. */
  readonly appId?: string
  /** The program's own word for this version. */
  readonly version?: string
  /** Limits of size are errors, not warnings. */
  readonly strict?: boolean
  /** Takes white space out of code; on by default. */
  readonly minify?: boolean
  /** Installed npm packages. */
  readonly npm?: NpmSource
}

export interface Compiled {
  readonly manifest: Manifest
  /** By the names that the manifest gives. */
  readonly files: Map<string, Uint8Array>
  /** Source maps by the name of the file they are for. Not part of what is delivered. */
  readonly maps: Map<string, Uint8Array>
  readonly warnings: readonly Problem[]
  readonly errors: readonly Problem[]
}

/**
 * Compiles a program in WeChat's format: the files of its project folder, by path with slashes, to a manifest and content-named files.
 * Never runs code of the program and never throws for what stands in it: what is wrong is told in `errors` and `warnings`, and the
 * rest is compiled. The same input gives the same bytes.
 */
export async function compile(files: ReadonlyMap<string, Uint8Array>, options: CompileOptions = {}): Promise<Compiled> {
  const problems = new Problems()
  const project = new Project(files, options.npm, problems)
  const outline = outlineOf(project)
  const parts = [...outline.parts.values()]
  const scripts = entriesOf(project, outline, parts)
  const [modules, templates, sheets] = await Promise.all([
    compileScripts(project, outline.resolver, [...scripts.values()].flat(), options.minify ?? true),
    Promise.resolve().then(() =>
      compileTemplates(
        project,
        parts.map(part => part.path),
      ),
    ),
    compileSheets(project, outline.app, parts),
  ])
  const configs = new Set([
    'app.json',
    'theme.json',
    'sitemap.json',
    'ext.json',
    ...parts.map(part => `${part.path}.json`),
  ])
  const assets = assetsOf(project, outline.packages, configs)
  const out = writePackages(project, outline, { modules, templates, sheets, assets, scripts })
  const manifest = manifestOf(project, outline, out, { modules, templates, options })
  checkLimits(project, outline, out, options.strict === true)
  return { manifest, files: out.files, maps: out.maps, warnings: problems.of('warning'), errors: problems.of('error') }
}

/** Modules that are run without being required: of the app, pages, components and workers. */
function entriesOf(project: Project, outline: Outline, parts: readonly Part[]): Map<string, string[]> {
  const entries = new Map<string, string[]>()
  const scriptOf = (path: string) => [`${path}.js`, `${path}.ts`].find(file => project.has(file))
  const app = scriptOf('app')
  if (app) entries.set('app', [app])
  for (const { path, isPage } of parts) {
    const script = scriptOf(path)
    if (script) entries.set(path, [script])
    else if (isPage)
      project.problems.error(`${path}.js`, 'The page has no script', `Add ${path}.js with a call of Page.`)
  }
  const workers = outline.app['workers']
  const folder = typeof workers === 'string' ? workers : isRecord(workers) ? str(workers['path']) : ''
  if (folder !== '') {
    const prefix = `${folder.replace(/^\/|\/$/g, '')}/`
    entries.set(
      ' workers',
      [...project.paths()].filter(path => path.startsWith(prefix) && /\.(js|ts)$/.test(path)),
    )
  }
  return entries
}

/** Where the styles of the extended library stand, which its components need on every page. */
const EXTENDED_STYLES = 'weui-wxss/dist/style/weui'

async function compileSheets(
  project: Project,
  app: Json,
  parts: readonly Part[],
): Promise<ReadonlyMap<string, string>> {
  const styles = new Styles(project)
  const extended = isRecord(app['useExtendedLib']) && Boolean(app['useExtendedLib']['weui'])
  const library = extended ? project.mount('weui-miniprogram') : null
  const base = library === null ? '' : await styles.sheet(`${library}/${EXTENDED_STYLES}`, undefined, 'app')
  const own = await styles.sheet('app', undefined, 'app')
  const sheets = new Map<string, string>([['app', base === '' ? own : `${base}\n${own}`]])
  for (const part of parts) {
    const scope = part.isPage || isShared(project, part) ? undefined : part.scope
    sheets.set(part.path, await styles.sheet(part.path, scope, part.scope))
  }
  return sheets
}

/** A component whose sheet also holds outside of it: said in its JSON, or in the options of its own script. */
function isShared(project: Project, part: Part): boolean {
  const said = part.json['styleIsolation']
  if (typeof said === 'string') return said === 'shared' || said === 'page-shared'
  const code = project.text(`${part.path}.js`) ?? project.text(`${part.path}.ts`) ?? ''
  return /\bstyleIsolation\s*[:=]\s*["']shared["']/.test(code)
}

interface Pieces {
  readonly modules: ReadonlyMap<string, Module>
  readonly templates: Templates
  readonly sheets: ReadonlyMap<string, string>
  readonly assets: readonly Asset[]
  readonly scripts: ReadonlyMap<string, readonly string[]>
}

interface Written {
  readonly files: Map<string, Uint8Array>
  readonly maps: Map<string, Uint8Array>
  readonly about: Map<string, { sha256: string; bytes: number; type: string }>
  readonly parts: PackagePart[]
}

function writePackages(project: Project, outline: Outline, pieces: Pieces): Written {
  const out: Written = { files: new Map(), maps: new Map(), about: new Map(), parts: [] }
  const put = (bytes: Uint8Array, type: string, name: (digest: string) => string): string => {
    const digest = sha256(bytes)
    const called = name(digest.slice(0, 24))
    out.files.set(called, bytes)
    out.about.set(called, { sha256: digest, bytes: bytes.byteLength, type })
    return called
  }
  for (const { root, name, independent } of outline.packages) {
    const isIn = (path: string) => packageOf(path, outline.packages) === root
    const { text, map } = emitLogic({
      modules: [...pieces.modules.values()].filter(module => isIn(module.path)),
      templates: pieces.templates.templates.filter(template => isIn(template.path)),
      scripts: pieces.templates.scripts.filter(script => isIn(script.path)),
      configs: [...outline.parts.values()]
        .filter(part => part.package === root)
        .map(part => [part.path, configOf(project, part, pieces)]),
    })
    const sheets = [...pieces.sheets]
      .filter(([path, css]) => css !== '' && isIn(path))
      .sort(([a], [b]) => compare(a, b))
    const encode = (content: string) => new TextEncoder().encode(content)
    const logic = put(encode(text), 'text/javascript', digest => `${digest}.js`)
    out.maps.set(logic, encode(map))
    const styles = put(
      encode(JSON.stringify(Object.fromEntries(sheets) satisfies StyleSheets)),
      'application/json',
      digest => `${digest}.json`,
    )
    const assets: Record<string, string> = {}
    for (const asset of pieces.assets) {
      if (asset.package !== root) continue
      assets[asset.path] = asset.name
      out.files.set(asset.name, asset.bytes)
      out.about.set(asset.name, { sha256: asset.sha256, bytes: asset.bytes.byteLength, type: asset.type })
    }
    const pages = outline.pages.filter(isIn)
    out.parts.push({ root, ...(name === undefined ? {} : { name }), independent, logic, styles, assets, pages })
  }
  return out
}

function configOf(project: Project, part: Part, pieces: Pieces): PartConfig {
  const { json } = part
  const script = pieces.scripts.get(part.path)?.[0]
  const isolation = json['styleIsolation']
  const pure = json['pureDataPattern']
  return {
    ...(part.isPage ? { page: true as const } : {}),
    ...(script === undefined ? {} : { script }),
    ...(Object.keys(part.using).length > 0 ? { using: part.using } : {}),
    ...(Object.keys(part.generics).length > 0 ? { generics: part.generics } : {}),
    ...(Object.keys(part.placeholders).length > 0 ? { placeholders: part.placeholders } : {}),
    scope: part.isPage || isShared(project, part) ? '' : part.scope,
    host: part.scope,
    ...(typeof isolation === 'string' ? { isolation } : {}),
    ...(json['addGlobalClass'] === true ? { addGlobalClass: true as const } : {}),
    ...(typeof pure === 'string' ? { pureDataPattern: pure } : {}),
    ...(styleFile(project, part.path) === undefined || pieces.sheets.get(part.path) === ''
      ? {}
      : { hasSheet: true as const }),
  }
}

/** Keys of app.json that stand elsewhere in the manifest. */
const TOLD_ELSEWHERE = new Set([
  'pages',
  'subpackages',
  'subPackages',
  'window',
  'tabBar',
  'usingComponents',
  'resolveAlias',
  'entryPagePath',
])

function manifestOf(
  project: Project,
  outline: Outline,
  out: Written,
  { modules, templates, options }: { modules: Pieces['modules']; templates: Templates; options: CompileOptions },
): Manifest {
  const themes = themesOf(project, outline.app)
  const apis = new Set<string>()
  const documented = new Set<string>()
  for (const { code } of modules.values()) {
    for (const match of code.matchAll(/\bwx\.([a-zA-Z]\w*)/g)) apis.add(match[1]!)
    documentedIn(code, documented)
  }
  const pages: PageEntry[] = outline.pages.map(path => {
    const {
      usingComponents: _using,
      componentGenerics: _generics,
      componentPlaceholder: _places,
      ...own
    } = project.json(`${path}.json`)
    return {
      path,
      package: packageOf(path, outline.packages),
      window: themedWindow({ ...outline.window, ...own }, themes),
    }
  })
  const app = Object.fromEntries(Object.entries(outline.app).filter(([key]) => !TOLD_ELSEWHERE.has(key)))
  const appId = options.appId ?? (typeof project.settings['appid'] === 'string' ? project.settings['appid'] : '')
  return {
    format: 1,
    appId,
    version: options.version ?? '0.0.0',
    entry: outline.entry,
    pages,
    window: themedWindow(outline.window, themes),
    ...(outline.tabBar ? { tabBar: themedTabBar(outline.tabBar, themes) } : {}),
    packages: out.parts,
    files: Object.fromEntries([...out.about].sort(([a], [b]) => compare(a, b))),
    app: themes ? { ...app, themes } : app,
    apis: [...apis].sort(),
    documented: [...documented].sort(),
    components: [...templates.tags].filter(tag => BUILT_IN_COMPONENTS.has(tag)).sort(),
  }
}

function checkLimits(project: Project, outline: Outline, out: Written, strict: boolean): void {
  const tell = strict ? project.problems.error.bind(project.problems) : project.problems.warn.bind(project.problems)
  if (outline.pages.length > PAGES_MAX) tell('app.json', `More than ${PAGES_MAX} pages`, 'Split the program.')
  let total = 0
  for (const part of out.parts) {
    const names = [part.logic, part.styles, ...Object.values(part.assets)]
    const bytes = [...new Set(names)].reduce((sum, name) => sum + (out.about.get(name)?.bytes ?? 0), 0)
    total += bytes
    const remedy = 'Move pages into subpackages, and large pictures to a server.'
    if (bytes > PACKAGE_BYTES_MAX)
      tell('app.json', `Package "${part.root}" has ${bytes} bytes, at most ${PACKAGE_BYTES_MAX}`, remedy)
  }
  if (total > PROGRAM_BYTES_MAX)
    tell('app.json', `The program has ${total} bytes, at most ${PROGRAM_BYTES_MAX}`, 'Move large files to a server.')
}
