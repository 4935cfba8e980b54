import type { City } from '@plaza/house'
import { tokenOf } from '@plaza/http'
import { authorizeAnswer, authorizePage, type PageAnswer } from '@plaza/platform'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const FORM_BYTES_MAX = 8 * 1024
const PATH = '/connect/oauth2/authorize'

/** The page on which a citizen, signed in with the city, lets a web page of a program know who they are. */
export async function webLogin(app: FastifyInstance, city: City): Promise<void> {
  const callerOf = async ({ headers }: FastifyRequest) => {
    const token = tokenOf(headers)
    return token ? city.authenticate(token) : undefined
  }
  const send = (reply: FastifyReply, answer: PageAnswer) =>
    reply.status(answer.status).headers(answer.headers).send(answer.body)
  await app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
      (_request, body, done) => done(null, body),
    )
    scope.get(PATH, async (request, reply) => {
      const { searchParams } = new URL(request.raw.url ?? '/', 'http://page')
      return send(reply, await authorizePage(city, searchParams, await callerOf(request)))
    })
    scope.post(PATH, async (request, reply) => {
      const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
      return send(reply, await authorizeAnswer(city, form, await callerOf(request)))
    })
  })
}
