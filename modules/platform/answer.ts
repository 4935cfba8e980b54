import { perCity, type City } from '@plaza/house'
import { RateLimit } from '@plaza/http'
import { Refusal } from '@plaza/kernel'
import { answerCompat, isCompat, refuseCompat } from './compat/answer.ts'
import { ADDRESS_PER_MINUTE, BODY_BYTES_MAX } from './limits.ts'
import { noteAsk } from './log/note.ts'
import { answerPrimary, isPrimary, refusePrimary } from './primary/answer.ts'
import { hasPlatform } from './settings.ts'
import type { PlatformAnswer, PlatformAsk } from './wire.ts'

const rates = perCity(city => new RateLimit(city.clock))

/**
 * The API that servers of programs speak: the city's own, and the one that their libraries know. Undefined for what is neither.
 * Every answer has an id, by which its program's developers find it in the log.
 */
export async function answerPlatform(city: City, ask: PlatformAsk): Promise<PlatformAnswer | undefined> {
  const primary = isPrimary(ask.path)
  if ((!primary && !isCompat(ask.path)) || !hasPlatform(city)) return undefined
  const refuse = primary ? refusePrimary : refuseCompat
  const retryMs = rates(city).take(ask.address, ADDRESS_PER_MINUTE)
  if (retryMs > 0) return refuse(city, new Refusal('too_many_requests', { retryMs }))
  if (ask.body.length > BODY_BYTES_MAX) return refuse(city, new Refusal('text_too_long', { max: BODY_BYTES_MAX }))
  const of = { id: city.newId(), began: city.clock.now() }
  const answer = await judged(city, ask, primary ? answerPrimary : answerCompat, refuse)
  noteAsk(city, ask, answer, of)
  return { ...answer, headers: { ...answer.headers, 'x-request-id': of.id } }
}

async function judged(
  city: City,
  ask: PlatformAsk,
  handle: typeof answerPrimary,
  refuse: typeof refusePrimary,
): Promise<PlatformAnswer> {
  try {
    return await handle(city, ask)
  } catch (error) {
    if (error instanceof Refusal) return refuse(city, error)
    city.log.error({ err: error, path: ask.path }, 'request of a program failed')
    return refuse(city, new Refusal('internal'))
  }
}
