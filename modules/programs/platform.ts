import type { City } from '@plaza/house'
import { RateLimit } from '@plaza/http'
import { perCity } from '@plaza/house'
import { whoLoggedIn } from './login.ts'
import { secretFits } from './secret.ts'

const ASKED_PER_MINUTE = 600

export interface PlatformAsk {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly address: string
}

/** An answer in the form that servers of such programs read: 200 with JSON, `errcode` when it is a no. */
export type PlatformAnswer = Readonly<Record<string, unknown>>

const rates = perCity(city => new RateLimit(city.clock))
const no = (errcode: number, errmsg: string): PlatformAnswer => ({ errcode, errmsg })

/** The API that servers of mini programs speak, in the paths and words of the format. Undefined for what is not its own. */
export async function answerPlatform(city: City, ask: PlatformAsk): Promise<PlatformAnswer | undefined> {
  if (ask.path !== '/sns/jscode2session') return undefined
  if (rates(city).take(ask.address, ASKED_PER_MINUTE) > 0) return no(45011, 'api minute-quota reach limit')
  const appId = ask.query.get('appid') ?? ''
  if (!/^wx[0-9a-f]{16}$/.test(appId)) return no(40013, 'invalid appid')
  if (!(await secretFits(city, appId, ask.query.get('secret') ?? ''))) return no(40125, 'invalid appsecret')
  const known = await whoLoggedIn(city, appId, ask.query.get('js_code') ?? '')
  if (!known) return no(40029, 'invalid code')
  return { openid: known.openid, session_key: known.sessionKey }
}
