import fastifyStatic from '@fastify/static'
import { endpoints } from '@plaza/contract'
import { sql } from '@plaza/db'
import type { City, Route } from '@plaza/house'
import { bind, compressAnswer, openapi, referenceCss, referenceHtml, referenceScript, secureHeaders } from '@plaza/http'
import { blobOf } from '@plaza/media'
import { bankCallback, identityCallback } from '@plaza/wallet'
import { programOrigin } from '@plaza/programs'
import { chatFiles } from './chat-files.ts'
import { mapTiles } from './map-tiles.ts'
import { isLoopback } from './loopback.ts'
import { deviceLogin } from './device-login.ts'
import { dossierFile } from './dossier-door.ts'
import { programRoutes } from './program-door.ts'
import { programUploads } from './program-uploads.ts'
import { reviewPictures } from './program-review.ts'
import { uploads, UPLOADS_PATH } from './uploads.ts'
import { webLogin } from './web-login.ts'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { performance } from 'node:perf_hooks'

const BODY_BYTES_MAX = 1024 * 1024
const REQUEST_TIMEOUT_MS = 30_000
/** A piece of an upload may take longer than any other request. */
const UPLOAD_TIMEOUT_MS = 15 * 60_000
const webFolder = fileURLToPath(new URL('../../web/dist/', import.meta.url))

/** The HTTP side of a process: the API, its reference, health, metrics, pictures and the web app. */
export async function openHttp(city: City, routes: readonly Route[]): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: UPLOAD_TIMEOUT_MS,
    keepAliveTimeout: 75_000,
    genReqId: () => city.newId(),
    routerOptions: { maxParamLength: 1_500 },
    trustProxy: address => isLoopback(address),
  })
  const headers = secureHeaders(city.config.publicUrl, programOrigin(city))
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers).header('x-request-id', request.id)
    if (!mayTakeLong(request)) hurry(request)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    city.metrics.observe('http', reply.elapsedTime / 1000, {
      route: request.routeOptions.url ?? 'none',
      status: `${Math.floor(reply.statusCode / 100)}xx`,
    })
    done()
  })
  bind(app, city, routes)
  health(app, city)
  reference(app)
  pictures(app, city)
  dossierFile(app, city)
  programRoutes(app, city)
  programUploads(app, city)
  reviewPictures(app, city)
  uploads(app, city)
  chatFiles(app, city)
  mapTiles(app, city)
  await signedNews(app, city)
  await webLogin(app, city)
  await deviceLogin(app, city)
  await webApp(app)
  return app
}

const mayTakeLong = ({ method, url }: FastifyRequest) =>
  method === 'GET' || method === 'HEAD' || url.startsWith(UPLOADS_PATH)

/** Cuts off who takes too long to say what they want. */
function hurry({ raw }: FastifyRequest): void {
  const timer = setTimeout(() => raw.complete || raw.destroy(), REQUEST_TIMEOUT_MS)
  raw.once('close', () => clearTimeout(timer))
}

/**
 * Where the bank and whoever checks identities tell their news, signed over the raw bytes. What is not theirs is answered 401
 * and forgotten.
 */
async function signedNews(app: FastifyInstance, city: City): Promise<void> {
  await app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const [path, hear] of [
      ['/bank/news', bankCallback],
      ['/identity/news', identityCallback],
    ] as const)
      scope.post(path, async (request, reply) => {
        const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        return reply.status((await hear(city, raw, request.headers)) ? 204 : 401).send()
      })
  })
}

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: for this machine only; a proxy must not pass it on. */
function health(app: FastifyInstance, city: City): void {
  app.get('/healthz', () => ({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    const began = performance.now()
    try {
      await city.db.one(sql`select 1 as one`)
      return { ok: true, databaseMs: Math.round(performance.now() - began) }
    } catch {
      return reply.status(503).send({ ok: false, problem: 'database' })
    }
  })
  app.get('/metrics', async (request, reply) => {
    if (!isLoopback(request.ip)) return reply.status(404).send()
    return reply.type(city.metrics.registry.contentType).send(await city.metrics.registry.metrics())
  })
}

function reference(app: FastifyInstance): void {
  const document = openapi(endpoints, { title: 'Plaza', version: '0.1.0' })
  app.get('/api/openapi.json', { onSend: compressAnswer }, () => document)
  app.get('/api', (_request, reply) => reply.redirect('/api/'))
  app.get('/api/', (_request, reply) => reply.type('text/html; charset=utf-8').send(referenceHtml))
  app.get('/api/reference.css', (_request, reply) => reply.type('text/css').send(referenceCss))
  app.get('/api/reference.js', (_request, reply) => reply.type('text/javascript').send(referenceScript))
}

/** Pictures by content address: they never change, and nothing in them may run. */
function pictures(app: FastifyInstance, city: City): void {
  app.get<{ Params: { id: string } }>(
    '/media/:id',
    { schema: { params: { type: 'object', properties: { id: { type: 'string', pattern: '^[0-9a-f]{64}$' } } } } },
    async (request, reply) => {
      const blob = await blobOf(city, request.params.id)
      if (!blob) return reply.status(404).send()
      return reply
        .type(blob.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .send(blob.bytes)
    },
  )
}

/** The built web app; every other path of a browser is one of its screens. */
async function webApp(app: FastifyInstance): Promise<void> {
  if (!existsSync(`${webFolder}index.html`)) {
    app.setNotFoundHandler((_request, reply) =>
      reply
        .status(404)
        .send({ error: { code: 'not_found', message: 'The web app is not built: npm start builds it.', facts: {} } }),
    )
    return
  }
  await app.register(fastifyStatic, {
    root: webFolder,
    preCompressed: true,
    index: false,
    setHeaders: (response, path) => {
      void response.setHeader(
        'cache-control',
        /\/assets\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  const page = (reply: FastifyReply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').sendFile('index.html')
  // As a folder the static files refuse it to whoever takes no compression.
  app.get('/', (_request, reply) => page(reply))
  app.setNotFoundHandler((request, reply) => {
    const screen =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !request.url.startsWith('/api') &&
      !/\.\w+($|\?)/.test(request.url)
    if (screen) return page(reply)
    return reply
      .status(404)
      .send({ error: { code: 'not_found', message: 'There is nothing here.', facts: {} }, requestId: request.id })
  })
}
