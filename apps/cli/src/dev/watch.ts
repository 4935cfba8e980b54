import { compile, type Compiled } from '@plaza/program-compiler'
import { watch } from 'node:fs'
import { toldProblem } from '../program/build.ts'
import { openProject, type PlazaJson } from '../program/project.ts'
import { openNpm, readSources } from '../program/sources.ts'
import { SETTLE_MS } from './limits.ts'

/** A program as it is at this moment. */
export interface Build {
  /** Of what runs: grows with every change that compiles. */
  readonly number: number
  readonly about: PlazaJson
  /** What runs. While a change is broken it is what ran before. */
  readonly compiled: Compiled
  /** Errors that were there already when this was compiled: a page that nobody mends does not stop work on the others. */
  readonly known: readonly string[]
  /** What is wrong now, for people. */
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly ms: number
}

export interface Watch extends Disposable {
  readonly build: Build
  /** Hears of every build after a change. */
  heard: (build: Build) => void
}

/** Compiles a project, and again whenever a file of it changes; modules that did not change are not transformed again. */
export async function watchProject(folder: string): Promise<Watch> {
  let build = await compileNow(folder, undefined)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = Promise.resolve()
  const again = async () => {
    build = await compileNow(folder, build)
    open.heard(build)
  }
  const watcher = watch(folder, { recursive: true }, (_kind, name) => {
    if (name === null || /(^|[\\/])(node_modules|\.[^\\/]*)([\\/]|$)|\.part$/.test(name)) return
    clearTimeout(timer)
    timer = setTimeout(() => (turn = turn.then(again, again)), SETTLE_MS)
  })
  const open: Watch = {
    get build() {
      return build
    },
    heard: () => {},
    [Symbol.dispose]() {
      clearTimeout(timer)
      watcher.close()
    },
  }
  return open
}

async function compileNow(folder: string, before: Build | undefined): Promise<Build> {
  const since = performance.now()
  try {
    const { about } = openProject(folder)
    const npm = await openNpm(folder)
    const options = { ...(about.appId ? { appId: about.appId } : {}), minify: false, npm: npm.source }
    const compiled = await compile(await readSources(folder), options)
    const errors = compiled.errors.map(toldProblem)
    const warnings = compiled.warnings.map(toldProblem)
    const known = compiled.errors.map(({ file, message }) => `${file} ${message}`)
    const ms = Math.round(performance.now() - since)
    if (before && known.some(error => !before.known.includes(error))) return { ...before, errors, warnings, ms }
    return { number: (before?.number ?? 0) + 1, about, compiled, known, errors, warnings, ms }
  } catch (error) {
    // A file may be gone between two steps of an editor, or plaza.json be half written: the next change mends it.
    if (!before) throw error
    return { ...before, errors: [error instanceof Error ? error.message : String(error)] }
  }
}
