import { npmOf, readFolder, type NpmSource } from '@plaza/program-compiler'
import { sourcesText } from '@plaza/program-wire'
import { zipSync, type Zippable } from 'fflate'
import { createHash } from 'node:crypto'
import { PROFILE_FILE, programRoot } from './project.ts'

/** The files of a program that travel, by path in the ZIP. */
export type Sources = ReadonlyMap<string, Uint8Array>

/** What tools keep for one person, and what is sent apart. */
const LEFT_OUT = new Set([PROFILE_FILE, 'project.private.config.json', 'package-lock.json'])
/** The same bytes for the same files: no time stands in the ZIP. */
const ZIP_TIME = '1980-01-01T00:00:00'
const ZIP_LEVEL = 6

/**
 * The files of a project that belong to the program: those under `miniprogramRoot` when there is one. Hidden files stay at
 * home, for that is where secrets are.
 */
export async function readSources(folder: string): Promise<Map<string, Uint8Array>> {
  const root = programRoot(folder) ?? ''
  const prefix = root === '' ? '' : `${root}/`
  const sources = new Map<string, Uint8Array>()
  for (const [path, bytes] of await readFolder(folder)) {
    const isHidden = path.split('/').some(part => part.startsWith('.'))
    if (isHidden || LEFT_OUT.has(path)) continue
    if (path.startsWith(prefix) || path === 'project.config.json') sources.set(path, bytes)
  }
  return sources
}

export interface Npm {
  readonly source: NpmSource
  /** Files of the packages that the compiler asked for, as they travel: the city installs nothing. */
  files(): Map<string, Uint8Array>
}

/** npm packages installed beside a project, with a note of which are used. */
export async function openNpm(folder: string): Promise<Npm> {
  const installed = await npmOf(folder)
  const used = new Map<string, ReadonlyMap<string, Uint8Array>>()
  return {
    source(name) {
      const found = used.get(name) ?? installed(name)
      if (found) used.set(name, found)
      return found
    },
    files() {
      const files = new Map<string, Uint8Array>()
      for (const [name, found] of used)
        for (const [path, bytes] of packed(found)) files.set(`node_modules/${name}/${path}`, bytes)
      return files
    },
  }
}

/** What of a package a program can use: the folder that is made for the format, when there is one. */
function packed(found: ReadonlyMap<string, Uint8Array>): [string, Uint8Array][] {
  const about = JSON.parse(Buffer.from(found.get('package.json') ?? '{}').toString('utf8')) as { miniprogram?: string }
  const made = (about.miniprogram ?? 'miniprogram_dist').replace(/^\.?\/|\/$/g, '')
  const all = [...found].filter(
    ([path]) => !path.endsWith('.d.ts') && !path.split('/').some(one => one.startsWith('.')),
  )
  const inside = all.filter(([path]) => path.startsWith(`${made}/`))
  return inside.length === 0 ? all : [...inside, ...all.filter(([path]) => path === 'package.json')]
}

/** What the maker signs: lower-case hex SHA-256 of each path with the digest of its bytes. */
export function digestOf(sources: Sources): string {
  return sha256(sourcesText(Object.fromEntries([...sources].map(([path, bytes]) => [path, sha256(bytes)]))))
}

export function zipOf(sources: Sources): Uint8Array {
  const files: Zippable = {}
  for (const [path, bytes] of [...sources].toSorted(([a], [b]) => (a < b ? -1 : 1))) files[path] = bytes
  return zipSync(files, { level: ZIP_LEVEL, mtime: ZIP_TIME })
}

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
