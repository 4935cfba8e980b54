import { perCity, type City } from '@plaza/house'
import { RateLimit } from '@plaza/http'
import { derivedId } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { PLATFORM_BODY_BYTES_MAX, PLATFORM_PER_MINUTE, TOKEN_BYTES, TOKEN_LIFE_MS } from './limits.ts'
import { whoLoggedIn, whosePhone } from './login.ts'
import { secretFits } from './secret.ts'
import { programOf } from './store.ts'
import { programBehind, putToken } from './store-subscribe.ts'
import { bringNotice, type NoticeOutcome } from './subscribe.ts'

export interface PlatformAsk {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
  readonly address: string
}

/** An answer in the form that servers of such programs read: 200 with JSON, `errcode` when it is a no. */
export type PlatformAnswer = Readonly<Record<string, unknown>>

type Handler = (city: City, ask: PlatformAsk, body: Readonly<Record<string, unknown>>) => Promise<PlatformAnswer>

const rates = perCity(city => new RateLimit(city.clock))
const no = (errcode: number, errmsg: string): PlatformAnswer => ({ errcode, errmsg })
const OK: PlatformAnswer = { errcode: 0, errmsg: 'ok' }

const handlers: Readonly<Record<string, Handler>> = {
  '/sns/jscode2session': async (city, { query }) => {
    const app = await whoAsks(city, query.get('appid'), query.get('secret'))
    if (typeof app !== 'string') return app
    const known = await whoLoggedIn(city, app, query.get('js_code') ?? '')
    return known ? { openid: known.openid, session_key: known.sessionKey } : no(40029, 'invalid code')
  },
  '/cgi-bin/token': (city, { query }) => token(city, query.get('appid'), query.get('secret')),
  '/cgi-bin/stable_token': (city, _ask, body) => token(city, text(body['appid']), text(body['secret'])),
  '/wxa/business/getuserphonenumber': async (city, ask, body) => {
    const app = await whoHolds(city, ask)
    if (app === undefined) return no(40001, 'invalid credential, access_token is invalid or not latest')
    const phone = await whosePhone(city, app, text(body['code']))
    if (phone === undefined) return no(40029, 'invalid code')
    const countryCode = /^\+(\d{1,3})/.exec(phone)?.[1] ?? ''
    const watermark = { timestamp: Math.floor(city.clock.now() / 1000), appid: app }
    return { ...OK, phone_info: { phoneNumber: phone, purePhoneNumber: phone, countryCode, watermark } }
  },
  '/cgi-bin/message/subscribe/send': async (city, ask, body) => {
    const app = await whoHolds(city, ask)
    if (app === undefined) return no(40001, 'invalid credential, access_token is invalid or not latest')
    const program = await programOf(city.db, app)
    if (!program || program.stoppedAt !== null) return no(48001, 'api unauthorized')
    const wish = {
      openid: text(body['touser']),
      template: text(body['template_id']),
      page: text(body['page']).replace(/^\/+/, ''),
      data: valuesOf(body['data']),
    }
    // The same words to the same person within a minute are the same message, sent again because its answer was lost.
    const minute = Math.floor(city.clock.now() / 60_000)
    return OUTCOMES[await bringNotice(city, program, wish, derivedId(app, JSON.stringify(wish), String(minute)))]
  },
}

const OUTCOMES: Readonly<Record<NoticeOutcome, PlatformAnswer>> = {
  sent: OK,
  unknown_person: no(40003, 'invalid openid'),
  unknown_template: no(40037, 'invalid template_id'),
  not_asked_for: no(43101, 'user refuse to accept the msg'),
  bad_data: no(47003, 'argument invalid! data'),
}

/** The API that servers of mini programs speak, in the paths and words of the format. Undefined for what is not its own. */
export async function answerPlatform(city: City, ask: PlatformAsk): Promise<PlatformAnswer | undefined> {
  const handle = Object.hasOwn(handlers, ask.path) ? handlers[ask.path] : undefined
  if (!handle) return undefined
  if (rates(city).take(ask.address, PLATFORM_PER_MINUTE) > 0) return no(45011, 'api minute-quota reach limit')
  if (ask.body.length > PLATFORM_BODY_BYTES_MAX) return no(45002, 'content size out of limit')
  return handle(city, ask, readBody(ask.body))
}

async function token(city: City, appId: string | null, secret: string | null): Promise<PlatformAnswer> {
  const app = await whoAsks(city, appId, secret)
  if (typeof app !== 'string') return app
  const made = Buffer.from(city.dice.bytes(TOKEN_BYTES)).toString('base64url')
  const now = city.clock.now()
  await putToken(city.db, { hash: hashOf(made), appId: app, expiresAt: now + TOKEN_LIFE_MS, now })
  return { access_token: made, expires_in: TOKEN_LIFE_MS / 1000 }
}

async function whoAsks(city: City, appId: string | null, secret: string | null): Promise<string | PlatformAnswer> {
  if (!appId || !/^wx[0-9a-f]{16}$/.test(appId)) return no(40013, 'invalid appid')
  return (await secretFits(city, appId, secret ?? '')) ? appId : no(40125, 'invalid appsecret')
}

const whoHolds = (city: City, { query }: PlatformAsk): Promise<string | undefined> =>
  programBehind(city.db, hashOf(query.get('access_token') ?? ''), city.clock.now())

const hashOf = (made: string): Buffer => createHash('sha256').update(made).digest()
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function readBody(body: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(body || '{}')
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** `{ thing1: { value: 'Dinner' } }` as `{ thing1: 'Dinner' }`. */
function valuesOf(data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(
    Object.entries(data).map(([key, field]) => [key, text((field as { value?: unknown } | null)?.value)]),
  )
}
