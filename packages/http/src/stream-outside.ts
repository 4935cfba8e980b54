import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { NotOutside, resolveOutside } from './outbound.ts'

export interface OutsideRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** Sent as it comes; undefined for none. */
  readonly body: Readable | Uint8Array | undefined
  /** Also addresses of this machine and its networks: for tests and development. */
  readonly allowPrivate: boolean
  /** Until the head of the answer is there, and between its parts. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/**
 * One request to an address that a stranger gave us, and its answer as a stream. The name is looked up once and that very
 * address is called; no redirect is followed here. Throws `NotOutside` for this machine and its networks.
 */
export async function streamOutside(url: URL, ask: OutsideRequest): Promise<IncomingMessage> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new NotOutside(`not a web address: ${url.protocol}`)
  const pinned = await resolveOutside(url.hostname.replace(/^\[|\]$/g, ''), ask.allowPrivate)
  const look: LookupFunction = (_host, wish, done) =>
    wish.all ? done(null, [pinned]) : done(null, pinned.address, pinned.family)
  const options: RequestOptions = {
    method: ask.method,
    headers: ask.headers,
    lookup: look,
    agent: false,
    signal: ask.signal,
    timeout: ask.timeoutMs,
  }
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options, resolve)
    request.on('timeout', () => request.destroy(new Error('the other side is silent')))
    request.on('error', reject)
    if (ask.body === undefined) request.end()
    else if (ask.body instanceof Uint8Array) request.end(ask.body)
    else ask.body.on('error', error => request.destroy(error)).pipe(request)
  })
}
