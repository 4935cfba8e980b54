import { perCity, type City } from '@plaza/house'

/** What the operator's home and settings say about push services. */
export interface PushConfig {
  /** VAPID keys (RFC 8292), base64url. */
  readonly publicKey: string
  readonly privateKey: string
  /** Whom a push service may write to: a `mailto:` or the city's own address. */
  readonly subject: string
  /** Hosts that devices may be called through: themselves and what lies under them. */
  readonly hosts: readonly string[]
  /** The hosts may be on this machine, without TLS: for tests. */
  readonly allowPrivate?: boolean
}

/** The push services of the browsers that there are; an operator may name others. */
export const PUSH_HOSTS = [
  'fcm.googleapis.com',
  'push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
] as const

const configs = perCity((): { config: PushConfig | undefined } => ({ config: undefined }))

/** Tells the module how push services are reached; without it nobody is called. */
export function usePush(city: City, config: PushConfig): void {
  configs(city).config = config
}

export const pushConfig = (city: City): PushConfig | undefined => configs(city).config

/** Whether an address is one of the push services that are known here. */
export function isPushAddress({ hosts, allowPrivate }: PushConfig, address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  if (protocol !== 'https:' && !(allowPrivate && protocol === 'http:')) return false
  return hosts.some(host => hostname === host || hostname.endsWith(`.${host}`))
}
