import { perCity, type City } from '@plaza/house'
import type { WireFault } from '@plaza/pay-wire'
import { requestsLost } from '../events.ts'
import {
  OPERATION_LENGTH_MAX,
  REQUEST_LIFE_MS,
  REQUESTS_AT_ONCE,
  REQUESTS_GATHER_MS,
  REQUESTS_WAITING_MAX,
  SIGNED_REQUESTS_MAX,
  UNSIGNED_REQUESTS_MAX,
} from '../limits.ts'
import { idOfWire } from '../rules.ts'
import type { NumberRow } from '../store.ts'
import type { WireRequest } from '../wire/authenticate.ts'
import type { routeOf } from '../wire/routes.ts'
import { dropOld, insertRequests, type FreshRequest } from './store.ts'
import { troubleOf } from './trouble.ts'

/** A request and what became of it. */
export interface Noted {
  readonly id: string
  readonly request: WireRequest
  /** The operation that it is for, where there is one. */
  readonly found: ReturnType<typeof routeOf>
  /** Who signed it; undefined where nobody did. */
  readonly signer: NumberRow | undefined
  readonly status: number
  readonly fault: WireFault | undefined
  readonly tookMs: number
}

const notes = perCity(city => {
  const made: { waiting: FreshRequest[]; writing: Promise<void> | undefined } = { waiting: [], writing: undefined }
  city.onStop(() => requestsWritten(city))
  return made
})

/**
 * Notes a request for its merchant to look up. Nobody waits for it: requests of one moment are written together, and when
 * too many wait they are not written at all. What names no number and no key has nobody to be shown to.
 */
export function noteRequest(city: City, noted: Noted): void {
  const row = rowOf(city, noted)
  if (!row) return
  const { waiting } = notes(city)
  if (waiting.length >= REQUESTS_WAITING_MAX) return requestsLost(city, 1)
  waiting.push(row)
  void requestsWritten(city)
}

/** Resolves when everything that was noted so far can be looked up. */
export async function requestsWritten(city: City): Promise<void> {
  const kept = notes(city)
  kept.writing ??= writeAll(city).finally(() => (kept.writing = undefined))
  await kept.writing
}

async function writeAll(city: City): Promise<void> {
  const { waiting } = notes(city)
  while (waiting.length > 0) {
    // Whatever is asked within a blink is one statement.
    if (waiting.length < REQUESTS_AT_ONCE) await new Promise(resolve => setTimeout(resolve, REQUESTS_GATHER_MS))
    const rows = waiting.splice(0, REQUESTS_AT_ONCE)
    await insertRequests(city.db, rows).catch((error: unknown) => requestsLost(city, rows.length, error))
  }
}

/** A chore: forgets requests that are old, and of each number those beyond the newest. */
export const forgetRequests = (city: City): Promise<void> =>
  dropOld(city.db, city.clock.now() - REQUEST_LIFE_MS, {
    signed: SIGNED_REQUESTS_MAX,
    unsigned: UNSIGNED_REQUESTS_MAX,
  })

function rowOf(city: City, { id, request, found, signer, status, fault, tookMs }: Noted): FreshRequest | undefined {
  const now = city.clock.now()
  const { authorization = '' } = request
  const mchid = signer?.mchid ?? part(authorization, /mchid="([0-9A-Za-z]{1,32})"/)
  const serial = part(authorization, /serial_no="([0-9A-Za-z]{1,80})"/)?.toUpperCase()
  if (mchid === undefined && serial === undefined) return undefined
  const { trouble, offS } = troubleOf(fault, request.authorization, now)
  return {
    id,
    mchid: mchid ?? null,
    serial: serial ?? null,
    signed: signer !== undefined,
    at: now,
    tookMs: Math.round(tookMs),
    status,
    code: fault?.code ?? null,
    field: fault?.detail?.field ?? null,
    issue: fault?.detail?.issue ?? null,
    trouble: trouble ?? null,
    offS: offS ?? null,
    ...whatFor(request, found),
  }
}

const part = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1]

type Names = Pick<FreshRequest, 'outTradeNo' | 'trade' | 'outRefundNo'>

/** The operation that a request is for and the order that it names, in its path or its body, by whichever number. */
function whatFor({ method, target, body }: WireRequest, found: Noted['found']): Names & { readonly operation: string } {
  const [pathname = ''] = target.split('?', 1)
  const operation = `${method} ${found?.route.path ?? pathname}`.slice(0, OPERATION_LENGTH_MAX)
  if (!found) return { operation, outTradeNo: null, trade: null, outRefundNo: null }
  const said = body === '' ? {} : (safely(() => JSON.parse(body) as unknown) as object)
  const named = { ...said, ...found.path }
  const name = (key: string) => namedIn(named, key)
  return {
    operation,
    outTradeNo: name('out_trade_no'),
    trade: idOfWire(name('transaction_id') ?? '') ?? null,
    outRefundNo: name('out_refund_no'),
  }
}

/** A number of the wire has at most 64 plain letters; what else came was refused. */
function namedIn(named: object, key: string): string | null {
  const value = (named as Record<string, unknown>)[key]
  return typeof value === 'string' && /^[0-9A-Za-z_|*@-]{1,64}$/.test(value) ? value : null
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
