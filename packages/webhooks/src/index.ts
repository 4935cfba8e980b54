import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** What a server is told, before it is signed: `id` is the same in every try. */
export interface Message {
  readonly id: string
  /** When it is sent, in epoch milliseconds. */
  readonly atMs: number
  readonly body: string
}

/** A secret as Standard Webhooks writes it, from unpredictable bytes: 24 to 64 of them. */
export const webhookSecret = (bytes: Uint8Array): string => PREFIX + Buffer.from(bytes).toString('base64')

/**
 * The headers of Standard Webhooks: HMAC-SHA256 over id, time in seconds and exactly these bytes, under the secret of whoever
 * is told.
 */
export function webhookHeaders(secret: string, { id, atMs, body }: Message): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000))
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
