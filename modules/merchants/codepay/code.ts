import { createHmac, timingSafeEqual } from 'node:crypto'
import { PAY_CODE_STEP_MS, PAY_CODE_WINDOW_STEPS, PAY_CODES_PER_STEP } from '../limits.ts'

/** Scanners of shops know the codes of wallets by how they begin; ours begin like those that their programs take already. */
const PREFIX = '13'
const ALIAS_DIGITS = 9
const MAC_DIGITS = 7
const CODE = /^1[0-5](\d{9})(\d{7})$/

/** Which code of a phone: the step of time it is for, and which one of that step. */
export const counterAt = (atMs: number, index = 0): number =>
  Math.floor(atMs / PAY_CODE_STEP_MS) * PAY_CODES_PER_STEP + index

/** Eighteen digits: prefix, alias, and the last seven of a HMAC-SHA256 over `alias|counter` under the phone's key. */
export function payCode(secret: Uint8Array, alias: string, counter: number): string {
  return PREFIX + alias + macOf(secret, alias, counter)
}

function macOf(secret: Uint8Array, alias: string, counter: number): string {
  const bytes = createHmac('sha256', secret).update(`${alias}|${counter}`).digest()
  return (bytes.readBigUInt64BE() % 10n ** BigInt(MAC_DIGITS)).toString().padStart(MAC_DIGITS, '0')
}

/** The alias in a code; undefined where it is none of ours. */
export const aliasIn = (code: string): string | undefined => CODE.exec(code)?.[1]

/** Which code it is, at this moment or close to it; undefined where it fits none. In constant time for each candidate. */
export function counterOf(secret: Uint8Array, code: string, nowMs: number): number | undefined {
  const [, alias = '', mac = ''] = CODE.exec(code) ?? []
  if (mac === '') return undefined
  const first = counterAt(nowMs - PAY_CODE_WINDOW_STEPS * PAY_CODE_STEP_MS)
  const count = (2 * PAY_CODE_WINDOW_STEPS + 1) * PAY_CODES_PER_STEP
  let found: number | undefined
  for (let counter = first; counter < first + count; counter++)
    if (timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(secret, alias, counter)))) found ??= counter
  return found
}

/** Nine digits by chance. */
export function newAlias(bytes: Uint8Array): string {
  const n = Buffer.from(bytes).readBigUInt64BE() % 10n ** BigInt(ALIAS_DIGITS)
  return n.toString().padStart(ALIAS_DIGITS, '0')
}
