import { constants, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto'
import { WireFault } from './fault.ts'

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' } as const

/** Encrypts a sensitive field (a name, an account number) for whoever has the private key: RSA-OAEP, base64. */
export function sealField(key: KeyObject, text: string): string {
  return publicEncrypt({ key, ...OAEP }, Buffer.from(text)).toString('base64')
}

/** Opens a sensitive field. Refuses `PARAM_ERROR` what was made for another key, or is none. */
export function openField(key: KeyObject, ciphertext: string, field: string): string {
  try {
    return privateDecrypt({ key, ...OAEP }, Buffer.from(ciphertext, 'base64')).toString('utf8')
  } catch {
    const issue = 'cannot be decrypted with the key that Wechatpay-Serial names'
    throw new WireFault('PARAM_ERROR', `${field} ${issue}.`, { field, issue, location: 'body' })
  }
}
