import { createCipheriv, createDecipheriv } from 'node:crypto'
import { GCM_NONCE_LENGTH, GCM_TAG_BYTES } from './limits.ts'
import { letters } from './random.ts'

export const ALGORITHM = 'AEAD_AES_256_GCM'

/** Something encrypted under the key that only its merchant and the platform have. */
export interface Sealed {
  readonly algorithm: typeof ALGORITHM
  readonly nonce: string
  readonly associated_data: string
  readonly ciphertext: string
}

/** Encrypts a text with AES-256-GCM under an APIv3 key: base64 of ciphertext and tag. The nonce is new each time. */
export function sealText(apiKey: string, text: string, associatedData: string): Sealed {
  const nonce = letters(GCM_NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiKey), Buffer.from(nonce))
  cipher.setAAD(Buffer.from(associatedData))
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { algorithm: ALGORITHM, nonce, associated_data: associatedData, ciphertext: bytes.toString('base64') }
}

/** Opens what `sealText` made. Throws where key, nonce, associated data or a single bit are not the same. */
export function openSealed(apiKey: string, sealed: Omit<Sealed, 'algorithm'>): string {
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiKey), Buffer.from(sealed.nonce))
  decipher.setAAD(Buffer.from(sealed.associated_data))
  decipher.setAuthTag(bytes.subarray(-GCM_TAG_BYTES))
  return decipher.update(bytes.subarray(0, -GCM_TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}
