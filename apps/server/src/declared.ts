import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the city's own programs lie. */
export const ownFolder = fileURLToPath(new URL('../../../programs/', import.meta.url))
const APP_ID_DIGITS = 16

/** One of the city's own programs whose profile names a server. */
export interface DeclaredServer {
  readonly appId: string
  readonly folder: string
  readonly origin: string
  readonly script: string
  /** A file in its folder of the home without which neither program nor server is of any use. */
  readonly needs: string | undefined
}

export function declaredServer(name: string): DeclaredServer | undefined {
  const folder = path.join(ownFolder, name)
  const profile = path.join(folder, 'plaza.json')
  if (!existsSync(profile)) return undefined
  const { server } = JSON.parse(readFileSync(profile, 'utf8')) as {
    server?: { folder: string; origin: string; needs?: string }
  }
  const script = server && path.join(ownFolder, server.folder, 'server.mjs')
  if (!server || !script || !existsSync(script)) return undefined
  return { appId: appIdOf(folder), folder, origin: server.origin, script, needs: server.needs }
}

/** What a program's server keeps. */
export const dataOf = (home: string, appId: string) => path.join(home, 'programs', appId)

/** Where the file lies that a program's server needs. */
export const needOf = (home: string, { appId, needs = '' }: DeclaredServer): string =>
  path.join(dataOf(home, appId), needs)

/** Whether a server cannot work in this city: a shop, where it has no account. */
export const isMissing = (home: string, server: DeclaredServer): boolean =>
  server.needs !== undefined && !existsSync(needOf(home, server))

/** The id that the project was given, else one made of its folder's name. */
export function appIdOf(folder: string): string {
  const file = path.join(folder, 'project.config.json')
  const config = existsSync(file) ? readJson<{ appid?: string }>(readFileSync(file)) : undefined
  if (config?.appid && /^wx[0-9a-f]{16}$/.test(config.appid)) return config.appid
  const name = path.basename(path.resolve(folder))
  return `wx${createHash('sha256').update(`plaza program ${name}`).digest('hex').slice(0, APP_ID_DIGITS)}`
}

/** What a file says; undefined where it is none, or not JSON. */
export function readJson<T>(bytes: Uint8Array | undefined): T | undefined {
  try {
    return bytes && (JSON.parse(Buffer.from(bytes).toString('utf8')) as T)
  } catch {
    return undefined
  }
}
