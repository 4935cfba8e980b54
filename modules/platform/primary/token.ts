import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { asked } from '../events.ts'
import { mustKnowSecret, oauthToken } from '../tokens.ts'
import { json, type PlatformAnswer, type PlatformAsk } from '../wire.ts'

type Fault = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type'

/**
 * The token endpoint of OAuth 2.0 for client credentials (RFC 6749, 4.4): the client is a program, its secret comes as
 * `client_secret_basic` or `client_secret_post`. Errors are those of section 5.2.
 */
export async function answerToken(city: City, ask: PlatformAsk): Promise<PlatformAnswer> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(ask.contentType ?? '')) return fault(city, 'invalid_request')
  const form = new URLSearchParams(ask.body)
  const client = basic(ask.authorization) ?? {
    appId: form.get('client_id') ?? '',
    secret: form.get('client_secret') ?? '',
  }
  if (form.get('grant_type') !== 'client_credentials') return fault(city, 'unsupported_grant_type')
  try {
    await mustKnowSecret(city, { ...client, address: ask.address })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'wrong_credentials') return fault(city, 'invalid_client')
    throw error
  }
  const { token, lifeMs } = await oauthToken(city, client.appId)
  asked(city, 'primary', 'ok')
  return json(200, { access_token: token, token_type: 'Bearer', expires_in: lifeMs / 1000 })
}

/** `Basic`, its parts encoded as forms are (RFC 6749, 2.3.1); undefined when it is none. */
function basic(authorization: string | undefined): { appId: string; secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
  const [, appId, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? []
  if (appId === undefined || secret === undefined) return undefined
  const plain = (part: string) => new URLSearchParams(`x=${part}`).get('x') ?? ''
  return { appId: plain(appId), secret: plain(secret) }
}

function fault(city: City, error: Fault): PlatformAnswer {
  asked(city, 'primary', error)
  const answer = json(error === 'invalid_client' ? 401 : 400, { error })
  return error === 'invalid_client'
    ? { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Basic realm="platform"' } }
    : answer
}
