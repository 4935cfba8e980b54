import { isOutside } from '@plaza/http'
import { isIP } from 'node:net'

const LENGTH_MAX = 255

/**
 * Why news cannot be brought to an address, before anybody is paid; undefined where it can. A name that leads inside is
 * found out when it is called, and then not called.
 */
export function addressFault(text: string, { allowPrivate }: { readonly allowPrivate: boolean }): string | undefined {
  if (text.length > LENGTH_MAX) return `longer than ${LENGTH_MAX} letters`
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return 'not a web address'
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with http:// or https://'
  if (url.search || url.hash || text.includes('?') || text.includes('#')) return 'must have no query and no fragment'
  if (url.username || url.password) return 'must have no user in it'
  if (allowPrivate) return undefined
  // However a number was written (decimal, octal, hex), the parser has made it the usual one.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const inside = isIP(host) > 0 ? !isOutside(host) : isLocalName(host)
  return inside ? 'must be on the open internet' : undefined
}

/** Names that lead nowhere outside, or could only be found on the network of the city itself. */
const isLocalName = (host: string) =>
  !host.includes('.') || /(^|\.)(localhost|local|internal|intranet|home|lan|arpa)\.?$/i.test(host)
