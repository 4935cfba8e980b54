import { BAD_JSON, errcodeOf, UNKNOWN_PATH, type Errcode } from '@plaza/compat-wechat'
import type { City } from '@plaza/house'
import type { Refusal } from '@plaza/kernel'
import { asked } from '../events.ts'
import { json, type PlatformAnswer, type PlatformAsk } from '../wire.ts'
import { accountPaths } from './account.ts'
import { loginPaths } from './login.ts'
import { messagePaths } from './messages.ts'
import type { Handler } from './say.ts'
import { webPaths } from './web.ts'

const paths: Readonly<Record<string, Handler>> = { ...loginPaths, ...messagePaths, ...accountPaths, ...webPaths }
const OURS = /^\/(cgi-bin|wxa|sns|connect)\//

export const isCompat = (path: string): boolean => OURS.test(path)

/** The API that libraries for servers of mini programs and official accounts know: always 200, with a number for every no. */
export async function answerCompat(city: City, ask: PlatformAsk): Promise<PlatformAnswer> {
  const handle = Object.hasOwn(paths, ask.path) ? paths[ask.path] : undefined
  if (!handle) return no(city, UNKNOWN_PATH)
  const fields = fieldsOf(ask.body)
  if (!fields) return no(city, BAD_JSON)
  const reply = await handle(city, { ...ask, fields })
  asked(city, 'compat', 'ok')
  return 'say' in reply ? json(200, reply.say) : reply
}

export const refuseCompat = (city: City, refusal: Refusal): PlatformAnswer => no(city, errcodeOf(refusal.code))

function no(city: City, errcode: Errcode): PlatformAnswer {
  asked(city, 'compat', String(errcode.errcode))
  return json(200, errcode)
}

/** JSON of any content type, as libraries send it; empty for none, undefined for what cannot be read. */
function fieldsOf(body: string): Readonly<Record<string, unknown>> | undefined {
  if (body.trim() === '') return {}
  try {
    const read: unknown = JSON.parse(body)
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
