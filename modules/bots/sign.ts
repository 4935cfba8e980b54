import { createHmac } from 'node:crypto'

/** The headers of Standard Webhooks: the receiver checks the signature over exactly these bytes under the bot's secret. */
export function signed(secret: string, message: { id: string; atMs: number; body: string }): Record<string, string> {
  const timestamp = String(Math.floor(message.atMs / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${message.id}.${timestamp}.${message.body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'user-agent': 'Plaza-Webhooks/1',
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}
