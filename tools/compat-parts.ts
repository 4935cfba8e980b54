import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { COMPONENTS } from './compat-documented.ts'

const packages = fileURLToPath(new URL('../packages/', import.meta.url))
const VIEW = join(packages, 'program-view/src')
const RUNTIME = join(packages, 'program-runtime/src')

/** Files that serve all components: what they name says nothing about one. */
const SHARED = new RegExp(
  `^${VIEW}/(types|values|dom|base|nodes|view|events|words|limits|text|assets|addresses|style)\\.ts$`,
)
/** What is done to boxes of all kinds: presses, the bridge of buttons and links to the host, marks of sheets. */
const ALWAYS = ['hover.ts', 'tags.ts'].map(name => join(VIEW, name))
/** Components whose work is done elsewhere too, for they are not only drawn. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  button: [join(RUNTIME, 'open-button.ts')],
  navigator: [join(RUNTIME, 'open-button.ts')],
  text: [join(VIEW, 'text.ts')],
  'movable-area': [join(VIEW, 'parts/movable.ts')],
  'web-view': [join(RUNTIME, 'page-nodes.ts'), join(RUNTIME, 'app.ts')],
  'navigation-bar': [join(RUNTIME, 'page-nodes.ts')],
  canvas: [join(RUNTIME, 'api/canvas.ts'), join(RUNTIME, 'api/canvas-legacy.ts')],
}

export interface ComponentRow {
  readonly name: string
  readonly attributes: readonly string[]
  readonly events: readonly string[]
  readonly lacks: readonly string[]
}

/** For each documented component which of its attributes and events its code knows. */
export function componentRows(): ComponentRow[] {
  const makers = makersIn([join(VIEW, 'parts/index.ts'), join(VIEW, 'more.ts')])
  return Object.entries(COMPONENTS)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { attributes, events }]) => {
      const files = new Set([...ALWAYS, ...(ELSEWHERE[name] ?? [])])
      const maker = makers.get(name)
      if (maker) reach(maker, files)
      const known = wordsIn([...files].map(read).join('\n'))
      const knows = (word: string) => known.has(word)
      const has = attributes.filter(word => knows(camel(word)) || knows(word))
      const tells = events.filter(knows)
      const lacks = [...attributes.filter(word => !has.includes(word)), ...events.filter(word => !tells.includes(word))]
      return { name, attributes: has, events: tells, lacks }
    })
}

const texts = new Map<string, string>()

/** A file's code without what is said about it. */
function read(file: string): string {
  let text = texts.get(file)
  if (text === undefined) {
    text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/ .*/g, '')
    texts.set(file, text)
  }
  return text
}

/** What code names: words of its strings, and what it takes apart from a tag's attributes. */
function wordsIn(code: string): Set<string> {
  const strings = [...code.matchAll(/'([^'\n]*)'/g), ...code.matchAll(/\{([^{}=]*)\} = (?:attributes|asked)\b/g)]
  return new Set(strings.flatMap(([, text]) => text!.split(/[\s,]+/)))
}

const camel = (word: string): string => word.replaceAll(/-([a-z0-9])/gi, (_all, letter: string) => letter.toUpperCase())

function importsOf(file: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, names, from] of read(file).matchAll(/import (?!type )\{([^}]*)\} from '(\.[^']+\.ts)'/g))
    for (const name of names!.split(',')) if (name.trim()) found.set(name.trim(), normalize(join(dirname(file), from!)))
  return found
}

/** Tag to the file that makes it, as the tables of components say. */
function makersIn(tables: readonly string[]): Map<string, string> {
  const makers = new Map<string, string>()
  for (const table of tables) {
    const imports = importsOf(table)
    for (const [, quoted, plain, value] of read(table).matchAll(/^ +(?:'([\w-]+)'|(\w+))(?:: (\w+))?,$/gm)) {
      const file = imports.get(value ?? plain ?? '')
      if (file) makers.set(quoted ?? plain ?? '', file)
    }
  }
  return makers
}

/** A file and all it is made of, but for what serves everybody. */
function reach(file: string, into: Set<string>): void {
  if (into.has(file) || SHARED.test(file)) return
  into.add(file)
  for (const next of importsOf(file).values()) reach(next, into)
}
