import type { Manifest, PackageFile } from '@plaza/program-wire'
import type { ProgramRun } from '@plaza/contract'

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, char => char.charCodeAt(0))
}

/**
 * The manifest, when the platform's signature (Ed25519, RFC 8032) fits its text and it is of this very program. A browser
 * without Ed25519 trusts the text as it trusts the page it came with.
 */
export async function verified(run: ProgramRun): Promise<Manifest | undefined> {
  const manifest = JSON.parse(run.manifest) as Manifest
  if (manifest.format !== 1 || manifest.appId !== run.program.appId) return undefined
  const key = await crypto.subtle
    .importKey('raw', fromBase64url(run.key), { name: 'Ed25519' }, false, ['verify'])
    .catch(() => undefined)
  if (!key) return manifest
  const text = new TextEncoder().encode(run.manifest)
  return (await crypto.subtle.verify('Ed25519', key, fromBase64url(run.signature), text)) ? manifest : undefined
}

/** The bytes of a file, when they are exactly those of the manifest. */
export async function fileBytes(place: string, file: PackageFile): Promise<ArrayBuffer> {
  const answer = await fetch(`${place}/${file.sha256}`)
  if (!answer.ok) throw new Error(`a file of the program is missing: ${answer.status}`)
  const bytes = await answer.arrayBuffer()
  if (hex(await crypto.subtle.digest('SHA-256', bytes)) !== file.sha256)
    throw new Error('a file of the program is not what was signed')
  return bytes
}
