import type { InputOf, ProgramRelease, programsApi, ReplyOf } from '@plaza/contract'
import { perCity, type Call, type City } from '@plaza/house'
import { Lru, Refusal } from '@plaza/kernel'
import type { Manifest } from '@plaza/program-wire'
import { programOpened } from './events.ts'
import { frameUrl, publicKey } from './keys.ts'
import { MANIFESTS_KEPT } from './limits.ts'
import { countOpen } from './numbers/count.ts'
import { restate } from './releases.ts'
import { cardOf } from './rules.ts'
import { isYounger, versionOf, type VersionRow } from './store.ts'
import { consents, storedBy } from './store-person.ts'
import { statementOf, type StatementRow } from './store-releases.ts'
import { languageFor, mustOpen, mustProgram, type ProgramFor } from './which.ts'

type Api = typeof programsApi

/** What the caller's client needs to run a program. Refuses `not_found`, `program_stopped`. */
export async function openProgram(
  city: City,
  { input, by, language: spoken }: Call<InputOf<Api['openProgram']>>,
): Promise<ReplyOf<Api['openProgram']>> {
  const { appId, trial = false } = input
  const program = await mustOpen(city, appId, by.person, trial)
  const { runs, env } = program
  const [release, version, language, stored, answers] = await Promise.all([
    releaseFor(city, program),
    versionOf(city.db, runs),
    languageFor(city, { by, language: spoken }),
    storedBy(city.db, by.person, appId),
    consents(city.db, by.person, appId),
    program.looksAt ?? countOpen(city, { appId, version: runs, person: by.person, trial: env === 'trial' }),
  ])
  if (!version) throw new Refusal('not_found')
  programOpened(city)
  return {
    program: cardOf(program, language),
    version: version.version,
    versionId: version.id,
    envVersion: env,
    manifest: version.manifest,
    signature: version.signature,
    key: version.key,
    release,
    storage: Object.fromEntries(stored.map(({ key, value }) => [key, value])),
    settings: Object.fromEntries(answers.map(({ scope, allowed }) => [scope, allowed])),
    webDomains: [...(program.domains.web ?? [])],
    frame: frameUrl(city),
  }
}

/**
 * The statement that this version may run. Programs from before there were statements, and those signed by a key that is no
 * more the city's, get theirs at the next opening.
 */
async function releaseFor(city: City, { appId, serial, runs, env }: ProgramFor): Promise<ProgramRelease> {
  const known = await statementOf(city.db, { appId, serial, version: runs, env })
  if (known?.key === publicKey(city)) return shown(known)
  const fresh = await city.tx(tx => restate(city, tx, appId, { quiet: true }))
  const made = await statementOf(city.db, { appId, serial: fresh, version: runs, env })
  // Somebody released another version in between: the client asks again.
  if (!made) throw new Refusal('busy', { retryMs: 0 })
  return shown(made)
}

const shown = (row: StatementRow & { developerStatement: string | null }): ProgramRelease => ({
  statement: row.statement,
  signature: row.signature,
  ...(row.developerStatement === null ? {} : { developerStatement: row.developerStatement }),
})

/** Which version the caller gets now: a client that has the program open asks from time to time. */
export async function programSerial(
  city: City,
  { input, by }: Call<InputOf<Api['programSerial']>>,
): Promise<ReplyOf<Api['programSerial']>> {
  const { appId, running } = input
  const { serial, runs, stoppedAt } = await mustProgram(city, appId, by.person)
  const withdrawn = running !== undefined && running !== runs && (await isYounger(city.db, appId, running, runs))
  return {
    serial,
    versionId: runs,
    ...(stoppedAt === null ? {} : { stopped: true as const }),
    ...(withdrawn ? { withdrawn } : {}),
  }
}

const manifests = perCity(() => new Lru<string, ReadonlyMap<string, string>>(MANIFESTS_KEPT))

/**
 * Door: a file of any version, by what it holds, for the very program that has it; undefined for all else. Files never change,
 * so whoever serves one may let it be kept for ever.
 */
export async function programFile(
  city: City,
  appId: string,
  versionId: string,
  sha256: string,
): Promise<{ bytes: Uint8Array; type: string } | undefined> {
  const type = (await filesOf(city, appId, versionId))?.get(sha256)
  if (type === undefined) return undefined
  const bytes = await city.blobs.get(sha256)
  return bytes && { bytes, type }
}

async function filesOf(city: City, appId: string, id: string): Promise<ReadonlyMap<string, string> | undefined> {
  const place = `${appId}/${id}`
  const known = manifests(city).get(place)
  if (known) return known
  const version: VersionRow | undefined = await versionOf(city.db, id)
  if (version?.appId !== appId) return undefined
  const { files } = JSON.parse(version.manifest) as Manifest
  const types = new Map(Object.values(files).map(file => [file.sha256, file.type]))
  manifests(city).set(place, types)
  return types
}
