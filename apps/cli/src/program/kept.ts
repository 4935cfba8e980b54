import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Complaint } from '../complaint.ts'

const FILE = 'maker.json'
/** Nobody but its owner reads the file or the folder. */
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700

/** What a maker has in one city. */
export interface KeptCity {
  readonly token: string
  readonly person: { readonly id: string; readonly name: string }
  /** Secrets of programs' servers by app id; the city tells each once. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Rollbacks that were asked for without naming a version: a repeat after a lost answer means the same one. */
  readonly rollbacks?: Readonly<Record<string, Rollback>>
}

/** From the serial of the release before it, to a version. */
export interface Rollback {
  readonly serial: number
  readonly version: string
}

/** What is kept on this machine between commands. */
export interface Kept {
  /** Private half of the maker's Ed25519 key, PKCS #8 PEM. */
  readonly key?: string
  /** By origin. */
  readonly cities: Readonly<Record<string, KeptCity>>
  /** The city of the last login. */
  readonly last?: string
}

/** Where it is kept, for people. */
export const keptFile = (settings: string): string => path.join(settings, FILE)

export function readKept(settings: string): Kept {
  const file = keptFile(settings)
  if (!existsSync(file)) return { cities: {} }
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch {
    throw new Complaint(`${file} cannot be read. Mend it, or remove it and log in again.`)
  }
}

/** Writes the file whole or not at all. */
export function writeKept(settings: string, kept: Kept): void {
  mkdirSync(settings, { recursive: true, mode: FOLDER_MODE })
  const file = keptFile(settings)
  writeFileSync(`${file}.part`, `${JSON.stringify(kept, null, 2)}\n`, { mode: FILE_MODE })
  chmodSync(`${file}.part`, FILE_MODE)
  renameSync(`${file}.part`, file)
}

/** Changes what is kept about one city. */
export function writeCity(settings: string, origin: string, change: Partial<KeptCity>): void {
  const kept = readKept(settings)
  const before = kept.cities[origin]
  if (!before && !change.token) return
  writeKept(settings, { ...kept, cities: { ...kept.cities, [origin]: { ...before, ...change } as KeptCity } })
}
