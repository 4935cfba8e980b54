import { lookup, type LookupAddress } from 'node:dns'
import { request as plainRequest, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { promisify } from 'node:util'

const TIMEOUT_MS = 10_000
const ANSWER_BYTES_MAX = 64 * 1024

/** IPv4 that is not the open internet: this network, private, shared, loopback, link-local, reserved, documentation, multicast. */
const inside4 = new BlockList()
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]) {
  const [net, bits] = range.split('/') as [string, string]
  inside4.addSubnet(net, Number(bits), 'ipv4')
}
/** Of IPv6 only global unicast is outside, without what carries an IPv4 address within it and what is for documentation. */
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
const inside6 = new BlockList()
inside6.addSubnet('2001::', 23, 'ipv6')
inside6.addSubnet('2001:db8::', 32, 'ipv6')
inside6.addSubnet('2002::', 16, 'ipv6')
inside6.addSubnet('3fff::', 20, 'ipv6')

/** Whether an address is on the open internet, so that calling it for a stranger shows them nothing of ours. */
export function isOutside(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !inside4.check(address, 'ipv4')
    case 6:
      return global6.check(address, 'ipv6') && !inside6.check(address, 'ipv6')
    default:
      return false
  }
}

/** The address may not be called. */
export class NotOutside extends Error {
  override readonly name = 'NotOutside'
}

export interface OutboundOptions {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** Also addresses of this machine and its networks: for tests, and cities whose bots live beside them. */
  readonly allowPrivate: boolean
  readonly timeoutMs?: number
}

/**
 * POSTs to an address that a stranger gave us and answers with the status. The name is looked up once and that very address
 * is called, so that it cannot change between the check and the call; no redirect is followed, and what comes back is
 * read only so far and only so long.
 */
export async function postOutside(address: string, options: OutboundOptions): Promise<{ status: number }> {
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new NotOutside(`not a web address: ${url.protocol}`)
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
  const pinned = await resolveOutside(url.hostname.replace(/^\[|\]$/g, ''), options.allowPrivate)
  return post(url, pinned, options, signal)
}

/** Looks a name up once. All its addresses must be outside: one that is not is a sign that somebody tries (`NotOutside`). */
export async function resolveOutside(host: string, allowPrivate: boolean): Promise<LookupAddress> {
  const family = isIP(host)
  const all = family > 0 ? [{ address: host, family }] : await promisify(lookup)(host, { all: true })
  if (!allowPrivate && !all.every(({ address }) => isOutside(address)))
    throw new NotOutside('the address is not on the open internet')
  const [first] = all
  if (!first) throw new NotOutside('the name has no address')
  return first
}

function post(
  url: URL,
  pinned: LookupAddress,
  { headers, body }: OutboundOptions,
  signal: AbortSignal,
): Promise<{ status: number }> {
  const look: LookupFunction = (_host, wish, done) =>
    wish.all ? done(null, [pinned]) : done(null, pinned.address, pinned.family)
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    lookup: look,
    agent: false,
    signal,
  }
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options, response => {
      const done = () => resolve({ status: response.statusCode ?? 0 })
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= ANSWER_BYTES_MAX) return
        done()
        response.destroy()
      })
      response.on('end', done)
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })
}
