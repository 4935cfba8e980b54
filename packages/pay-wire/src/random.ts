import { randomFillSync } from 'node:crypto'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** The largest multiple of the alphabet that a byte holds: what lies above would make some letters more likely. */
const FAIR_BELOW = 256 - (256 % LETTERS.length)
/** Bytes that are fetched at once: each fetch costs more than what is fetched. */
const POOL_BYTES = 4_096

const pool = Buffer.alloc(POOL_BYTES)
let used = POOL_BYTES

/** The next unpredictable byte; each is used once and then wiped. */
function nextByte(): number {
  if (used === POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  const byte = pool[used] as number
  pool[used] = 0
  used += 1
  return byte
}

/** Unpredictable letters and digits, each as likely as the others. */
export function letters(length: number): string {
  let text = ''
  while (text.length < length) {
    const byte = nextByte()
    if (byte < FAIR_BELOW) text += LETTERS[byte % LETTERS.length]
  }
  return text
}
