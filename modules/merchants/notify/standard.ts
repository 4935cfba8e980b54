import type { News } from '@plaza/pay-wire'
import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** A secret as Standard Webhooks writes it. */
export const webhookSecret = (bytes: Uint8Array): string => PREFIX + Buffer.from(bytes).toString('base64')

/** What a server is told in the open form: the type in small letters, when it happened, and the order or refund itself. */
export const standardBody = ({ event, createdAtMs, resource }: News): string =>
  JSON.stringify({ type: event.toLowerCase(), timestamp: new Date(createdAtMs).toISOString(), data: resource })

/** The headers of Standard Webhooks: HMAC-SHA256 over id, time and exactly these bytes, under the server's secret. */
export function standardHeaders(
  secret: string,
  { id, nowMs, body }: { readonly id: string; readonly nowMs: number; readonly body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000))
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
