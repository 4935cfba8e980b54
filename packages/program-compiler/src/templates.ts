import { createRequire } from 'node:module'
import type { TmplGroup as Group } from 'glass-easel-template-compiler'
import { folderOf, joinPath, pathFrom, withoutEnding } from './paths.ts'
import type { Project } from './project.ts'
import { parseFault } from './scripts.ts'
import { rewriteWxs } from './wxs.ts'

const require = createRequire(import.meta.url)

/**
 * The package's ES module wants a bundler that imports WASM; its CommonJS one reads it from disk. Asked for when something is
 * compiled: a city that starts need not wait for it.
 */
function newGroup(): Group {
  const { TmplGroup } = require('glass-easel-template-compiler') as { TmplGroup: new () => Group }
  return new TmplGroup()
}

/** A compiled template: an expression over `G, R, D, X, Y, Z, P, Q` and the helpers of WXS. */
export interface Template {
  readonly path: string
  readonly code: string
}

export interface Templates {
  readonly templates: readonly Template[]
  /** WXS files by path without ending. */
  readonly scripts: readonly Template[]
  readonly tags: ReadonlySet<string>
}

interface Told {
  readonly isError: boolean
  readonly message: string
  readonly startLine: number
  readonly startColumn: number
}

/** Compiles the templates at `entries` (paths without ending) and all that they import, include and call. */
export function compileTemplates(project: Project, entries: Iterable<string>): Templates {
  const group = newGroup()
  const tags = new Set<string>()
  const done = new Set<string>()
  const wxs = new Map<string, string>()
  const queue = [...entries]
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (done.has(path)) continue
    done.add(path)
    const text = project.text(`${path}.wxml`)
    if (text === undefined) continue
    addTemplate(project, group, path, tidied(text))
    for (const match of text.matchAll(/<([a-z][\w-]*)/g)) tags.add(match[1]!)
    for (const need of group.getDirectDependencies(path) as readonly string[]) {
      if (project.has(`${need}.wxml`)) queue.push(need)
      else
        project.problems.warn(
          `${path}.wxml`,
          `Template ${need}.wxml is not there`,
          'Mend the src of import or include.',
        )
    }
    for (const need of group.getScriptDependencies(path) as readonly string[])
      addScript(project, need, wxs, `${path}.wxml`)
  }
  const templates = [...done].flatMap(path => templateOf(project, group, path))
  group.free()
  return { templates, scripts: [...wxs].map(([path, code]) => ({ path, code })), tags }
}

function addTemplate(project: Project, group: Group, path: string, text: string): void {
  const told = group.addTmpl(path, text) as readonly Told[]
  for (const { isError, message, startLine, startColumn } of told) {
    if (!isError && !/missing end tag/.test(message)) continue
    const place = { line: startLine + 1, column: startColumn + 1 }
    project.problems.warn(
      `${path}.wxml`,
      `WXML: ${message}`,
      'Mend the template here; it is shown as far as it could be read.',
      place,
    )
  }
  for (const name of group.getInlineScriptModuleNames(path) as readonly string[]) {
    const offset = group.getInlineScriptStartLine(path, name)
    const content = group.getInlineScript(path, name)
    group.setInlineScript(path, name, rewriteWxs(`${path}.wxml`, content, project.problems, offset))
  }
}

function templateOf(project: Project, group: Group, path: string): Template[] {
  if (!project.has(`${path}.wxml`)) return []
  const code = group.getTmplGenObject(path)
  const fault = parseFault(`return ${code}`)
  if (fault === undefined) return [{ path, code }]
  project.problems.error(
    `${path}.wxml`,
    `WXML: ${fault}`,
    'Look for an expression in {{ }} that is not allowed; the template is left empty.',
  )
  return []
}

/** A WXS file and what it requires; paths are without ending, as templates name them. */
function addScript(project: Project, path: string, wxs: Map<string, string>, from: string): void {
  const queue = [{ path: withoutEnding(path, 'wxs'), from }]
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { path, from } = next
    if (wxs.has(path)) continue
    const text = project.text(`${path}.wxs`)
    if (text === undefined) {
      project.problems.warn(from, `Script ${path}.wxs is not there`, 'Mend the src of wxs, or its require.')
      continue
    }
    const code = rewriteWxs(`${path}.wxs`, text, project.problems)
    wxs.set(path, code)
    for (const match of code.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)) {
      queue.push({ path: withoutEnding(pathFrom(folderOf(path), match[1]!), 'wxs'), from: `${path}.wxs` })
    }
  }
}

/** Comments, scripts, tags and expressions, each to the end of the file where it is not closed; then what is looked for in texts. */
const BREAK_IN_TEXT =
  /<!--[^]*?(?:-->|$)|<wxs\b[^<>]*(?<!\/)>[^]*?(?:<\/wxs>|$)|<(?:"[^"]*"|'[^']*'|[^"'<>])*>|\{\{[^]*?(?:\}\}|$)|\\n/g

/** Lines end in one way, and a written `\n` of a text is a line break, as the developer tools have it. */
function tidied(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(BREAK_IN_TEXT, part => (part === '\\n' ? '{{"\\n"}}' : part))
}

/** Path of a template that is named in code, without ending. */
export function templatePath(folder: string, src: string): string {
  return withoutEnding(joinPath(folder, src), 'wxml')
}
