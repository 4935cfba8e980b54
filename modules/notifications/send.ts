import { RING_MS } from '@plaza/calls'
import type { City } from '@plaza/house'
import { NotOutside, postOutside } from '@plaza/http'
import { Lru } from '@plaza/kernel'
import webpush from 'web-push'
import { isPushAddress, type PushConfig } from './connect.ts'
import { CALL_TIMEOUT_MS, SIGNATURE_MS, SIGNATURES_KEPT_MAX, TTL_S } from './limits.ts'
import type { DueCall } from './store-calls.ts'

/** How a push service answered: it has it, the device is gone, it will never take this, or it may later. */
export type Answer = 'delivered' | 'gone' | 'refused' | 'later'

/** Hands one call to its push service, encrypted for the device alone (RFC 8291) and signed by the city (RFC 8292). */
export async function send(city: City, config: PushConfig, call: DueCall): Promise<Answer> {
  if (!isPushAddress(config, call.endpoint)) return 'gone'
  const { cipherText } = webpush.encrypt(call.p256dh, call.auth, JSON.stringify(call.message), 'aes128gcm')
  try {
    const { status } = await postOutside(call.endpoint, {
      headers: {
        authorization: signature(city, config, new URL(call.endpoint).origin),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(call.message.ring === 'on' ? RING_MS / 1_000 : TTL_S),
        topic: call.topic,
        urgency: call.urgent ? 'high' : 'normal',
      },
      body: cipherText,
      allowPrivate: config.allowPrivate === true,
      timeoutMs: CALL_TIMEOUT_MS,
    })
    if (status >= 200 && status < 300) return 'delivered'
    if (status === 404 || status === 410) return 'gone'
    return status === 429 || status >= 500 ? 'later' : 'refused'
  } catch (error) {
    return error instanceof NotOutside ? 'gone' : 'later'
  }
}

const signatures = new WeakMap<PushConfig, Lru<string, { text: string; until: number }>>()

/** Signing costs three times as much as encrypting: one signature for each service and half a day. */
function signature(city: City, config: PushConfig, origin: string): string {
  const kept = signatures.get(config) ?? new Lru<string, { text: string; until: number }>(SIGNATURES_KEPT_MAX)
  signatures.set(config, kept)
  const now = city.clock.now()
  const known = kept.get(origin)
  if (known && known.until > now) return known.text
  const expiresS = Math.floor((now + 2 * SIGNATURE_MS) / 1000) - 60
  const { publicKey, privateKey, subject } = config
  const text = webpush.getVapidHeaders(origin, subject, publicKey, privateKey, 'aes128gcm', expiresS).Authorization
  kept.set(origin, { text, until: now + SIGNATURE_MS })
  return text
}
