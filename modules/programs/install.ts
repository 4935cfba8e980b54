import type { City } from '@plaza/house'
import type { Manifest } from '@plaza/program-wire'
import { createHash } from 'node:crypto'
import { programInstalled } from './events.ts'
import { signManifest } from './keys.ts'
import type { Profile } from './rules.ts'
import { TEMPLATES_MAX } from './limits.ts'
import { putTemplates } from './store-subscribe.ts'
import { putProgram, putVersion, release, releasedFrom } from './store.ts'

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
  for (const bytes of compiled.files.values()) await city.blobs.put(bytes)
  const manifest = JSON.stringify(compiled.manifest)
  const now = city.clock.now()
  const id = await city.tx(async tx => {
    await putProgram(tx, appId, profile, now)
    await putTemplates(tx, appId, (profile.templates ?? []).slice(0, TEMPLATES_MAX))
    const version = await putVersion(tx, {
      id: city.newId(),
      appId,
      version: compiled.manifest.version,
      manifest,
      sha256: createHash('sha256').update(manifest).digest('hex'),
      ...signManifest(city, manifest),
      sourceSha256,
      now,
    })
    await release(tx, appId, version, now)
    return version
  })
  programInstalled(city, appId, compiled.manifest.version, compiled.files.size)
  return id
}

/** Whether citizens get exactly these sources already. */
export const isInstalled = (city: City, appId: string, sourceSha256: string): Promise<boolean> =>
  releasedFrom(city.db, appId, sourceSha256)
