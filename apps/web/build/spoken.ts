import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** What is on the screen first, or fetched ahead of the first touch: what it says travels with the first catalogue. */
const FIRST = ['main.tsx', 'screens/chat.tsx', 'screens/emoji.tsx']
/** Refusals that may come before the others are there. The others follow the first screen at once. */
const FIRST_REFUSALS = ['internal', 'offline', 'busy', 'not_signed_in', 'too_many_requests', 'wrong_credentials']
const REFUSAL = /^refusal\./
/** Sentences that only the server says: in letters, on paper, on its own pages. */
const SERVERS = /^(called|dossier|mail|paper|web_login)\./

const STATIC_IMPORT = /^(?:import|export)\s(?!type\b)(?:[^'"`;=]*?\bfrom\s)?'(\.[^']+)'/gm
export const LAZY_IMPORT = /\bimport\('(\.[^']+)'\)/g
/** A text in quotes, and a template that has no spaces outside its values. */
const QUOTED = /['"]([a-z][\w.]*)['"]/g
const TEMPLATE = /`([a-z]\w*\.(?:\$\{[^}`]*\}|[\w.])*)`/g

interface Source {
  /** Files that come with this one, and files that come when it asks. */
  needs: string[]
  lazy: string[]
  says: string[]
}

export interface Spoken {
  /** Section by the lazily fetched file that needs it; the folder's name. */
  sectionOf: Map<string, string>
  /** Keys by section; `first` is what the first screens say. */
  sections: Map<string, Set<string>>
}

/**
 * Sorts the keys of the catalogue by who says them: the first screens, the refusals, and each folder of screens that are
 * fetched later. A key counts as said where the source quotes it, or a template that it fits; so none can be forgotten.
 */
export function spoken(folder: string, catalogue: string[]): Spoken {
  const refusals = catalogue.filter(key => REFUSAL.test(key))
  const others = catalogue.filter(key => !REFUSAL.test(key) && !SERVERS.test(key))
  const sources = new Map(sourceFiles(folder).map(file => [file, readSource(file, others)]))
  const closure = (file: string, seen = new Set<string>()): Set<string> => {
    const source = sources.get(file)
    if (!source || seen.has(file)) return seen
    seen.add(file)
    for (const needed of source.needs) closure(needed, seen)
    return seen
  }
  const saidBy = (files: Iterable<string>) => new Set([...files].flatMap(file => sources.get(file)!.says))

  const early = new Set(FIRST.flatMap(name => [...closure(resolve(folder, name))]))
  const first = new Set([...saidBy(early), ...FIRST_REFUSALS.map(code => `refusal.${code}`)])
  const sections = new Map([
    ['first', first],
    ['refusals', new Set(refusals.filter(key => !first.has(key)))],
  ])
  const sectionOf = new Map<string, string>()
  for (const file of new Set([...sources.values()].flatMap(source => source.lazy))) {
    const says = [...saidBy([...closure(file)])].filter(key => !first.has(key))
    if (says.length === 0) continue
    const section = relative(folder, dirname(file))
    sectionOf.set(file, section)
    sections.set(section, new Set([...(sections.get(section) ?? []), ...says]))
  }
  return { sectionOf, sections }
}

const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => join(folder, name))

function readSource(file: string, keys: string[]): Source {
  const text = readFileSync(file, 'utf8')
  const imports = (pattern: RegExp) => [...text.matchAll(pattern)].map(match => resolve(dirname(file), match[1]!))
  const quoted = new Set([...text.matchAll(QUOTED)].map(match => match[1]!))
  const fitting = [...text.matchAll(TEMPLATE)].map(match => shapeOf(match[1]!))
  return {
    needs: imports(STATIC_IMPORT),
    lazy: imports(LAZY_IMPORT),
    says: keys.filter(key => quoted.has(key) || fitting.some(shape => shape.test(key))),
  }
}

/** What a template may become: anything stands for its values. */
function shapeOf(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/).map(part => part.replaceAll('.', '\\.'))
  return new RegExp(`^${parts.join('.+')}$`)
}
