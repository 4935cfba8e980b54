import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'

/** A new Ed25519 key, as PKCS #8 PEM. */
export function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** The raw public half, base64url. */
export function publicOf(pem: string): string {
  return createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' }).x as string
}

/** Ed25519 over the UTF-8 bytes of a text, base64url. */
export function signText(pem: string, text: string): string {
  return sign(null, Buffer.from(text), createPrivateKey(pem)).toString('base64url')
}
