import { compile, npmOf, readFolder, type Problem } from '@plaza/program-compiler'
import { installProgram, isInstalled, usePrograms, type Profile } from '@plaza/programs'
import type { City, Logger } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { saidBy } from '@plaza/makers'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openCity } from './city.ts'
import { appIdOf, declaredServer, isMissing, ownFolder, readJson } from './declared.ts'
import { programKey } from './program-door.ts'

const PROFILE = 'plaza.json'

export interface Installed {
  readonly appId: string
  readonly name: string
  readonly errors: readonly Problem[]
  readonly warnings: readonly Problem[]
}

interface Source {
  readonly databaseUrl: string
  readonly home: string
  readonly s3Url?: string
  readonly log: Logger
}

/**
 * Compiles a project folder and makes it what citizens get; with errors only `despite` them, to see what runs. The profile is its `plaza.json`, else what the project says of itself.
 */
export async function installFolder(
  source: Source,
  folder: string,
  options: { despite?: boolean } = {},
): Promise<Installed> {
  await using opened = await cityOf(source)
  return await install(opened.city, folder, options)
}

/** Brings the city's own programs up to date: those whose sources did not change cost a look. */
export async function installOwnPrograms(source: Source): Promise<Installed[]> {
  if (!existsSync(ownFolder)) return []
  await using opened = await cityOf(source)
  const installed: Installed[] = []
  for (const name of readdirSync(ownFolder)) {
    const folder = path.join(ownFolder, name)
    if (!existsSync(path.join(folder, PROFILE)) || !existsSync(path.join(folder, 'app.json'))) continue
    const server = declaredServer(name)
    if (!server || !isMissing(source.home, server)) installed.push(await install(opened.city, folder))
  }
  return installed
}

/** One of the city's own programs, in the name of whoever stands behind it. */
export async function installOwn(city: City, folder: string, owner: string): Promise<void> {
  const { errors } = await install(city, folder, { owner })
  assert(errors.length === 0, `${folder} compiles: ${errors[0]?.message}`)
}

async function cityOf(source: Source) {
  const opened = await openCity({
    ...source,
    works: false,
    config: { cityName: 'Plaza', publicUrl: 'http://localhost', groupMembersMax: 500 },
    poolMax: 2,
  })
  usePrograms(opened.city, { key: programKey(source.home), origin: 'http://localhost' })
  return opened
}

async function install(
  city: City,
  folder: string,
  { despite = false, owner }: { despite?: boolean; owner?: string } = {},
): Promise<Installed> {
  const files = await readFolder(folder)
  const appId = appIdOf(folder)
  const profile = { ...profileOf(folder, files), ...(owner ? { owner } : {}) }
  const sourceSha256 = hashOf(files)
  const done = { appId, name: profile.names.en, errors: [], warnings: [] }
  if (await isInstalled(city, appId, sourceSha256)) return done
  const compiled = await compile(files, { appId, npm: await npmOf(folder) })
  const { errors, warnings } = compiled
  if (errors.length === 0 || despite) await installProgram(city, { appId, profile, compiled, sourceSha256 })
  return { ...done, errors, warnings }
}

function hashOf(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256')
  for (const [name, bytes] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name} ${bytes.length}\n`)
    hash.update(bytes)
  }
  return hash.digest('hex')
}

function profileOf(folder: string, files: ReadonlyMap<string, Uint8Array>): Profile {
  const file = path.join(folder, PROFILE)
  const said: Partial<Profile> = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Profile>) : {}
  // Nobody wrote a profile for it: its operator, who may, takes what its code says.
  const own = existsSync(file) ? { scopes: {}, domains: {} } : saidBy(files)
  const app = readJson<{ window?: { navigationBarTitleText?: string } }>(files.get('app.json'))
  return {
    names: said.names ?? { en: app?.window?.navigationBarTitleText || path.basename(folder) },
    abouts: said.abouts ?? { en: '' },
    maker: said.maker ?? 'Unknown maker',
    official: said.official ?? false,
    domains: said.domains ?? own.domains,
    scopes: said.scopes ?? own.scopes,
    templates: said.templates ?? [],
    ...(said.icon ? { icon: said.icon } : {}),
    ...(said.keywords ? { keywords: said.keywords } : {}),
    ...(said.pages ? { pages: said.pages } : {}),
    ...(said.places ? { places: said.places } : {}),
  }
}
