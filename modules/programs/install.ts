import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import type { Manifest } from '@plaza/program-wire'
import { createHash } from 'node:crypto'
import { programInstalled } from './events.ts'
import { signText } from './keys.ts'
import type { Profile } from './rules.ts'
import { TEMPLATES_MAX } from './limits.ts'
import { putProfile, restate } from './releases.ts'
import { programOf, putVersion, release, releasedFrom } from './store.ts'
import { setDeveloper } from './store-releases.ts'

export interface CompiledProgram {
  readonly manifest: Manifest
  readonly files: ReadonlyMap<string, Uint8Array>
}

export interface Installation {
  readonly appId: string
  readonly profile: Profile
  readonly compiled: CompiledProgram
  /** Hex SHA-256 of the sources, so that the same ones need not be compiled again. */
  readonly sourceSha256: string
}

/** Keeps a compiled program and makes it what citizens get. The same content again changes nothing. Answers the version's id. */
export async function installProgram(
  city: City,
  { appId, profile, compiled, sourceSha256 }: Installation,
): Promise<string> {
  // Bytes first: a version never names what is not there.
  await putFiles(city, compiled)
  const now = city.clock.now()
  const id = await city.tx(async tx => {
    await putProfile(tx, appId, { ...profile, templates: (profile.templates ?? []).slice(0, TEMPLATES_MAX) }, now)
    const version = await putVersion(tx, versionRow(city, { appId, compiled, sourceSha256 }))
    if ((await programOf(tx, appId))?.released === version) return version
    await release(tx, appId, version, now)
    await restate(city, tx, appId)
    return version
  })
  programInstalled(city, appId, compiled.manifest.version, compiled.files.size)
  return id
}

/** Door: keeps the files of a compiled program, which a version may then name. */
export async function putFiles(city: City, compiled: CompiledProgram): Promise<void> {
  for (const bytes of compiled.files.values()) await city.blobs.put(bytes)
}

/** Door: keeps a version that a developer uploaded, whose files are kept already; the same content again is the same version. */
export async function keepVersion(
  city: City,
  tx: Queries,
  version: Omit<Installation, 'profile'> & { developer: { statement: string; signature: string; key: string } },
): Promise<string> {
  const id = await putVersion(tx, versionRow(city, version))
  await setDeveloper(tx, id, version.developer)
  return id
}

function versionRow(city: City, { appId, compiled, sourceSha256 }: Omit<Installation, 'profile'>) {
  const manifest = JSON.stringify(compiled.manifest)
  return {
    id: city.newId(),
    appId,
    version: compiled.manifest.version,
    manifest,
    sha256: createHash('sha256').update(manifest).digest('hex'),
    ...signText(city, manifest),
    sourceSha256,
    now: city.clock.now(),
  }
}

/** Whether citizens get exactly these sources already. */
export const isInstalled = (city: City, appId: string, sourceSha256: string): Promise<boolean> =>
  releasedFrom(city.db, appId, sourceSha256)
