import { perCity, type City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { createPublicKey, sign, type KeyObject } from 'node:crypto'

const ED25519_RAW_BYTES = 32
const chosen = perCity((): { key?: KeyObject; origin?: string; upstreams?: ReadonlyMap<string, string> } => ({}))

/** What whoever starts a city says about its mini programs. */
export interface ProgramSettings {
  /** Ed25519 private key with which the platform signs what citizens may run. */
  readonly key: KeyObject
  /** Where the cage of programs is served, an origin of its own: `https://programs.example.org`. */
  readonly origin: string
  /** Servers of programs that run beside the city: the origin that a program declares, to where it is on this machine. */
  readonly upstreams?: ReadonlyMap<string, string>
}

/** Opens a city for mini programs; called once, by whoever starts it. */
export function usePrograms(city: City, settings: ProgramSettings): void {
  const state = chosen(city)
  state.key = settings.key
  state.origin = settings.origin.replace(/\/+$/, '')
  if (settings.upstreams) state.upstreams = settings.upstreams
}

/** The platform signs a manifest or a statement: base64url of the signature (RFC 8032), and of the raw public key. */
export function signText(city: City, text: string): { signature: string; key: string } {
  const { key } = chosen(city)
  assert(key, 'whoever starts the city gives it the key that signs mini programs')
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return {
    signature: sign(null, Buffer.from(text), key).toString('base64url'),
    key: spki.subarray(-ED25519_RAW_BYTES).toString('base64url'),
  }
}

/** The raw public key with which it is checked, base64url. */
export function publicKey(city: City): string {
  const { key } = chosen(city)
  assert(key !== undefined, 'the city was opened for mini programs (usePrograms)')
  return createPublicKey(key).export({ format: 'jwk' }).x as string
}

/** The origin of the cage; undefined in a process that serves no programs. */
export const programOrigin = (city: City): string | undefined => chosen(city).origin

/** Address of the cage's page. */
export const frameUrl = (city: City): string => `${chosen(city).origin ?? city.config.publicUrl}/frame.html`

/** Where a declared origin is on this machine, when its operator runs it beside the city. */
export const upstreamOf = (city: City, origin: string): string | undefined => chosen(city).upstreams?.get(origin)
