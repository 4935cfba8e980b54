import { readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { dirname, join, normalize } from 'node:path'
import { builtinModules } from 'node:module'

/** The style guide as a test: reads a tree (path -> text) and says, one line each, what is out of place. */
export function tidy(files: ReadonlyMap<string, string>): string[] {
  const workspaces = findWorkspaces(files)
  const faults: string[] = []
  for (const [path, text] of files) {
    const home = workspaces.find(workspace => path.startsWith(`${workspace.folder}/`))
    faults.push(...lengthFaults(path, text), ...habitFaults(path, text, home))
    if (/\.tsx?$/.test(path)) faults.push(...importFaults(path, text, home, workspaces))
    if (home?.folder.match(/^(modules|city|packages)\//)) faults.push(...sqlFaults(path, text, home))
  }
  for (const workspace of workspaces) faults.push(...workspaceFaults(workspace, files, workspaces))
  return faults
}

const LINES_MAX = 400

interface Workspace {
  folder: string
  name: string
  layer: number
  needs: Set<string>
}

function findWorkspaces(files: ReadonlyMap<string, string>): Workspace[] {
  return [...files].flatMap(([path, text]) => {
    if (!/^(packages|modules|city|apps|programs)\/[^/]+\/package\.json$/.test(path)) return []
    const json = JSON.parse(text) as {
      name: string
      plaza?: { layer?: number }
      dependencies?: object
      devDependencies?: object
      optionalDependencies?: object
    }
    return [
      {
        folder: dirname(path),
        name: json.name,
        layer: json.plaza?.layer ?? Number.NaN,
        needs: new Set(Object.keys({ ...json.dependencies, ...json.optionalDependencies })),
      },
    ]
  })
}

function lengthFaults(path: string, text: string): string[] {
  if (!/\.(tsx?|sql|css|mjs)$/.test(path)) return []
  const lines = text.split('\n').length - 1
  return lines > LINES_MAX ? [`${path}: ${lines} lines, at most ${LINES_MAX}: split it by verb`] : []
}

interface Habit {
  pattern: RegExp
  where: RegExp
  except?: RegExp
  advice: string
}

const code = /\.(tsx?|mjs)$/
const anywhere = /\.(tsx?|mjs|sql|css|html|json|md|sh|yml)$/
const inModules = /^(modules|city)\/.*\.ts$/
const tests = /(\/test\/|\.test\.tsx?$)/
// Put together here, so that the rules do not find themselves.
const word = (...parts: string[]) => new RegExp(`\\b(${parts.join('|')})\\b`)

const habits: Habit[] = [
  {
    pattern: /\bprocess\.env\b/,
    where: inModules,
    except: tests,
    advice: 'read the environment once, in apps; pass what is needed in City',
  },
  { pattern: /\bDate\.now\(\)|\bnew Date\(\)/, where: inModules, except: tests, advice: 'time comes from city.clock' },
  { pattern: /\bMath\.random\(\)/, where: inModules, except: tests, advice: 'chance comes from city.dice' },
  {
    pattern: /^export default /m,
    where: /^(packages|modules|city)\/.*\.ts$/,
    except: /(global-setup|vite\.config)\.ts$/,
    advice: 'name what you export',
  },
  {
    pattern: word('TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'),
    where: code,
    except: /^tools\/tidy/,
    advice: 'mend it now, or name a limit',
  },
  {
    pattern: /\binnerHTML\b|\bdocument\.write\b|\beval\(/,
    where: /^(apps|packages|modules|city)\/.*\.tsx?$/,
    advice: 'text is never markup or code',
  },
  {
    pattern: /\blisten\s+\w+;|\bnotify\s+\w+[,;]|\bpg_notify\b/i,
    where: /\.sql$/,
    advice: 'no LISTEN/NOTIFY on a write path: the bus carries hints',
  },
  {
    pattern:
      /(^|[\s;{])(margin|padding|border)-(left|right)\b|(^|[\s;{])(left|right)\s*:|text-align\s*:\s*(left|right)/m,
    where: /\.css$/,
    advice: 'logical properties only (inline-start, inline-end): the page must also read from right to left',
  },
  {
    pattern: new RegExp(`(^|[\\s"'(\`])/(${['wo' + 'rk', 'ro' + 'ot', 'fa' + 'rm'].join('|')})/`),
    where: anywhere,
    except: /^tools\/tidy/,
    advice: 'no path of one machine',
  },
  { pattern: /"resolved": "https?:/, where: /package-lock\.json$/, advice: 'the lock names no registry host' },
]

function habitFaults(path: string, text: string, _home: Workspace | undefined): string[] {
  return habits.flatMap(({ pattern, where, except, advice }) => {
    if (!where.test(path) || except?.test(path)) return []
    const found = pattern.exec(text)
    if (!found) return []
    const line = text.slice(0, found.index + 1).split('\n').length
    return [`${path}:${line}: ${found[0].trim()}: ${advice}`]
  })
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g

function importsOf(text: string): string[] {
  return [...text.matchAll(importPattern)].flatMap(match => match[1] ?? match[2] ?? [])
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

function importFaults(
  path: string,
  text: string,
  home: Workspace | undefined,
  workspaces: readonly Workspace[],
): string[] {
  return importsOf(text).flatMap(specifier => {
    if (specifier.startsWith('.')) {
      const target = normalize(join(dirname(path), specifier))
      return home && !target.startsWith(`${home.folder}/`)
        ? [`${path}: ${specifier} climbs out of ${home.name}: import the package by name`]
        : []
    }
    if (specifier.startsWith('node:') || specifier.startsWith('virtual:') || builtinModules.includes(specifier))
      return []
    const name = packageOf(specifier)
    if (!home || name === home.name) return []
    const other = workspaces.find(workspace => workspace.name === name)
    const testing = tests.test(path)
    const declared = home.needs.has(name) || testing
    return [
      ...(declared ? [] : [`${path}: ${name} is not among the dependencies of ${home.name}`]),
      ...(other && !testing && !mayImport(home, other)
        ? [
            `${path}: ${home.name} (layer ${home.layer}) may not import ${name} (layer ${other.layer}): news travels sideways and up as events`,
          ]
        : []),
    ]
  })
}

/** Imports run down; only packages (layer 0) may also use each other. */
function mayImport(from: Workspace, to: Workspace): boolean {
  return to.layer < from.layer || (from.layer === 0 && to.layer === 0)
}

const sqlTable =
  /\b(?:from|join|into|update|table|references|index\s+\w+\s+on)\s+(?:only\s+)?(?:if\s+(?:not\s+)?exists\s+)?([a-z_]+)\.([a-z_]+)\b(?!\s*=)(?!\.)/g
const SYSTEM_SCHEMAS = new Set(['pg_catalog', 'information_schema'])

/** SQL may name only the tables of its own schema: a module's tables are behind its door. */
function sqlFaults(path: string, text: string, home: Workspace): string[] {
  if (tests.test(path)) return []
  const own = home.folder === 'packages/db' ? 'plaza' : (home.folder.split('/')[1] as string)
  const parts = path.endsWith('.sql') ? [text.replace(/--.*$/gm, '')] : path.endsWith('.ts') ? sqlIn(text) : []
  const aliases = (part: string) =>
    new Set(
      [...part.matchAll(/\b(?:as|with|from|join|,)\s+([a-z_]+)\s*(?:\(|on\b|as\b|where\b|,|$)/gm)].map(
        match => match[1],
      ),
    )
  return parts
    .map(part => part.replace(/\bextract\s*\([^)]*\)/g, ''))
    .flatMap(part =>
      [...part.matchAll(sqlTable)].flatMap(([, schema, table]) =>
        schema === own || SYSTEM_SCHEMAS.has(schema as string) || aliases(part).has(schema)
          ? []
          : [`${path}: SQL names ${schema}.${table}, which belongs to ${schema}: go through its door`],
      ),
    )
}

/** The SQL in a TypeScript file: sql`…` templates and the texts of prepared statements. */
function sqlIn(text: string): string[] {
  return [...text.matchAll(/(?:\bsql|prepared\(\s*'[^']*',\s*)`((?:[^`\\]|\\.)*)`/g)].map(match =>
    (match[1] as string).replace(/\$\{[^}]*\}/g, '?'),
  )
}

function workspaceFaults(
  workspace: Workspace,
  files: ReadonlyMap<string, string>,
  workspaces: readonly Workspace[],
): string[] {
  const { folder, name, layer, needs } = workspace
  const faults: string[] = []
  if (Number.isNaN(layer)) faults.push(`${folder}/package.json: say "plaza": { "layer": n }`)
  if (/^(modules|city)\//.test(folder) && !files.has(`${folder}/README.md`))
    faults.push(`${folder}: half a page of README.md is missing`)
  if (folder.startsWith('modules/') && !files.has(`${folder}/index.ts`))
    faults.push(`${folder}: a module has one door, index.ts`)
  const used = new Set(
    [...files]
      .filter(([path]) => path.startsWith(`${folder}/`) && /\.(tsx?|mjs|css|html)$/.test(path))
      .flatMap(([, text]) => importsOf(text).map(packageOf)),
  )
  for (const need of needs) {
    if (!used.has(need) && workspaces.some(other => other.name === need))
      faults.push(`${folder}/package.json: ${name} does not use ${need}`)
  }
  return faults
}

/** The files that git knows or would take, as they are in the working tree. */
function readTree(): Map<string, string> {
  const names = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
  return new Map(
    names.flatMap(name => {
      if (!anywhere.test(name)) return []
      try {
        return [[name, readFileSync(name, 'utf8')] as const]
      } catch {
        return [] // deleted in the working tree
      }
    }),
  )
}

if (process.argv[1]?.endsWith('tidy.ts')) {
  const faults = tidy(readTree())
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
