import { createECDH } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** VAPID keys of a city, base64url. */
export interface PushKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/**
 * The city's VAPID keys (RFC 8292, P-256), made at the first start. Browsers bind their subscriptions to them, so they are
 * never replaced.
 */
export function pushKeys(home: string): PushKeys {
  const file = join(home, 'push-keys.json')
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true })
    const pair = createECDH('prime256v1')
    pair.generateKeys()
    // A private key may come out shorter than 32 bytes; its leading zeros belong to it.
    const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32)
    const made: PushKeys = {
      publicKey: pair.getPublicKey('base64url'),
      privateKey: privateKey.toString('base64url'),
    }
    writeFileSync(file, `${JSON.stringify(made)}\n`, { mode: 0o600, flag: 'wx' })
  }
  return JSON.parse(readFileSync(file, 'utf8')) as PushKeys
}

/** Whom a push service may write to: the city where it has an address of its own, else its mail. */
export function pushSubject(publicUrl: string, mailFrom: string | undefined): string {
  if (publicUrl.startsWith('https:')) return publicUrl
  const address = /[^\s<>]+@[^\s<>]+/.exec(mailFrom ?? '')?.[0]
  return `mailto:${address ?? 'operator@localhost'}`
}
