import { WireFault } from './fault.ts'
import * as limits from './limits.ts'
import { lines } from './signature.ts'

export const SCHEME = 'WECHATPAY2-SHA256-RSA2048'

/** Who says that they sent a request, and how they signed it. */
export interface Authorization {
  readonly mchid: string
  readonly nonce: string
  /** Seconds since 1970, as written. */
  readonly timestamp: string
  /** Upper-case hex. */
  readonly serial: string
  readonly signature: string
}

/** Reads an `Authorization` header. Refuses `SIGN_ERROR` where it is missing, of another scheme, or lacks a part. */
export function readAuthorization(header: string | undefined): Authorization {
  if (!header) throw badHeader('the header is missing')
  if (header.length > limits.AUTHORIZATION_LENGTH_MAX) throw badHeader('the header is too long')
  const [scheme, rest] = splitOnce(header, ' ')
  if (scheme !== SCHEME) throw badHeader(`the scheme must be ${SCHEME}`)
  const parts = new Map([...rest.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))
  const part = (name: string, pattern: RegExp) => {
    const value = parts.get(name)
    if (value === undefined || !pattern.test(value)) throw badHeader(`${name} is missing or malformed`)
    return value
  }
  return {
    mchid: part('mchid', /^[0-9A-Za-z]{1,32}$/),
    nonce: part('nonce_str', /^[\x21-\x7e]{1,64}$/),
    timestamp: part('timestamp', /^[0-9]{1,12}$/),
    serial: part('serial_no', /^[0-9A-Za-z_]{1,80}$/).toUpperCase(),
    signature: part('signature', /^[A-Za-z0-9+/]+={0,2}$/),
  }
}

/** The text that a request's signature is over. `target` is path and query as sent; uploads sign their `meta` alone. */
export function requestText(
  method: string,
  target: string,
  { timestamp, nonce }: Pick<Authorization, 'timestamp' | 'nonce'>,
  body: string,
): string {
  return lines(method, target, timestamp, nonce, body)
}

/** Writes the header of a request, as a merchant's program does. */
export function writeAuthorization({ mchid, nonce, timestamp, serial, signature }: Authorization): string {
  return `${SCHEME} mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${serial}",signature="${signature}"`
}

/** Refuses a request whose clock is more than five minutes off (`SIGN_ERROR`). */
export function mustBeFresh({ timestamp }: Pick<Authorization, 'timestamp'>, nowMs: number): void {
  if (Math.abs(nowMs - Number(timestamp) * 1000) > limits.CLOCK_SKEW_MS_MAX)
    throw badHeader('the timestamp is more than five minutes off')
}

function badHeader(issue: string): WireFault {
  return new WireFault('SIGN_ERROR', `The Authorization header cannot be accepted: ${issue}.`, {
    field: 'Authorization',
    issue,
    location: 'authorization',
  })
}

function splitOnce(text: string, at: string): [string, string] {
  const place = text.indexOf(at)
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)]
}
