import { compile, type Compiled, type Problem } from '@plaza/program-compiler'
import type { Project } from './project.ts'
import { openNpm, readSources, type Sources } from './sources.ts'

export interface Built {
  readonly compiled: Compiled
  /** What would be uploaded: the sources, with the npm packages that they use. */
  readonly sources: Sources
  /** Without those packages: what the maker wrote. */
  readonly own: Sources
}

/** Compiles a project as the city will. */
export async function build({ folder, about }: Project, options: { version?: string } = {}): Promise<Built> {
  const own = await readSources(folder)
  const npm = await openNpm(folder)
  const compiled = await compile(own, {
    ...(about.appId ? { appId: about.appId } : {}),
    ...options,
    strict: true,
    npm: npm.source,
  })
  return { compiled, own, sources: new Map([...npm.files(), ...own]) }
}

/** A problem as terminals and editors know it: file, line and column first. */
export function toldProblem({ severity, file, line, column, message, remedy }: Problem): string {
  return `${file}:${line}:${column}: ${severity}: ${message}. ${remedy}`.trim()
}
