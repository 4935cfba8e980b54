import type { City } from '@plaza/house'
import { answerWire, BODY_BYTES_MAX, type MasterKey, type WireAnswer } from '@plaza/merchants'
import { answerPlatform } from '@plaza/platform'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isLoopback } from './loopback.ts'
import { writeWhole } from './write-whole.ts'

const REQUEST_TIMEOUT_MS = 30_000
const KEEP_ALIVE_MS = 75_000
const KEY_BYTES = 32

/**
 * The API that merchants' programs speak, alone at the root of its own port: clients sign the path that they know, so
 * nothing may stand before it. Bodies arrive as they were sent, for their signatures.
 */
export async function openMerchantDoor(city: City, at: { host: string; port: number }): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    trustProxy: address => isLoopback(address),
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.all('/*', { exposeHeadRoute: false }, async (request, reply) => {
    const url = new URL(request.raw.url ?? '/', 'http://door')
    const platform = await answerPlatform(city, {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      authorization: request.headers.authorization,
      contentType: request.headers['content-type'],
      body: typeof request.body === 'string' ? request.body : '',
      address: request.ip,
    })
    if (platform) return reply.status(platform.status).headers(platform.headers).send(platform.body)
    const answer = await answerWire(city, {
      method: request.method,
      target: request.raw.url ?? '/',
      authorization: request.headers.authorization,
      platformSerial: one(request.headers['wechatpay-serial']),
      body: typeof request.body === 'string' ? request.body : '',
      address: request.ip,
    })
    return answerAsWritten(reply, answer)
  })
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    const code = status < 500 ? 'PARAM_ERROR' : 'SYSTEM_ERROR'
    return reply.status(status).send({ code, message: 'The request cannot be read.' })
  })
  await app.listen(at)
  return app
}

/** With the very letters of its headers' names, by which some clients find them: Fastify would make all of them small. */
function answerAsWritten(reply: FastifyReply, { status, headers, body }: WireAnswer): void {
  reply.hijack()
  const { raw } = reply
  raw.statusCode = status
  for (const [name, value] of Object.entries(headers)) raw.setHeader(name, value)
  raw.end(body)
}

const one = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : undefined

/**
 * The keys under which secrets of merchants lie in the database, made at the first start. Without this file nobody can
 * read them, so `plaza backup` keeps it, and every process of the city needs the same.
 */
export function merchantKeys(home: string): MasterKey[] {
  const file = join(home, 'merchant-keys.json')
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true })
    const first = [{ n: 1, key: randomBytes(KEY_BYTES).toString('base64url') }]
    writeWhole(file, `${JSON.stringify(first)}\n`)
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { n: number; key: string }[]
  return kept.map(({ n, key }) => ({ n, bytes: Buffer.from(key, 'base64url') }))
}
