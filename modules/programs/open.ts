import type { InputOf, programsApi, ReplyOf } from '@plaza/contract'
import { perCity, type Call, type City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { Lru, Refusal } from '@plaza/kernel'
import type { Manifest } from '@plaza/program-wire'
import { programOpened } from './events.ts'
import { mustOpen } from './find.ts'
import { frameUrl } from './keys.ts'
import { MANIFESTS_KEPT } from './limits.ts'
import { cardOf } from './rules.ts'
import { noteVisit, trialOf, versionOf, type VersionRow } from './store.ts'
import { consents, storedBy } from './store-person.ts'

type Api = typeof programsApi

/** What the caller's client needs to run a program. Refuses `not_found`, `program_stopped`. */
export async function openProgram(
  city: City,
  { input, by }: Call<InputOf<Api['openProgram']>>,
): Promise<ReplyOf<Api['openProgram']>> {
  const program = await mustOpen(city, input.appId)
  const trial = input.trial && program.owner === by.person ? await trialOf(city.db, input.appId) : undefined
  const version = trial ?? (await versionOf(city.db, program.released as string))
  if (!version) throw new Refusal('not_found')
  const [language, stored, answers] = await Promise.all([
    languageOf(city, by.person),
    storedBy(city.db, by.person, input.appId),
    consents(city.db, by.person, input.appId),
    noteVisit(city.db, by.person, input.appId, city.clock.now()),
  ])
  programOpened(city)
  return {
    program: cardOf(program, language),
    version: version.version,
    versionId: version.id,
    envVersion: trial ? 'trial' : 'release',
    manifest: version.manifest,
    signature: version.signature,
    key: version.key,
    storage: Object.fromEntries(stored.map(({ key, value }) => [key, value])),
    settings: Object.fromEntries(answers.map(({ scope, allowed }) => [scope, allowed])),
    webDomains: [...(program.domains.web ?? [])],
    frame: frameUrl(city),
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
