import { transform, type Message } from 'esbuild'
import { Script } from 'node:vm'
import { BEGUN_MODULES_MAX, TRANSFORMS_KEPT_MAX } from './limits.ts'
import { withoutOwnReads } from './own-reads.ts'
import { endingOf, folderOf, pathFrom, withoutEnding } from './paths.ts'
import type { Project } from './project.ts'
import type { Resolver } from './resolve.ts'
import { sha256 } from './scope.ts'

/** A module made ready to run in a function `(require, exports, module)`. */
export interface Module {
  readonly path: string
  readonly code: string
  readonly map: string
  /** What its `require`s and imports name, to paths of modules; null for those that were not found. */
  readonly needs: Readonly<Record<string, string | null>>
}

interface Transformed {
  readonly code: string
  readonly map: string
  readonly fault: { message: string; line: number; column: number } | undefined
}

const kept = new Map<string, Transformed>()

/** Follows modules from `entries`, a level of the graph at a time, and makes each ready; a broken one throws when it is required. */
export async function compileScripts(
  project: Project,
  resolver: Resolver,
  entries: readonly string[],
  minify: boolean,
): Promise<ReadonlyMap<string, Module>> {
  const modules = new Map<string, Module>()
  let level = [...new Set(entries)]
  while (level.length > 0) {
    const made = await Promise.all(level.map(path => compileModule(project, resolver, path, minify)))
    const next = new Set<string>()
    for (const module of made) {
      modules.set(module.path, module)
      for (const need of Object.values(module.needs)) if (need !== null) next.add(need)
    }
    level = [...next].filter(path => !modules.has(path))
  }
  return modules
}

async function compileModule(project: Project, resolver: Resolver, path: string, minify: boolean): Promise<Module> {
  const text = project.text(path)
  if (text === undefined) return broken(path, 'the file is missing or too large')
  if (path.endsWith('.json'))
    return { path, code: `module.exports=${JSON.stringify(project.json(path))}`, map: '', needs: {} }
  const { code, map, fault } = await transformed(path, text, minify)
  if (fault) {
    project.problems.error(
      path,
      fault.message,
      'Mend the code here; until then the module throws when it is required.',
      fault,
    )
    return broken(path, `${path}:${fault.line}:${fault.column}: ${fault.message}`)
  }
  const needs: Record<string, string | null> = {}
  for (const spec of specsIn(code)) {
    const found = resolver.module(spec, path)
    if (found === undefined && !isTried(code, spec)) {
      project.problems.warn(
        path,
        `Module ${spec} is not there`,
        'Mend the path, or install the package and give it along.',
        placeOf(text, spec),
      )
    }
    needs[spec] = found ?? null
  }
  for (const [spec, found] of namedAtRuntime(project, path, code)) needs[spec] ??= found
  return { path, code, map, needs }
}

/** One source through esbuild, then through the parser of the engine, so that nothing is shipped that cannot be parsed. */
async function transformed(path: string, text: string, minify: boolean): Promise<Transformed> {
  const key = sha256(`${minify}:${path}:${text}`)
  const known = kept.get(key)
  if (known) return known
  const made = await transformAnew(path, text, minify)
  if (kept.size >= TRANSFORMS_KEPT_MAX) kept.delete(kept.keys().next().value!)
  kept.set(key, made)
  return made
}

async function transformAnew(path: string, text: string, minify: boolean): Promise<Transformed> {
  try {
    const isTyped = endingOf(path) === 'ts'
    const { code, map } = await transform(isTyped ? text : withoutOwnReads(text), {
      loader: isTyped ? 'ts' : 'js',
      format: 'cjs',
      target: 'es2022',
      sourcefile: path,
      sourcemap: 'external',
      sourcesContent: false,
      minifyWhitespace: minify,
      charset: 'utf8',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'silent',
      tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
    })
    const fault = parseFault(code)
    return { code, map, fault: fault === undefined ? undefined : { message: fault, line: 1, column: 1 } }
  } catch (error) {
    // What esbuild refuses but the engine takes (old sloppy habits) goes through as it is.
    if (endingOf(path) !== 'ts' && parseFault(text) === undefined) return { code: text, map: '', fault: undefined }
    const first = (error as { errors?: Message[] }).errors?.[0]
    const place = { line: first?.location?.line ?? 1, column: (first?.location?.column ?? 0) + 1 }
    return { code: '', map: '', fault: { message: first?.text ?? 'The code cannot be parsed', ...place } }
  }
}

/** Parses without running: what the engine says against a module, or undefined. */
export function parseFault(code: string): string | undefined {
  try {
    new Script(`(function(require,exports,module){${code}\n})`)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

function broken(path: string, message: string): Module {
  return { path, code: `throw new Error(${JSON.stringify(`${path}: ${message}`)})`, map: '', needs: {} }
}

const REQUIRES = /\brequire(?:\.async)?\(\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`([^`$\\]*)`)\s*[,)]/g

function specsIn(code: string): Set<string> {
  const specs = new Set<string>()
  for (const match of code.matchAll(REQUIRES)) specs.add(match[1] ?? match[2] ?? match[3] ?? '')
  return specs
}

/** `require('./parts/' + name)`, or the same as a template: what stands before the part that only the run knows. */
const BEGUN =
  /\brequire(?:\.async)?\(\s*(?:"(\.{0,2}\/[^"\\\n]*)"\s*\+|'(\.{0,2}\/[^'\\\n]*)'\s*\+|`(\.{0,2}\/[^`$\\]*)\$)/g

/** All modules that an address may name of which only the beginning stands in the code, by the addresses that would name them. */
function namedAtRuntime(project: Project, from: string, code: string): [string, string][] {
  const found: [string, string][] = []
  for (const match of code.matchAll(BEGUN)) {
    const begun = match[1] ?? match[2] ?? match[3] ?? ''
    const start = begunPath(folderOf(from), begun)
    for (const path of project.paths()) {
      if (found.length === BEGUN_MODULES_MAX) return found
      if (path.startsWith(start) && /\.(js|ts)$/.test(path) && path !== from)
        found.push([begun + withoutEnding(path.slice(start.length), 'js', 'ts'), path])
    }
  }
  return found
}

/** What paths begin with that `begun` begins; its last part may be the beginning of a name. */
function begunPath(folder: string, begun: string): string {
  const at = begun.lastIndexOf('/') + 1
  const inside = pathFrom(folder, begun.slice(0, at))
  return `${inside === '' ? '' : `${inside}/`}${begun.slice(at)}`
}

/** Optional needs stand in a `try`: their absence is meant. */
function isTried(code: string, spec: string): boolean {
  const at = code.indexOf(JSON.stringify(spec))
  return /\btry\s*\{[^{}]*$/.test(code.slice(Math.max(0, at - 200), at))
}

function placeOf(text: string, spec: string): { line: number; column: number } | undefined {
  const at = text.indexOf(spec)
  if (at < 0) return undefined
  const before = text.slice(0, at)
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') }
}
