import { createCipheriv, createDecipheriv } from 'node:crypto'

const BLOCK_BYTES = 32
const SALT_BYTES = 16
const LENGTH_BYTES = 4
const KEY_BYTES = 32

/** The sealed text is not what this key and this program seal. */
export class Unsealable extends Error {
  override readonly name = 'Unsealable'
}

/** The key behind the 43 letters that a maker chose. */
function keyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  if (key.length !== KEY_BYTES) throw new Unsealable('the key has not 32 bytes')
  return key
}

/** Seals a message for one program, base64. `salt` is 16 bytes of chance. */
export function sealMessage(of: { aesKey: string; appId: string; text: string; salt: Uint8Array }): string {
  const key = keyOf(of.aesKey)
  const text = Buffer.from(of.text)
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(text.length)
  const plain = Buffer.concat([of.salt, length, text, Buffer.from(of.appId)])
  const pad = BLOCK_BYTES - (plain.length % BLOCK_BYTES)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString('base64')
}

/** Opens a sealed message. Throws `Unsealable` when it is damaged or of another program. */
export function openMessage(of: { aesKey: string; appId: string; sealed: string }): string {
  const key = keyOf(of.aesKey)
  const sealed = Buffer.from(of.sealed, 'base64')
  if (sealed.length === 0 || sealed.length % 16 !== 0) throw new Unsealable('not whole blocks')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()])
  const pad = padded.at(-1) as number
  const plain = padded.subarray(0, padded.length - pad)
  if (pad < 1 || pad > BLOCK_BYTES || plain.length < SALT_BYTES + LENGTH_BYTES) throw new Unsealable('wrong padding')
  const end = SALT_BYTES + LENGTH_BYTES + plain.readUInt32BE(SALT_BYTES)
  if (end > plain.length || plain.subarray(end).toString() !== of.appId) throw new Unsealable('of another program')
  return plain.subarray(SALT_BYTES + LENGTH_BYTES, end).toString()
}

/** Seals facts about a person under the key of their session: AES-128-CBC, base64. `iv` is 16 bytes of chance. */
export function sealFacts(of: { sessionKey: string; facts: object; iv: Uint8Array }): string {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(of.sessionKey, 'base64'), of.iv)
  return Buffer.concat([cipher.update(JSON.stringify(of.facts), 'utf8'), cipher.final()]).toString('base64')
}
