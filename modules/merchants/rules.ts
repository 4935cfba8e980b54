import type { Dice } from '@plaza/kernel'
import { CODE_LENGTH } from './limits.ts'

/** Without letters that look like digits (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An unguessable code for a link. */
export const newCode = (dice: Dice): string =>
  Array.from(dice.bytes(CODE_LENGTH), byte => LETTERS[byte % LETTERS.length]).join('')

/** An id as the wire writes it: 32 hex digits. */
export const wireId = (id: string): string => id.replaceAll('-', '')

/** The id that 32 hex digits are; undefined where they are none. */
export function idOfWire(text: string): string | undefined {
  if (!/^[0-9a-f]{32}$/.test(text)) return undefined
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}

const PREPAY = 'pz'
export const prepayOf = (trade: string): string => PREPAY + wireId(trade)
/** The order that a prepay id is for. */
export const tradeOfPrepay = (text: string): string | undefined =>
  text.startsWith(PREPAY) ? idOfWire(text.slice(PREPAY.length)) : undefined
