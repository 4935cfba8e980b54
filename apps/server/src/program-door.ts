import type { City } from '@plaza/house'
import { tokenOf } from '@plaza/http'
import { openSocket, programFile, programFirst, reachOut, type EgressKind } from '@plaza/programs'
import type { OtherSocket } from '@plaza/realtime'
import { Refusal } from '@plaza/kernel'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import fastifyStatic from '@fastify/static'
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isLoopback } from './loopback.ts'
import { sendPacked } from './packed.ts'
import { webPage } from './web-page.ts'
import { writeWhole } from './write-whole.ts'

const frameFolder = fileURLToPath(new URL('../../frame/dist/', import.meta.url))
const ASK_TIMEOUT_MS = 60_000
const PROTOCOLS_MAX = 5
const HEX_SHA256 = '^[0-9a-f]{64}$'

/**
 * What the cage of mini programs may do, which is nothing but run: no network, no forms, no frames, an origin of its own that
 * equals no other. Code and pictures come to it as blobs from the page around it.
 */
function cagePolicy(origin: string, host: string): string {
  return [
    'sandbox allow-scripts',
    "default-src 'none'",
    `script-src ${origin}/ blob:`,
    'worker-src blob:',
    `style-src ${origin}/`,
    'img-src blob: data:',
    'font-src blob: data:',
    'media-src blob: data:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${host}`,
  ].join('; ')
}

const DENIED =
  'accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()'

/** Serves the cage, and nothing else, on an origin of its own. */
export async function openProgramDoor(
  city: City,
  at: { host: string; port: number; origin: string },
): Promise<FastifyInstance> {
  const app = fastify({ logger: false, trustProxy: address => isLoopback(address) })
  const policy = cagePolicy(at.origin, city.config.publicUrl)
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers({
      'content-security-policy': policy,
      'permissions-policy': DENIED,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      // The cage's origin equals none, so that its own scripts come from elsewhere as the browser sees it.
      'cross-origin-resource-policy': 'cross-origin',
    })
    done()
  })
  webPage(app, city.config.publicUrl)
  await app.register(fastifyStatic, {
    root: frameFolder,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      void response.setHeader(
        'cache-control',
        path.endsWith('.html') || path.endsWith('frame.json') ? 'no-cache' : 'public, max-age=31536000, immutable',
      )
    },
  })
  await app.listen({ host: at.host, port: at.port })
  return app
}

/** Files of compiled programs, and the gateway through which programs reach the world, on the city's own origin. */
export function programRoutes(app: FastifyInstance, city: City): void {
  app.get<{ Params: { appId: string; version: string; sha256: string } }>(
    '/program-files/:appId/:version/:sha256',
    { schema: { params: { type: 'object', properties: { sha256: { type: 'string', pattern: HEX_SHA256 } } } } },
    async (request, reply) => {
      const { appId, version, sha256 } = request.params
      const file = /^[0-9a-f-]{36}$/.test(version) ? await programFile(city, appId, version, sha256) : undefined
      if (!file) return reply.status(404).send()
      void reply.type(file.type).headers({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'; sandbox",
      })
      return isText(file.type) ? sendPacked(request, reply, sha256, file.bytes) : reply.send(file.bytes)
    },
  )
  app.get<{ Params: { appId: string } }>('/program-files/:appId/first', async (request, reply) => {
    const { appId } = request.params
    const first = /^wx[0-9a-f]{16}$/.test(appId) ? await programFirst(city, appId) : undefined
    if (!first) return reply.status(404).send()
    const tag = `"${first.versionId}"`
    void reply.type('application/json').headers({ etag: tag, 'cache-control': 'no-cache' })
    if (request.headers['if-none-match'] === tag) return reply.status(304).send()
    return sendPacked(request, reply, first.versionId, Buffer.from(first.json))
  })
  void app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post<{ Params: { appId: string; kind: EgressKind } }>('/program-egress/:appId/:kind', (request, reply) =>
      egress(city, request, reply),
    )
  })
}

const isText = (type: string) => /^text\/|javascript|json|svg/.test(type)

interface Wish {
  url: string
  method?: string
  headers?: Record<string, string>
  timeoutMs?: number
  protocols?: string[]
}

/** One request of a program: what it wants is in `x-plaza-ask` (base64url JSON), its body is the body. */
async function egress(
  city: City,
  request: FastifyRequest<{ Params: { appId: string; kind: EgressKind } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const token = tokenOf(request.headers)
  const caller = token && request.headers['x-plaza'] === '1' ? await city.authenticate(token) : undefined
  const { appId, kind } = request.params
  const wish = readWish(request.headers['x-plaza-ask'])
  if (!caller || !wish || !['request', 'upload', 'download'].includes(kind)) return reply.status(403).send()
  const ended = new AbortController()
  reply.raw.on('close', () => ended.abort())
  try {
    const answer = await reachOut(city, {
      appId,
      kind,
      person: caller.person,
      url: wish.url,
      method: wish.method ?? 'GET',
      headers: wish.headers ?? {},
      body: request.headers['content-length'] === '0' ? undefined : (request.body as never),
      timeoutMs: wish.timeoutMs ?? ASK_TIMEOUT_MS,
      signal: ended.signal,
    })
    return reply
      .status(200)
      .header('x-plaza-answer', encode({ status: answer.status, headers: answer.headers }))
      .header('cache-control', 'no-store')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type('application/octet-stream')
      .send(answer.body)
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'unreachable'
    return reply
      .status(200)
      .header('x-plaza-answer', encode({ refused: code }))
      .send('')
  }
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function readWish(header: string | string[] | undefined): Wish | undefined {
  try {
    const wish = JSON.parse(Buffer.from(String(header ?? ''), 'base64url').toString('utf8')) as Partial<Wish>
    if (typeof wish.url !== 'string') return undefined
    const strings = Object.entries(wish.headers ?? {}).filter(([, value]) => typeof value === 'string')
    return {
      url: wish.url,
      headers: Object.fromEntries(strings),
      ...(typeof wish.method === 'string' ? { method: wish.method } : {}),
      ...(typeof wish.timeoutMs === 'number' ? { timeoutMs: wish.timeoutMs } : {}),
      ...(Array.isArray(wish.protocols) ? { protocols: wish.protocols.filter(one => /^[\w.-]{1,60}$/.test(one)) } : {}),
    }
  } catch {
    return undefined
  }
}

/** Sockets of programs, by way of the city: `/program-socket/<appId>?ask=<base64url JSON>`. */
export function programSockets(city: City): Readonly<Record<string, OtherSocket>> {
  return {
    'program-socket': (caller, request, socket, head) => {
      const url = new URL(request.url ?? '/', 'http://host')
      const wish = readWish(url.searchParams.get('ask') ?? undefined)
      const appId = url.pathname.split('/')[2] ?? ''
      if (!wish || !/^wx[0-9a-f]{16}$/.test(appId)) return socket.destroy()
      const protocols = (wish.protocols ?? []).slice(0, PROTOCOLS_MAX)
      const ask = { appId, person: caller.person, url: wish.url, headers: wish.headers ?? {}, protocols }
      openSocket(city, ask, request, socket, head)
    },
  }
}

/** The Ed25519 key with which this city signs what its citizens may run, made at the first start and never replaced. */
export function programKey(home: string): KeyObject {
  const file = join(home, 'program-keys.json')
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true })
    const { privateKey } = generateKeyPairSync('ed25519')
    writeWhole(file, `${JSON.stringify([{ n: 1, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }) }])}\n`)
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { n: number; pem: string }[]
  return createPrivateKey(kept.at(-1)!.pem)
}
