import { checkFolder } from '@plaza/makers'
import { EMPTY_COMPONENTS, PACKAGE_BYTES_MAX, PROGRAM_BYTES_MAX, type Manifest } from '@plaza/program-wire'
import path from 'node:path'
import { Complaint } from '../complaint.ts'
import { build, toldProblem, type Built } from './build.ts'
import type { Desk, Options } from './desk.ts'
import { toldFinding } from './findings.ts'
import { hasProgram, openProject, profileOf, type Project } from './project.ts'

export interface Checked {
  readonly built: Built
  /** Lines for people, the worst first. */
  readonly lines: readonly string[]
  readonly errors: number
}

/** `plaza program check [FOLDER]`: everything that would stop the program on its way, with file, line and remedy. */
export async function check(desk: Desk, options: Options): Promise<number> {
  const folder = path.resolve(desk.cwd, options.rest[0] ?? '.')
  const { built, lines, errors } = await checkProject(openProject(folder))
  for (const line of lines) desk.say(line)
  for (const line of sizes(built.compiled.manifest)) desk.say(line)
  if (errors > 0) {
    desk.say(`${errors} ${errors === 1 ? 'error' : 'errors'} to mend.`)
    return 1
  }
  desk.say('Ready to upload.')
  return 0
}

/** Compiles a project and applies the checks of the registry to it, as far as they can be known on this machine. */
export async function checkProject(project: Project): Promise<Checked> {
  if (!hasProgram(project.folder)) throw new Complaint(`There is no app.json in ${project.folder}.`)
  const built = await build(project)
  const { errors, warnings, manifest } = built.compiled
  const found = checkFolder({ sources: built.sources, manifest, profile: profileOf(project) })
  const bad = found.filter(one => one.severity === 'error')
  return {
    built,
    errors: errors.length + bad.length,
    lines: [
      ...errors.map(toldProblem),
      ...bad.map(toldFinding),
      ...warnings.map(toldProblem),
      ...emptyBoxes(built),
      ...found.filter(one => one.severity !== 'error').map(toldFinding),
    ],
  }
}

/** Components that are only empty boxes here, at their first place. */
function emptyBoxes({ own, compiled }: Built): string[] {
  return compiled.manifest.components
    .filter(name => EMPTY_COMPONENTS.has(name))
    .map(name => {
      const place = firstTag(own, name)
      return `${place}: warning: <${name}> is an empty box here. See docs/reference/mini-programs.md.`
    })
}

function firstTag(own: ReadonlyMap<string, Uint8Array>, name: string): string {
  for (const [file, bytes] of own) {
    if (!file.endsWith('.wxml')) continue
    const line = Buffer.from(bytes)
      .toString('utf8')
      .split('\n')
      .findIndex(text => new RegExp(`<${name}[\\s/>]`).test(text))
    if (line >= 0) return `${file}:${line + 1}`
  }
  return 'app.json:1'
}

/** What each package weighs, against what it may. */
export function sizes({ packages, files }: Manifest): string[] {
  const weighed = packages.map(part => {
    const names = new Set([part.logic, part.styles, ...Object.values(part.assets)])
    return { root: part.root, bytes: [...names].reduce((sum, name) => sum + (files[name]?.bytes ?? 0), 0) }
  })
  const total = weighed.reduce((sum, one) => sum + one.bytes, 0)
  return [
    ...weighed.map(
      ({ root, bytes }) => `${root || 'main package'}: ${kilobytes(bytes)} of ${kilobytes(PACKAGE_BYTES_MAX)}`,
    ),
    ...(weighed.length > 1 ? [`all packages: ${kilobytes(total)} of ${kilobytes(PROGRAM_BYTES_MAX)}`] : []),
  ]
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} KB`
