import { createECDH } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Makes the city's VAPID keys (RFC 8292, P-256, base64url) at the first start. Browsers bind their subscriptions to them, so they are never replaced. */
export function ensurePushKeys(home: string): void {
  const file = join(home, 'push-keys.json')
  if (existsSync(file)) return
  mkdirSync(home, { recursive: true })
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  // A private key may come out shorter than 32 bytes; its leading zeros belong to it.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32)
  writeFileSync(
    file,
    `${JSON.stringify({ publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') })}\n`,
    { mode: 0o600, flag: 'wx' },
  )
}
