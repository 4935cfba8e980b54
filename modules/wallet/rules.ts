import type { Command } from '@plaza/contract'
import { createHash } from 'node:crypto'

/** The digest of a command: the same for the same command, whatever the order of its parts. */
export function digestOf(command: Command): string {
  const parts = Object.entries(command)
    .filter(([, value]) => value !== undefined && value !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

const COMMON_PINS = new Set(['123123', '112233', '520520', '521521', '131313', '147258', '159753', '696969', '123321'])

/**
 * Whether a PIN is among the first that somebody would guess: few different digits, a run, a repeated half, a date of
 * birth.
 */
export function isWeakPin(pin: string): boolean {
  const digits = Array.from(pin, Number)
  const steps = new Set(digits.slice(1).map((digit, i) => (digit - (digits[i] as number) + 10) % 10))
  const run = steps.size === 1
  const half = pin.length / 2
  const repeated = pin.slice(0, half) === pin.slice(half)
  return run || repeated || new Set(digits).size <= 2 || COMMON_PINS.has(pin) || isDateLike(pin)
}

/** Six digits that read as a date of birth: day, month and year in any usual order, or a year with its month. */
function isDateLike(pin: string): boolean {
  const [a, b, c] = [pin.slice(0, 2), pin.slice(2, 4), pin.slice(4, 6)].map(Number) as [number, number, number]
  const day = (n: number) => n >= 1 && n <= 31
  const month = (n: number) => n >= 1 && n <= 12
  const year = Number(pin.slice(0, 4))
  const lately = (n: number) => n >= 1920 && n <= 2029
  return (
    (day(a) && month(b)) ||
    (month(a) && day(b)) ||
    (month(b) && day(c)) ||
    (lately(year) && month(c)) ||
    (month(a) && lately(Number(pin.slice(2))))
  )
}
