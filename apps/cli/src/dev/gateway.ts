import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PlazaJson } from '../program/project.ts'
import { BODY_BYTES_MAX, REACH_MS_MAX, REDIRECTS_MAX } from './limits.ts'

export type ReachKind = 'request' | 'upload' | 'download'

/** Headers that belong to one connection, or that only a browser may say (RFC 9110, 7.6.1). */
const NOT_PASSED =
  /^(connection|keep-alive|te|trailer|transfer-encoding|upgrade|host|content-length|cookie2?|origin|referer|expect|proxy-.*|sec-.*)$/i
/** What Node took off on the way. */
const NOT_TOLD = /^(content-encoding|content-length|transfer-encoding|connection|keep-alive)$/i

/**
 * Where a program's request goes: to a domain that its profile declares for this kind of call, or to the address on this machine
 * that stands for it while developing. Undefined: the gateway of a city would refuse it.
 */
export function destinationOf(about: PlazaJson, kind: ReachKind | 'socket', address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || url.username || url.password) return undefined
  const origin = `${url.protocol}//${url.host}`
  const declared = about.domains?.[kind] ?? []
  if (!declared.some(one => sameOrigin(one, origin))) return undefined
  const standIn = about.dev?.[origin]
  return standIn === undefined ? url.href : `${standIn.replace(/\/$/, '')}${url.pathname}${url.search}`
}

const sameOrigin = (declared: string, origin: string): boolean =>
  URL.canParse(declared) && `${new URL(declared).protocol}//${new URL(declared).host}` === origin

interface Ask {
  readonly url: string
  readonly method?: string
  readonly headers?: Record<string, string>
}

/** One request of the program, in the form of a city's gateway: what is asked in `x-plaza-ask`, the answer's head in `x-plaza-answer`. */
export async function reach(
  about: PlazaJson,
  kind: ReachKind,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const ask = JSON.parse(Buffer.from(String(request.headers['x-plaza-ask']), 'base64url').toString('utf8')) as Ask
  const body = await bodyOf(request)
  try {
    const got = await follow(about, kind, ask, body)
    if (!got) return answer(response, { refused: 'domain_not_declared' })
    const headers: Record<string, string | string[]> = {}
    got.headers.forEach((value, name) => {
      if (!NOT_TOLD.test(name)) headers[name] = name === 'set-cookie' ? got.headers.getSetCookie() : value
    })
    answer(response, { status: got.status, headers }, Buffer.from(await got.arrayBuffer()))
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    answer(response, { refused: `unreachable: ${cause}` })
  }
}

/** Asks, and where it is sent on goes there within what is declared. Undefined: it leads elsewhere. */
async function follow(
  about: PlazaJson,
  kind: ReachKind,
  ask: Ask,
  body: Buffer<ArrayBuffer>,
): Promise<Response | undefined> {
  const headers = Object.fromEntries(Object.entries(ask.headers ?? {}).filter(([name]) => !NOT_PASSED.test(name)))
  const signal = AbortSignal.timeout(REACH_MS_MAX)
  let [url, method, sent] = [ask.url, ask.method ?? 'GET', body]
  for (let hop = 0; ; hop++) {
    const to = destinationOf(about, kind, url)
    if (to === undefined) return undefined
    const mayCarry = sent.length > 0 && method !== 'GET' && method !== 'HEAD'
    const got = await fetch(to, { method, headers, signal, redirect: 'manual', ...(mayCarry ? { body: sent } : {}) })
    const location = got.headers.get('location')
    const again = location !== null && (mayCarry ? [301, 302, 303] : [301, 302, 303, 307, 308]).includes(got.status)
    if (!again || hop >= REDIRECTS_MAX) return got
    url = new URL(location, url).href
    method = method === 'HEAD' ? 'HEAD' : 'GET'
    sent = Buffer.alloc(0)
  }
}

function answer(response: ServerResponse, head: object, body: Buffer = Buffer.alloc(0)): void {
  response.setHeader('x-plaza-answer', Buffer.from(JSON.stringify(head)).toString('base64url'))
  response.setHeader('content-type', 'application/octet-stream')
  response.setHeader('content-security-policy', "default-src 'none'; sandbox")
  response.end(body)
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.byteLength
    if (bytes > BODY_BYTES_MAX) throw new Error('the request is too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}
