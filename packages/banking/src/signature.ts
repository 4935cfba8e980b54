import { createHmac, timingSafeEqual } from 'node:crypto'
import { CALLBACK_AGE_MS_MAX } from './limits.ts'

export const SIGNATURE_HEADER = 'bank-signature'

/** The header of a signed callback: `t=<seconds>,v1=<hex>`, where v1 is HMAC-SHA256 over `<seconds>.<raw body>`. */
export function signCallback(secret: string, body: string | Uint8Array, nowMs: number): Record<string, string> {
  const at = Math.floor(nowMs / 1000)
  return { [SIGNATURE_HEADER]: `t=${at},v1=${mac(secret, at, body).toString('hex')}` }
}

/** Whether a callback is from who has the secret, over these very bytes, and fresh. Compared in constant time. */
export function isSignedCallback(
  secret: string,
  body: string | Uint8Array,
  header: string | undefined,
  nowMs: number,
): boolean {
  const [, seconds, hex] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (seconds === undefined || hex === undefined) return false
  const right = timingSafeEqual(Buffer.from(hex, 'hex'), mac(secret, Number(seconds), body))
  return right && Math.abs(nowMs - Number(seconds) * 1000) <= CALLBACK_AGE_MS_MAX
}

function mac(secret: string, at: number, body: string | Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${at}.`).update(body).digest()
}
