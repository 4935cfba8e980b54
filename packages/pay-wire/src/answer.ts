import type { KeyObject } from 'node:crypto'
import { NONCE_LENGTH } from './limits.ts'
import { letters } from './random.ts'
import { lines, signText } from './signature.ts'

/** A key of the platform with the serial of its certificate. */
export interface SigningKey {
  readonly serial: string
  readonly key: KeyObject
}

/** The text of an answer's or a notify's signature: time, nonce and the body's very bytes. */
export const answerText = (timestamp: string, nonce: string, body: string): string => lines(timestamp, nonce, body)

/**
 * The headers that sign an answer or a notify, for exactly this body (empty for a 204). Made anew for each: a nonce is
 * never used twice. Their names are written as documented, because the official Java client looks for these very letters.
 */
export async function signedHeaders(
  { serial, key }: SigningKey,
  { body, nowMs }: { readonly body: string; readonly nowMs: number },
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(nowMs / 1000))
  const nonce = letters(NONCE_LENGTH)
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': serial,
    'Wechatpay-Signature': await signText(key, answerText(timestamp, nonce, body)),
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  }
}

/**
 * A body as `JSON.stringify` writes it: compact, in UTF-8, without escapes that it does not need. Some clients parse an
 * answer and write it again before they check its signature.
 */
export const emitJson = (value: unknown): string => JSON.stringify(value)
