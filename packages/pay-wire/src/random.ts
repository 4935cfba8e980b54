import { randomBytes } from 'node:crypto'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** The largest multiple of the alphabet that a byte holds: what lies above would make some letters more likely. */
const FAIR_BELOW = 256 - (256 % LETTERS.length)

/** Unpredictable letters and digits, each as likely as the others. */
export function letters(length: number): string {
  let text = ''
  while (text.length < length)
    for (const byte of randomBytes(length)) {
      if (byte < FAIR_BELOW && text.length < length) text += LETTERS[byte % LETTERS.length]
    }
  return text
}
