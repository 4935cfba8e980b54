import { createHash, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Dice } from '@plaza/kernel'

const SALT_BYTES = 16
const KEY_BYTES = 32
const TOKEN_BYTES = 24

/** A secret that cannot be guessed (192 bits), in signs that need no escaping anywhere. */
export function newSecret(dice: Dice): string {
  return Buffer.from(dice.bytes(TOKEN_BYTES)).toString('base64url')
}

/** What is kept of a secret of full strength. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Compares by hashes, so that neither time nor length tells how much was right. */
export function isSecret(given: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(given), 'hex'), Buffer.from(hashOf(right), 'hex'))
}

const derive = promisify(scrypt) as (pin: string, salt: Buffer, length: number) => Promise<Buffer>

/** What is kept of a PIN, which is short: salted and slow. */
export async function hashPin(pin: string, dice: Dice): Promise<string> {
  const salt = Buffer.from(dice.bytes(SALT_BYTES))
  return `${salt.toString('hex')}:${(await derive(pin, salt, KEY_BYTES)).toString('hex')}`
}

export async function isPin(pin: string, kept: string): Promise<boolean> {
  const [salt = '', key = ''] = kept.split(':')
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'hex'), KEY_BYTES), Buffer.from(key, 'hex'))
}
