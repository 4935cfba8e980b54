import { generalRefusals, statusOf, type Endpoint, type RefusalCode, type Language } from '@plaza/contract'
import type { Call, Caller, City, Route } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { refusalSentence } from '@plaza/locales'
import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { compileLazily } from './compile.ts'
import { compressAnswer, mayCompress } from './compress.ts'
import { pathNames } from './openapi.ts'
import { RateLimit } from './rate.ts'

export const SESSION_COOKIE = 'plaza_session'
const SESSION_MAX_AGE_S = 400 * 86_400
const PER_MINUTE_DEFAULT = 240

/** The session or bot token of a request: a bearer header, else the browser's cookie. */
export function tokenOf(headers: {
  authorization?: string | undefined
  cookie?: string | undefined
}): string | undefined {
  if (headers.authorization?.startsWith('Bearer ')) return headers.authorization.slice(7)
  return headers.cookie ? parseCookie(headers.cookie)[SESSION_COOKIE] : undefined
}

const LANGUAGE_HEADER = 'x-plaza-language'
const LANGUAGES: readonly unknown[] = ['en', 'es', 'zh'] satisfies Language[]
const spokenIn = (said: unknown): Language | undefined => (LANGUAGES.includes(said) ? (said as Language) : undefined)

/** Puts endpoints on the server: who may call, how often, with what input, and one shape for every refusal. */
export function bind(app: FastifyInstance, city: City, routes: readonly Route[]): void {
  const limit = new RateLimit(city.clock)
  compileLazily(app)
  for (const { endpoint, handle } of routes) {
    const split = splitOf(endpoint)
    app.route({
      method: endpoint.verb,
      url: `/api${endpoint.path}`,
      // A HEAD is a question of its own (of uploads, in tus), never the shadow of a GET.
      exposeHeadRoute: false,
      schema: { ...split.schema, response: { 200: endpoint.reply } },
      ...(mayCompress(endpoint) ? { onSend: compressAnswer } : {}),
      handler: async (request, reply) => {
        const session = await callerOf(city, endpoint, request)
        const waitMs = limit.take(
          `${endpoint.verb} ${endpoint.path} ${session?.person ?? request.ip}`,
          endpoint.perMinute ?? PER_MINUTE_DEFAULT,
        )
        if (waitMs > 0) throw new Refusal('too_many_requests', { retryMs: waitMs })
        const call: Call<unknown> = {
          input: split.inputOf(request),
          by: session as Caller,
          session,
          address: request.ip,
          requestId: request.id,
          language: spokenIn(request.headers[LANGUAGE_HEADER]),
          setSession: token => void reply.header('set-cookie', sessionCookie(city, token)),
        }
        return await handle(city, call as Call<never>).catch((error: unknown) => {
          throw listed(city, endpoint, error)
        })
      },
    })
  }
  app.setErrorHandler((error: unknown, request, reply) => answerError(city, error, request, reply))
}

/** Who calls; refuses who may not. A browser's cookie counts only with the header that other sites cannot send. */
async function callerOf(city: City, endpoint: Endpoint, request: FastifyRequest): Promise<Caller | undefined> {
  const token = tokenOf(request.headers)
  const bearer = request.headers.authorization !== undefined
  if (token && !bearer && endpoint.verb !== 'GET' && request.headers['x-plaza'] !== '1')
    throw new Refusal('not_allowed', { field: 'x-plaza' })
  const caller = token ? await city.authenticate(token) : undefined
  if (endpoint.who === 'anyone') return caller
  if (!caller) throw new Refusal('not_signed_in')
  if (endpoint.who === 'operator' && caller.kind !== 'operator') throw new Refusal('not_allowed')
  if (endpoint.who === 'bot' && caller.kind !== 'bot') throw new Refusal('not_allowed')
  return caller
}

/** The error of a handler as it goes on; a refusal that its endpoint does not list is told, and under tests a bug. */
function listed(city: City, endpoint: Endpoint, error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  const code = error.code as RefusalCode
  if (generalRefusals.includes(code) || endpoint.refusals?.includes(code)) return error
  const route = `${endpoint.verb} ${endpoint.path}`
  if (city.config.strictContract) return new Error(`${route} refuses with ${code}, which its contract does not list`)
  city.log.warn({ route, code }, 'refusal not in the contract')
  return error
}

const splits = new WeakMap<Endpoint, ReturnType<typeof splitInput>>()

/** The same schemas for every server of the process, so that they are compiled once. */
function splitOf(endpoint: Endpoint): ReturnType<typeof splitInput> {
  const split = splits.get(endpoint) ?? splitInput(endpoint)
  splits.set(endpoint, split)
  return split
}

/** Cuts one input object into the parts that travel in path, query and body, and puts it together again. */
function splitInput(endpoint: Endpoint) {
  const properties = endpoint.input.properties as Record<string, object>
  const required = (endpoint.input.required ?? []) as string[]
  const inPath = pathNames(endpoint.path)
  const rest = Object.keys(properties).filter(name => !inPath.includes(name))
  const byQuery = endpoint.verb === 'GET' || endpoint.verb === 'DELETE'
  const part = (names: string[]) => ({
    type: 'object',
    properties: Object.fromEntries(names.map(name => [name, properties[name]])),
    required: required.filter(name => names.includes(name)),
    additionalProperties: false,
  })
  return {
    schema: {
      ...(inPath.length > 0 ? { params: part(inPath) } : {}),
      ...(byQuery ? { querystring: part(rest) } : rest.length > 0 ? { body: part(rest) } : {}),
    },
    inputOf: (request: FastifyRequest): unknown => ({
      ...(byQuery ? Object(request.query) : rest.length > 0 ? Object(request.body) : {}),
      ...(request.params as object),
    }),
  }
}

function sessionCookie(city: City, token: string | null): string {
  return stringifySetCookie({
    name: SESSION_COOKIE,
    value: token ?? '',
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: city.config.publicUrl.startsWith('https:'),
    maxAge: token ? SESSION_MAX_AGE_S : 0,
  })
}

/** One shape for every "no"; a bug of ours says only that, and its story goes to the log under the request id. */
function answerError(city: City, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = asRefusal(error)
  if (refusal.code === 'internal')
    city.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'request failed')
  city.metrics.count('refusals', { code: refusal.code })
  const retryMs = refusal.facts['retryMs']
  if (typeof retryMs === 'number') void reply.header('retry-after', Math.ceil(retryMs / 1000))
  void reply.status(statusOf(refusal.code)).send({
    error: {
      code: refusal.code,
      message: refusalSentence(languageOf(request), refusal.code, refusal.facts),
      facts: refusal.facts,
    },
    requestId: request.id,
  })
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const { validation, statusCode } = error as {
    validation?: { instancePath?: string; message?: string }[]
    statusCode?: number
  }
  if (validation) {
    const first = validation[0]
    return new Refusal('bad_input', {
      field: (first?.instancePath ?? '').replace(/^\//, ''),
      problem: first?.message ?? '',
    })
  }
  if (statusCode === 413) return new Refusal('media_too_large')
  if (statusCode && statusCode < 500)
    return new Refusal('bad_input', { problem: error instanceof Error ? error.message : '' })
  return new Refusal('internal')
}

/** The language a person without a session asks for by their browser. */
export function languageOf(request: FastifyRequest): Language {
  const wanted = request.headers['accept-language']?.slice(0, 200) ?? ''
  for (const part of wanted.split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase()
    if (tag === 'en' || tag === 'es' || tag === 'zh') return tag
  }
  return 'en'
}
