import type { DeveloperStatement, ReleaseStatement } from './statements.ts'

/** What a client was given, and what it knows already. */
export interface ReleaseToVerify {
  readonly appId: string
  /** Which kind of version was asked for. */
  readonly env: 'release' | 'trial'
  readonly versionId: string
  /** The release statement's text as it came, and the platform's signature over it, base64url. */
  readonly statement: string
  readonly signature: string
  /** The platform's raw public key, base64url: the one that this client keeps, not one that came along. */
  readonly platformKey: string
  /** The manifest's text as it came. */
  readonly manifest: string
  readonly developerStatement?: string | undefined
  /** The highest serial that this client ever accepted of this program; 0 at first. */
  readonly highestSerial: number
}

export type ReleaseVerdict =
  | { readonly ok: true; readonly serial: number; readonly version: string }
  | { readonly ok: false; readonly reason: ReleaseFault }

/**
 * Why nothing may run: the browser cannot check; the platform did not sign this text; it is no statement; it is about another
 * program or kind of version; it was superseded; the manifest or the version is another than was signed; what the developer
 * signed does not fit.
 */
export type ReleaseFault =
  | 'no_ed25519'
  | 'wrong_key'
  | 'malformed'
  | 'other_program'
  | 'replayed'
  | 'tampered_manifest'
  | 'developer_differs'

/**
 * Whether a version may run. Keep the answer's serial as the new highest one. Checks in a fixed order, the platform's
 * signature first: nothing of a text is believed before.
 */
export async function verifyRelease(given: ReleaseToVerify): Promise<ReleaseVerdict> {
  const signed = await isSigned(given.platformKey, given.signature, given.statement)
  if (signed === undefined) return no('no_ed25519')
  if (!signed) return no('wrong_key')
  const said = read<ReleaseStatement>(given.statement)
  if (said?.format !== 1 || !Number.isSafeInteger(said.serial)) return no('malformed')
  if (said.appId !== given.appId || said.env !== given.env) return no('other_program')
  if (said.serial < given.highestSerial) return no('replayed')
  const manifest = read<{ appId: string; version: string }>(given.manifest)
  if (said.versionId !== given.versionId || said.manifest !== (await sha256(given.manifest)))
    return no('tampered_manifest')
  if (manifest?.appId !== said.appId || manifest.version !== said.version) return no('tampered_manifest')
  if (!(await developerFits(said, given.developerStatement))) return no('developer_differs')
  return { ok: true, serial: said.serial, version: said.version }
}

const no = (reason: ReleaseFault): ReleaseVerdict => ({ ok: false, reason })

/** The developer's own signature, over a statement of this program and version; where there is no developer, none may be told. */
async function developerFits({ appId, version, developer }: ReleaseStatement, text?: string): Promise<boolean> {
  if (!developer || text === undefined) return developer === undefined && text === undefined
  if ((await sha256(text)) !== developer.statement) return false
  const stated = read<DeveloperStatement>(text)
  if (stated?.appId !== appId || stated.version !== version) return false
  return (await isSigned(developer.key, developer.signature, text)) === true
}

/** Whether an Ed25519 signature (RFC 8032) fits; undefined where this browser knows no Ed25519. */
export async function isSigned(rawKey: string, signature: string, text: string): Promise<boolean | undefined> {
  const [key, sign] = [fromBase64url(rawKey), fromBase64url(signature)]
  if (key?.length !== 32 || sign?.length !== 64) return false
  const known = await crypto.subtle
    .importKey('raw', key, { name: 'Ed25519' }, false, ['verify'])
    .catch((error: unknown) => (error instanceof Error && error.name === 'NotSupportedError' ? undefined : 'no key'))
  if (typeof known !== 'object') return known === undefined ? undefined : false
  return crypto.subtle.verify('Ed25519', known, sign, new TextEncoder().encode(text))
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, char => char.charCodeAt(0))
}

function read<T>(text: string): T | undefined {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null ? (value as T) : undefined
  } catch {
    return undefined
  }
}
