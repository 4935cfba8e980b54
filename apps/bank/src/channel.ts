import { isDay, maskIban, plainIban, Unreadable } from '@plaza/iso20022'
import { sql } from '@plaza/db'
import { RateLimit } from '@plaza/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bank } from './bank.ts'
import { askConsent, endConsent, exchange } from './consent.ts'
import { CHANNEL_PER_MINUTE } from './limits.ts'
import { readMood, type Mood } from './mood.ts'
import { readInitiation } from './orders.ts'
import { reportOn, selectPayments, statusOf } from './payments.ts'
import { isSecret } from './secrets.ts'
import { statementPage } from './statement.ts'
import { take } from './take.ts'
import { textsOf } from './texts.ts'

const XML = 'application/xml; charset=utf-8'

declare module 'fastify' {
  interface FastifyRequest {
    mood: Mood | null
  }
}

/** The host-to-host channel: what the city's computers call. Everything in it suffers the bank's mood. */
export function channel(app: FastifyInstance, bank: Bank): void {
  const rate = new RateLimit(bank.clock)
  app.decorateRequest('mood', null)
  app.addHook('onRequest', async (request, reply) => {
    request.mood = await readMood(bank)
    if (request.mood.dead === 'before') return drop(request, reply)
    if (!isClient(bank, request)) return reply.status(401).send({ error: 'unauthorised' })
    const waitMs = rate.take('channel', CHANNEL_PER_MINUTE)
    if (waitMs > 0)
      return reply
        .status(429)
        .header('retry-after', Math.ceil(waitMs / 1000))
        .send({ error: 'too_many' })
  })
  app.addHook('onSend', async (request, reply) => {
    const { mood } = request
    if (!mood) return
    if (mood.slowMs > 0) await wait(mood.slowMs)
    if (mood.dead === 'after') drop(request, reply)
    // The answer is never sent; the caller gives up, or the bank stops.
    else if (mood.silent) await new Promise(gone => request.raw.socket.once('close', gone))
  })
  payments(app, bank)
  statements(app, bank)
  consents(app, bank)
}

function drop(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.raw.socket.destroy()
  return reply.hijack()
}

function isClient(bank: Bank, request: FastifyRequest): boolean {
  const [, secret = ''] = /^Bearer ([\x21-\x7e]{1,200})$/.exec(request.headers.authorization ?? '') ?? []
  return isSecret(secret, bank.options.clientSecret)
}

function payments(app: FastifyInstance, bank: Bank): void {
  const initiation = (kind: 'credit' | 'debit') => async (request: FastifyRequest, reply: FastifyReply) => {
    const mood = request.mood as Mood
    const token = request.headers['consent']
    try {
      const message = readInitiation(kind, request.body as Uint8Array, bank.options.zone)
      const report = await take(bank, message, typeof token === 'string' ? token : undefined, mood)
      if (mood.double) await take(bank, message, typeof token === 'string' ? token : undefined, mood)
      return await reply.type(XML).send(report)
    } catch (error) {
      if (error instanceof Unreadable) return reply.status(400).send({ error: error.reason, where: error.where })
      throw error
    }
  }
  app.post('/credit-transfers', initiation('credit'))
  app.post('/direct-debits', initiation('debit'))
  app.get<{ Params: { key: string } }>('/payments/:key/status', (request, reply) =>
    report(reply, sql`end_to_end_id = ${request.params.key}`),
  )
  app.get<{ Params: { id: string } }>('/messages/:id/status', (request, reply) =>
    report(reply, sql`message_id = ${request.params.id}`),
  )

  async function report(reply: FastifyReply, where: ReturnType<typeof sql>): Promise<FastifyReply> {
    const found = await selectPayments(bank.db, where)
    const [first] = found
    if (!first) return reply.status(404).send({ error: 'not_found' })
    const told = found.map(payment => ({ instructionId: payment.instructionId, status: statusOf(payment) }))
    return reply.type(XML).send(reportOn(bank, { messageId: first.messageId, name: first.messageName }, told))
  }
}

function statements(app: FastifyInstance, bank: Bank): void {
  app.get<{ Params: { iban: string; day: string }; Querystring: { page?: string } }>(
    '/accounts/:iban/statements/:day',
    async (request, reply) => {
      const iban = plainIban(request.params.iban)
      const page = Number(request.query.page ?? '1')
      if (!isDay(request.params.day) || !Number.isInteger(page) || page < 1)
        return reply.status(400).send({ error: 'wrong_day_or_page' })
      const statement = await statementPage(bank, iban, request.params.day, page)
      if (statement === undefined) return reply.status(404).send({ error: 'not_found' })
      bank.log.info({ account: maskIban(iban), day: request.params.day, page }, 'statement given')
      return reply.type(XML).send(statement)
    },
  )
}

function consents(app: FastifyInstance, bank: Bank): void {
  app.post<{ Body: unknown }>('/consents', async (request, reply) => {
    const { returnUrl, state } = textsOf(request.body)
    const asked = await askConsent(bank, { returnUrl: returnUrl ?? '', carried: state ?? '' })
    return asked ? reply.status(201).send(asked) : reply.status(400).send({ error: 'return_url_not_allowed' })
  })
  app.post<{ Params: { id: string }; Body: unknown }>('/consents/:id/token', async (request, reply) => {
    const given = await exchange(bank, request.params.id, textsOf(request.body).code ?? '')
    return given ?? reply.status(409).send({ error: 'code_wrong' })
  })
  app.delete<{ Params: { id: string } }>('/consents/:id', async (request, reply) => {
    await endConsent(bank, request.params.id)
    return reply.status(204).send()
  })
}
