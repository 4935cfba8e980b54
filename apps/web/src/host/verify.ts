import { verifyRelease, type Manifest, type PackageFile } from '@plaza/program-wire'
import type { ProgramRun } from '@plaza/contract'

/** A version that is not what its maker and the platform signed, or older than one that ran here: nothing of it may run. */
export class Untrusted extends Error {
  override readonly name = 'Untrusted'
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')

/** The manifest as it was sent, when it is of this very program; nothing of it may run before it is proven. */
export function manifestOf(run: ProgramRun): Manifest | undefined {
  const manifest = JSON.parse(run.manifest) as Manifest
  return manifest.format === 1 && manifest.appId === run.program.appId ? manifest : undefined
}

/** What a device holds on to: the key by which it knows the platform, and the newest serial it saw of each program. */
export interface Held {
  readonly key: string
  readonly serials: Record<string, number>
}

/**
 * What is held after a version was proven: the platform's release statement, the developer's under it and the manifest fit
 * together, by the first key that this device ever saw, and nothing newer ran here. Throws `Untrusted`. A browser without
 * Ed25519 trusts what it is given as it trusts the page it came with.
 */
export async function provenBy(run: ProgramRun, held: Held | undefined): Promise<Held> {
  const env = run.envVersion === 'release' ? 'release' : 'trial'
  const { appId } = run.program
  const name = `${appId} ${env}`
  const known = held ?? { key: run.key, serials: {} }
  const verdict = await verifyRelease({
    appId,
    env,
    versionId: run.versionId,
    statement: run.release.statement,
    signature: run.release.signature,
    platformKey: known.key,
    manifest: run.manifest,
    developerStatement: run.release.developerStatement,
    highestSerial: known.serials[name] ?? 0,
  })
  if (!verdict.ok && verdict.reason !== 'no_ed25519') throw new Untrusted(verdict.reason)
  return verdict.ok ? { ...known, serials: { ...known.serials, [name]: verdict.serial } } : known
}

/** The bytes of a file, when they are exactly those of the manifest. */
export async function fileBytes(place: string, file: PackageFile): Promise<ArrayBuffer> {
  const answer = await fetch(`${place}/${file.sha256}`)
  if (!answer.ok) throw new Error(`a file of the program is missing: ${answer.status}`)
  const bytes = await answer.arrayBuffer()
  await mustBe(file, bytes)
  return bytes
}

/** Throws `Untrusted` when bytes are not exactly those of the manifest. */
export async function mustBe(file: PackageFile, bytes: BufferSource): Promise<void> {
  if (hex(await crypto.subtle.digest('SHA-256', bytes)) !== file.sha256) throw new Untrusted('tampered_file')
}
