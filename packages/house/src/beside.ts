import type { City } from './city.ts'

/** Where an address really is, and whether it may be on this machine. */
export interface Reach {
  readonly url: URL
  readonly allowPrivate: boolean
}

/**
 * Where news for an address are brought: to a server that the operator runs beside the city, when it is at one of their
 * origins, else where it says. Only an operator names such servers, so a stranger's address never leads inside.
 */
export function reachOf(city: Pick<City, 'config'>, address: URL): Reach {
  const upstream = city.config.beside?.get(address.origin)
  if (upstream === undefined) return { url: address, allowPrivate: city.config.allowPrivateHooks === true }
  return { url: new URL(address.pathname + address.search, upstream), allowPrivate: true }
}
