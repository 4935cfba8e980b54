import { statusOf } from '@plaza/contract'
import type { City } from '@plaza/house'
import { openapi, pathNames } from '@plaza/http'
import { Refusal } from '@plaza/kernel'
import { refusalSentence } from '@plaza/locales'
import { Value } from 'typebox/value'
import { asked } from '../events.ts'
import { mustHoldToken } from '../tokens.ts'
import { json, picture, type PlatformAnswer, type PlatformAsk } from '../wire.ts'
import { handlers, type Handled } from './handlers.ts'
import { operations } from './operations.ts'
import { problemStyle } from './problems.ts'
import { answerToken } from './token.ts'

export const BASE = '/platform/v1'
const routes = handlers.map(handled => ({
  handled,
  names: pathNames(handled.operation.path),
  pattern: new RegExp(`^${handled.operation.path.replaceAll(/:\w+/g, '([^/]+)')}$`),
}))
const document = openapi(operations, { title: 'Plaza: servers of mini programs', version: '1.0.0' }, problemStyle(BASE))

export const isPrimary = (path: string): boolean => path.startsWith(`${BASE}/`)

/** The city's own API for servers of programs: OAuth 2.0 client credentials, JSON, problem details (RFC 9457). */
export async function answerPrimary(city: City, ask: PlatformAsk): Promise<PlatformAnswer> {
  const path = ask.path.slice(BASE.length)
  if (path === '/token' && ask.method === 'POST') return answerToken(city, ask)
  if (path === '/openapi.json' && ask.method === 'GET') return json(200, document)
  const found = routes.find(({ handled, pattern }) => handled.operation.verb === ask.method && pattern.test(path))
  if (!found) throw new Refusal('not_found')
  const appId = await mustHoldToken(city, /^Bearer (\S+)$/i.exec(ask.authorization ?? '')?.[1] ?? '')
  const values = found.pattern.exec(path)?.slice(1) ?? []
  const inPath = Object.fromEntries(found.names.map((name, i) => [name, decodeURIComponent(values[i] ?? '')]))
  const reply = await found.handled.handle(city, appId, inputOf(found.handled, ask, inPath) as never)
  asked(city, 'primary', 'ok')
  return reply instanceof Uint8Array ? picture(reply) : json(200, reply as object)
}

function inputOf({ operation }: Handled, ask: PlatformAsk, inPath: Record<string, string>): object {
  const byQuery = operation.verb === 'GET' || operation.verb === 'DELETE'
  const input = { ...(byQuery ? Object.fromEntries(ask.query) : readJson(ask)), ...inPath }
  if (Value.Check(operation.input, input)) return input
  const [first] = Value.Errors(operation.input, input)
  throw new Refusal('bad_input', { field: first?.instancePath.replace(/^\//, '') ?? '', problem: first?.message ?? '' })
}

function readJson({ body, contentType }: PlatformAsk): object {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType ?? ''))
    throw new Refusal('bad_input', { field: 'content-type' })
  try {
    const read: unknown = JSON.parse(body)
    if (typeof read === 'object' && read !== null) return read
  } catch {
    // said below
  }
  throw new Refusal('bad_input', { problem: 'not JSON' })
}

/** A refusal as problem details. `code` is the word to decide by; the title is for people. */
export function refusePrimary(city: City, refusal: Refusal): PlatformAnswer {
  const { code, facts } = refusal
  asked(city, 'primary', code)
  const status = statusOf(code)
  const answer = json(
    status,
    { type: `urn:plaza:problem:${code}`, title: refusalSentence('en', code, facts), status, code, ...facts },
    'application/problem+json',
  )
  const headers = {
    ...(code === 'token_wrong' ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {}),
    ...(typeof facts['retryMs'] === 'number' ? { 'retry-after': String(Math.ceil(facts['retryMs'] / 1000)) } : {}),
  }
  return { ...answer, headers: { ...answer.headers, ...headers } }
}
