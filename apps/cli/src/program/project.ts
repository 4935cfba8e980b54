import type { ProgramProfile } from '@plaza/contract'
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Complaint } from '../complaint.ts'

/** Beside `app.json`: what a maker says of the program besides its code, and where it is registered. */
export const PROFILE_FILE = 'plaza.json'

/** `plaza.json`: the profile, and what ties the folder to a program of a city. */
export interface PlazaJson extends Partial<ProgramProfile> {
  /** Made with the file; the program is registered under it, however often that is tried. */
  readonly id?: string
  readonly appId?: string
  readonly city?: string
  /** While developing: where requests to a declared domain go instead, on this machine. */
  readonly dev?: Readonly<Record<string, string>>
}

export interface Project {
  readonly folder: string
  readonly about: PlazaJson
}

/** A project whose program is registered. */
export interface Registered extends Project {
  readonly appId: string
}

/** The project in a folder. Throws a sentence where there is none. */
export function openProject(folder: string): Project {
  const file = path.join(folder, PROFILE_FILE)
  if (!existsSync(file)) {
    const advice = hasProgram(folder)
      ? 'Run "plaza program new . --existing".'
      : 'Go to the folder of the program first.'
    throw new Complaint(`There is no ${PROFILE_FILE} in ${folder}. ${advice}`)
  }
  return { folder, about: readProfile(file) }
}

/** The same, and it has to be registered. */
export function openRegistered(folder: string): Registered {
  const project = openProject(folder)
  const { appId } = project.about
  if (appId === undefined) throw new Complaint('The program has no app id yet. Run "plaza program new . --existing".')
  return { ...project, appId }
}

function readProfile(file: string): PlazaJson {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as PlazaJson
  } catch (error) {
    throw new Complaint(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** Writes `plaza.json` whole or not at all. */
export function writeProject(folder: string, about: PlazaJson): void {
  const file = path.join(folder, PROFILE_FILE)
  writeFileSync(`${file}.part`, `${JSON.stringify(about, null, 2)}\n`)
  renameSync(`${file}.part`, file)
}

/** The profile as the city takes it. `icon` may be a picture's file: that one is stored apart. */
export function profileOf({ about }: Project, icon?: string): ProgramProfile {
  const { names, abouts, category, licences, domains, scopes, templates, keywords, pages, places } = about
  if (!names?.en) throw new Complaint(`${PROFILE_FILE} says no name: "names": { "en": "…" }.`)
  return {
    names,
    abouts: abouts ?? { en: names.en },
    ...(icon === undefined ? {} : { icon }),
    category: category ?? 'tools',
    licences: licences ?? [],
    domains: domains ?? {},
    scopes: scopes ?? {},
    templates: templates ?? [],
    keywords: keywords ?? [],
    pages: pages ?? [],
    places: places ?? [],
  }
}

/** `project.config.json`, which tools of the format keep; empty where there is none. */
export function formatSettings(folder: string): { appid?: string; miniprogramRoot?: string } {
  const file = path.join(folder, 'project.config.json')
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { appid?: string }) : {}
  } catch {
    return {}
  }
}

/** Where `app.json` is, from the project's folder; '' for the folder itself, undefined where there is no program. */
export function programRoot(folder: string): string | undefined {
  const named = formatSettings(folder).miniprogramRoot ?? ''
  const tidy = path.posix.normalize(named || '.').replace(/\/$/, '')
  const roots = [tidy === '.' ? '' : tidy, '', 'miniprogram', 'src', 'dist']
  return roots.find(root => !root.startsWith('..') && existsSync(path.join(folder, root, 'app.json')))
}

export const hasProgram = (folder: string): boolean =>
  existsSync(folder) && statSync(folder).isDirectory() && programRoot(folder) !== undefined
