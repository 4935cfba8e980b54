import { perCity, type City } from '@plaza/house'
import { RateLimit } from '@plaza/http'
import { emitJson, signedHeaders, WireFault } from '@plaza/pay-wire'
import { performance } from 'node:perf_hooks'
import { docsAnswer } from '../docs/serve.ts'
import { requestAnswered } from '../events.ts'
import { noteRequest } from '../inspect/note.ts'
import { namedBy, signerFor } from '../keys/public-key.ts'
import { REQUESTS_PER_MINUTE, STRANGERS_PER_MINUTE } from '../limits.ts'
import { writeToldBy, type NumberRow } from '../store.ts'
import { authenticate, type WireRequest } from './authenticate.ts'
import type { WireReply } from './call.ts'
import { routeOf } from './routes.ts'

/** What goes back, to the last byte. */
export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

const limits = perCity(city => new RateLimit(city.clock))
const JSON_TYPE = 'application/json; charset=utf-8'

/**
 * Answers one request of a merchant's program, whatever it is: never throws. Everything that is said to a merchant whose
 * signature was right is signed, refusals too; files are not.
 */
export async function answerWire(city: City, request: WireRequest): Promise<WireAnswer> {
  const page = await docsAnswer(city, request)
  if (page) return page
  const began = performance.now()
  const [pathname = '', query = ''] = request.target.split('?', 2)
  const requestId = city.newId()
  let number: NumberRow | undefined
  let found: ReturnType<typeof routeOf>
  const answer = await attempt(city, requestId, async () => {
    // Also of whoever did not sign rightly it is noted what they wanted.
    const looked = lookFor(request.method, pathname)
    found = looked.found
    number = await known(city, request)
    if (looked.fault) throw looked.fault
    if (!found) throw new WireFault('NOT_FOUND', 'There is no such operation.')
    return found.route.handle(city, { number, path: found.path, query: new URLSearchParams(query), body: request.body })
  })
  const signer = number && (await toldAs(city, number, request))
  const finished = await finish(city, signer, answer).catch((error: unknown) => {
    city.log.error({ err: error, requestId }, 'answer to a merchant could not be signed')
    return finish(city, undefined, { fault: broken() })
  })
  const tookMs = performance.now() - began
  requestAnswered(city, number && found ? found.route.path : 'none', finished.status, tookMs / 1000)
  const fault = 'fault' in answer ? answer.fault : undefined
  noteRequest(city, { id: requestId, request, found, signer: number, status: finished.status, fault, tookMs })
  return { ...finished, headers: { ...finished.headers, 'Request-ID': requestId } }
}

/** The operation; a path that cannot be read is told only to whoever signed it. */
function lookFor(
  method: string,
  pathname: string,
): { readonly found: ReturnType<typeof routeOf>; readonly fault?: WireFault } {
  try {
    return { found: routeOf(method, pathname) }
  } catch (error) {
    if (error instanceof WireFault) return { found: undefined, fault: error }
    throw error
  }
}

/** Who asks; both they and whoever fails to sign may ask only so often. */
async function known(city: City, request: WireRequest): Promise<NumberRow> {
  const limit = limits(city)
  const number = await authenticate(city, request).catch((error: unknown) => {
    if (limit.take(`stranger ${request.address}`, STRANGERS_PER_MINUTE) > 0) throw tooOften()
    throw error
  })
  if (limit.take(`number ${number.mchid}`, REQUESTS_PER_MINUTE) > 0) throw tooOften()
  return number
}

const tooOften = () => new WireFault('FREQUENCY_LIMITED', 'Too many requests. Wait a little.')

const broken = () => new WireFault('SYSTEM_ERROR', 'Something went wrong here. Try again with the same number.')

type Outcome = WireReply | { readonly fault: WireFault }

async function attempt(city: City, requestId: string, work: () => Promise<WireReply>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof WireFault) return { fault: error }
    city.log.error({ err: error, requestId }, 'merchant request failed')
    return { fault: broken() }
  }
}

/**
 * How whoever asks knows the platform. A request that names its key is answered under that name, and so are they told from
 * then on: a client that keeps the public key knows no certificate.
 */
async function toldAs(city: City, number: NumberRow, { platformSerial }: WireRequest): Promise<Told> {
  const named = await namedBy(city, number.mode, platformSerial)
  if (named === undefined || named === number.toldBy) return number
  await writeToldBy(city.db, number.mchid, named)
  return { mode: number.mode, toldBy: named }
}

type Told = Pick<NumberRow, 'mode' | 'toldBy'>

async function finish(city: City, told: Told | undefined, outcome: Outcome): Promise<WireAnswer> {
  if ('file' in outcome) return { status: 200, headers: { 'content-type': outcome.type }, body: outcome.file }
  const nothing = 'nothing' in outcome
  const body = nothing ? '' : emitJson('fault' in outcome ? outcome.fault : outcome.json)
  const status = nothing ? 204 : 'fault' in outcome ? outcome.fault.status : (outcome.status ?? 200)
  const type = nothing ? {} : { 'content-type': JSON_TYPE }
  if (told === undefined) return { status, headers: type, body }
  const signed = await signedHeaders(await signerFor(city, told), { body, nowMs: city.clock.now() })
  return { status, headers: { ...type, ...signed }, body }
}
