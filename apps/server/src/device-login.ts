import { limits } from '@plaza/contract'
import type { City } from '@plaza/house'
import { RateLimit } from '@plaza/http'
import { askDeviceCode, takeDeviceSession } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const FORM_BYTES_MAX = 4 * 1024
const CODE_LENGTH_MAX = 100
const ASKS_PER_MINUTE = 10
const POLLS_PER_MINUTE = 60

/** The one client that signs in so: the command line, which has no secret to keep. */
const CLIENT = 'plaza-cli'
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** Sign-in of machines without a browser, in the words of RFC 8628 (and RFC 6749 around it). */
export async function deviceLogin(app: FastifyInstance, city: City): Promise<void> {
  const rate = new RateLimit(city.clock)
  await app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
      (_request, body, done) => done(null, new URLSearchParams(body as string)),
    )
    const post = (
      path: string,
      perMinute: number,
      answer: (form: URLSearchParams, address: string) => Promise<object>,
    ) =>
      scope.post(path, async (request, reply) => {
        const waitMs = rate.take(`${path} ${request.ip}`, perMinute)
        if (waitMs > 0) return no(reply.header('retry-after', Math.ceil(waitMs / 1000)), 429, 'slow_down')
        const form = formOf(request)
        if (form.get('client_id') !== CLIENT) return no(reply, 401, 'invalid_client')
        const said = await answer(form, request.ip).catch(asError)
        return 'error' in said ? no(reply, 400, said.error) : reply.header('cache-control', 'no-store').send(said)
      })
    post('/oauth/device_authorization', ASKS_PER_MINUTE, (form, address) => authorize(city, form, address))
    post('/oauth/token', POLLS_PER_MINUTE, form => token(city, form))
  })
}

async function authorize(city: City, form: URLSearchParams, address: string): Promise<object> {
  const deviceName = [...(form.get('device_name') ?? '')]
    .filter(sign => sign >= ' ')
    .join('')
    .trim()
  if (deviceName === '' || deviceName.length > limits.NAME_LENGTH_MAX || !deviceName.isWellFormed())
    return { error: 'invalid_request' }
  const { deviceCode, userCode, url, expiresInS, waitS } = await askDeviceCode(city, { deviceName, address })
  return {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: url,
    verification_uri_complete: `${url}/${userCode}`,
    expires_in: expiresInS,
    interval: waitS,
  }
}

async function token(city: City, form: URLSearchParams): Promise<object> {
  if (form.get('grant_type') !== DEVICE_GRANT) return { error: 'unsupported_grant_type' }
  const code = form.get('device_code') ?? ''
  if (code === '' || code.length > CODE_LENGTH_MAX) return { error: 'invalid_request' }
  const answer = await takeDeviceSession(city, code)
  return 'token' in answer ? { access_token: answer.token, token_type: 'Bearer' } : answer
}

/** Two refusals have words of their own here; everything else is a bug. */
function asError(error: unknown): { error: string } {
  if (error instanceof Refusal && error.code === 'account_closed') return { error: 'access_denied' }
  if (error instanceof Refusal && error.code === 'busy') return { error: 'temporarily_unavailable' }
  throw error
}

const formOf = ({ body }: FastifyRequest): URLSearchParams =>
  body instanceof URLSearchParams ? body : new URLSearchParams()

const no = (reply: FastifyReply, status: number, error: string): FastifyReply =>
  reply.status(status).header('cache-control', 'no-store').send({ error })
