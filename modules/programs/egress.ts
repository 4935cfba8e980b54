import { perCity, type City } from '@plaza/house'
import { NotOutside, RateLimit, streamOutside } from '@plaza/http'
import { Refusal } from '@plaza/kernel'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Transform, type Readable } from 'node:stream'
import { reachedOut } from './events.ts'
import { mustOpen } from './find.ts'
import {
  EGRESS_ANSWER_BYTES_MAX,
  EGRESS_ASK_BYTES_MAX,
  EGRESS_AT_ONCE_MAX,
  EGRESS_HEADERS_BYTES_MAX,
  EGRESS_PER_MINUTE,
  EGRESS_REDIRECTS_MAX,
  EGRESS_TIMEOUT_MS_MAX,
} from './limits.ts'
import { upstreamOf } from './keys.ts'
import { mayReach } from './rules.ts'

export type EgressKind = 'request' | 'upload' | 'download'

export interface EgressAsk {
  readonly appId: string
  readonly person: string
  readonly kind: EgressKind
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable | undefined
  readonly timeoutMs: number
  /** Ends it when the citizen's client goes away. */
  readonly signal: AbortSignal
}

export interface EgressAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Readable
}

const METHODS = new Set(['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'])
/** What only the gateway says, or what would make the far side mistake us for somebody else. */
const OURS =
  /^(host|connection|content-length|transfer-encoding|keep-alive|upgrade|te|trailer|expect|via|referer|origin|forwarded|proxy-.*|sec-.*|x-forwarded-.*|x-real-ip|x-plaza.*)$/
/** What is between the gateway and the far side alone. */
const HOP = /^(connection|keep-alive|transfer-encoding|upgrade|te|trailer|proxy-.*)$/
const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]{1,80}$/i

const busyOf = perCity(city => ({ atOnce: new Map<string, number>(), rate: new RateLimit(city.clock) }))

/**
 * The only way of a mini program to the world: to hosts that its maker declared, over names that are looked up once and are
 * not inside, with a limit on everything. Redirects are followed only within the declared hosts. Refuses
 * `domain_not_declared`, `too_many_requests`, `bad_input`, `program_stopped`; a far side that fails is an Error.
 */
export async function reachOut(city: City, ask: EgressAsk): Promise<EgressAnswer> {
  const program = await mustOpen(city, ask.appId, ask.person)
  const { atOnce, rate } = busyOf(city)
  const who = `${ask.appId} ${ask.person}`
  const waitMs = rate.take(who, EGRESS_PER_MINUTE)
  const running = atOnce.get(who) ?? 0
  if (waitMs > 0 || running >= EGRESS_AT_ONCE_MAX) throw new Refusal('too_many_requests', { retryMs: waitMs || 1_000 })
  atOnce.set(who, running + 1)
  const over = () => {
    const left = (atOnce.get(who) ?? 1) - 1
    if (left > 0) atOnce.set(who, left)
    else atOnce.delete(who)
  }
  try {
    const answer = await follow(city, ask, program.domains[ask.kind] ?? [])
    reachedOut(city, `${Math.floor((answer.statusCode ?? 0) / 100)}xx`)
    answer.once('close', over)
    const body = limited(answer, EGRESS_ANSWER_BYTES_MAX)
    return { status: answer.statusCode ?? 0, headers: tellable(answer.headers), body }
  } catch (error) {
    over()
    reachedOut(city, error instanceof NotOutside ? 'not_outside' : error instanceof Refusal ? error.code : 'failed')
    if (error instanceof NotOutside) throw new Refusal('domain_not_declared')
    throw error
  }
}

async function follow(city: City, ask: EgressAsk, declared: readonly string[]): Promise<IncomingMessage> {
  const method = ask.method.toUpperCase()
  if (!METHODS.has(method)) throw new Refusal('bad_input', { field: 'method' })
  let url = parse(ask.url, declared)
  let [verb, body] = [method, ask.body && limited(ask.body, EGRESS_ASK_BYTES_MAX)]
  for (let hop = 0; ; hop++) {
    const beside = upstreamOf(city, url.origin)
    const answer = await streamOutside(beside ? new URL(url.pathname + url.search, beside) : url, {
      method: verb,
      headers: { ...cleanHeaders(ask.headers), ...(verb === 'GET' || body ? {} : { 'content-length': '0' }) },
      body,
      allowPrivate: beside !== undefined || city.config.allowPrivateHooks === true,
      timeoutMs: Math.min(Math.max(1, ask.timeoutMs), EGRESS_TIMEOUT_MS_MAX),
      signal: ask.signal,
    })
    const to = answer.headers.location
    const again = to !== undefined && [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0)
    // A body that was sent cannot be sent again: what keeps the method is told to the program instead.
    if (!again || (body && ![301, 302, 303].includes(answer.statusCode ?? 0)) || hop >= EGRESS_REDIRECTS_MAX)
      return answer
    answer.destroy()
    url = parse(new URL(to, url).href, declared)
    ;[verb, body] = [verb === 'HEAD' ? 'HEAD' : 'GET', undefined]
  }
}

function parse(address: string, declared: readonly string[]): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || url.username || url.password || !mayReach(url, declared)) throw new Refusal('domain_not_declared')
  return url
}

/** What a program may say of itself in headers; refuses `bad_input` when it is too much. */
export function cleanHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const clean: Record<string, string> = { 'user-agent': 'Plaza mini program', 'accept-encoding': 'identity' }
  let bytes = 0
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name) || OURS.test(name.toLowerCase()) || /[\r\n\0]/.test(value)) continue
    bytes += name.length + value.length
    if (bytes > EGRESS_HEADERS_BYTES_MAX) throw new Refusal('bad_input', { field: 'header' })
    clean[name.toLowerCase()] = value
  }
  return clean
}

function tellable(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const told: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(headers)) if (value !== undefined && !HOP.test(name)) told[name] = value
  return told
}

/** Passes bytes on until there are too many. */
function limited(source: Readable, bytesMax: number): Readable {
  let bytes = 0
  const gate = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > bytesMax) done(new Error('larger than it may be'))
      else done(null, chunk)
    },
  })
  source.on('error', error => gate.destroy(error))
  gate.on('close', () => source.destroy())
  return source.pipe(gate)
}
