import type { Manifest, PackageFile } from '@plaza/program-wire'
import type { ProgramRun } from '@plaza/contract'

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, char => char.charCodeAt(0))
}

/** The manifest as it was sent, when it is of this very program; nothing of it may run before `isSigned`. */
export function manifestOf(run: ProgramRun): Manifest | undefined {
  const manifest = JSON.parse(run.manifest) as Manifest
  return manifest.format === 1 && manifest.appId === run.program.appId ? manifest : undefined
}

/**
 * Whether the platform's signature (Ed25519, RFC 8032) fits the manifest's text. A browser without Ed25519 trusts the text as it
 * trusts the page it came with.
 */
export async function isSigned(run: ProgramRun): Promise<boolean> {
  const key = await crypto.subtle
    .importKey('raw', fromBase64url(run.key), { name: 'Ed25519' }, false, ['verify'])
    .catch(() => undefined)
  if (!key) return true
  const text = new TextEncoder().encode(run.manifest)
  return crypto.subtle.verify('Ed25519', key, fromBase64url(run.signature), text)
}

/** The bytes of a file, when they are exactly those of the manifest. */
export async function fileBytes(place: string, file: PackageFile): Promise<ArrayBuffer> {
  const answer = await fetch(`${place}/${file.sha256}`)
  if (!answer.ok) throw new Error(`a file of the program is missing: ${answer.status}`)
  const bytes = await answer.arrayBuffer()
  await mustBe(file, bytes)
  return bytes
}

/** Throws when bytes are not exactly those of the manifest. */
export async function mustBe(file: PackageFile, bytes: BufferSource): Promise<void> {
  if (hex(await crypto.subtle.digest('SHA-256', bytes)) !== file.sha256)
    throw new Error('a file of the program is not what was signed')
}
