import type { Dice } from '@plaza/kernel'

/** Consonants that are hard to mistake for each other, and make no words (RFC 8628, 6.1). */
const SIGNS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 8
/** Bytes from here on would make some signs likelier than others. */
const FAIR_BELOW = 256 - (256 % SIGNS.length)

/** A code that a person can type, by chance: one of 25,600,000,000. */
export function makeUserCode(dice: Dice): string {
  let code = ''
  while (code.length < LENGTH)
    for (const byte of dice.bytes(LENGTH))
      if (byte < FAIR_BELOW && code.length < LENGTH) code += SIGNS[byte % SIGNS.length]
  return code
}

/** As it is shown: `WDJB-MJHT`. */
export const shownUserCode = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`

/** What was typed as it is kept: without what people put between, in capitals. */
export const readUserCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z]/g, '')
