import { LOGIC_GLOBAL, type PartConfig } from '@plaza/program-wire'
import { compare } from './problems.ts'
import type { Module } from './scripts.ts'
import type { Template } from './templates.ts'
import { WXS_HELPERS } from './wxs.ts'

const TEMPLATE_PARAMETERS = ['G', 'R', 'D', 'X', 'Y', 'Z', 'P', 'Q', ...WXS_HELPERS].join(',')

/** Writes the logic of one package as a text, and the index source map that leads back to the sources. */
export function emitLogic(parts: {
  readonly modules: readonly Module[]
  readonly templates: readonly Template[]
  readonly scripts: readonly Template[]
  readonly configs: readonly (readonly [string, PartConfig])[]
}): { text: string; map: string } {
  const lines: string[] = [`${LOGIC_GLOBAL}(function(d,w,s,c){`]
  const sections: { offset: { line: number; column: number }; map: unknown }[] = []
  let line = 1
  const push = (text: string) => {
    lines.push(text)
    line += text.split('\n').length
  }
  for (const [path, config] of byPath(parts.configs, ([path]) => path))
    push(`c(${JSON.stringify(path)},${JSON.stringify(config)})`)
  for (const { path, code } of byPath(parts.scripts, script => script.path)) {
    push(
      `s(${JSON.stringify(path)},function(${WXS_HELPERS.join(',')}){return function(require,exports,module){\n${code}\n}})`,
    )
  }
  for (const { path, code } of byPath(parts.templates, template => template.path)) {
    push(`w(${JSON.stringify(path)},function(${TEMPLATE_PARAMETERS}){return ${code}})`)
  }
  for (const { path, code, map, needs } of byPath(parts.modules, module => module.path)) {
    push(`d(${JSON.stringify(path)},function(require,exports,module){`)
    if (map !== '') sections.push({ offset: { line, column: 0 }, map: JSON.parse(map) })
    push(code.replace(/\n$/, ''))
    push(Object.keys(needs).length > 0 ? `},${JSON.stringify(needs)})` : '})')
  }
  lines.push('})\n')
  return { text: lines.join('\n'), map: JSON.stringify({ version: 3, sections }) }
}

function byPath<T>(items: readonly T[], path: (item: T) => string): T[] {
  return [...items].sort((a, b) => compare(path(a), path(b)))
}
