import { sql } from '@plaza/db'
import { MESSAGE_BYTES_MAX } from '@plaza/iso20022'
import fastify, { type FastifyInstance } from 'fastify'
import type { Bank } from './bank.ts'
import { channel } from './channel.ts'
import { control } from './control.ts'
import { FORM_BYTES_MAX } from './limits.ts'
import { consentPage } from './page.ts'

const REQUEST_TIMEOUT_MS = 30_000

/** The bank's doors: the city's channel, the customer's page, the operator's desk, health. */
export async function openHttp(bank: Bank): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: FORM_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Answers that a silent bank keeps back must not keep it from stopping.
    forceCloseConnections: true,
  })
  app.addContentTypeParser(
    ['application/xml', 'text/xml'],
    { parseAs: 'buffer', bodyLimit: MESSAGE_BYTES_MAX },
    (_r, body, done) => done(null, body),
  )
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body as string))),
  )
  app.addHook('onSend', async (_request, reply) => {
    void reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    // Never the body: it holds names and account numbers.
    if (status >= 500) bank.log.error({ message: error.message, stack: error.stack }, 'request failed')
    return reply.status(status).send({ error: status >= 500 ? 'bank_failed' : 'request_wrong' })
  })
  app.get('/healthz', async (_request, reply) => {
    try {
      await bank.db.one(sql`select 1 as one`)
      return { ok: true }
    } catch {
      return reply.status(503).send({ ok: false })
    }
  })
  await app.register(async scope => channel(scope, bank), { prefix: '/channel' })
  await app.register(async scope => consentPage(scope, bank))
  await app.register(async scope => control(scope, bank))
  return app
}
