// A payer's one-time code, readable by any till scanner and typed by hand if need be: 18 digits, the field `auth_code` of the
// merchant API.
//   13         prefix: two digits that no other code of a city begins with
//   aaaaaaaaa  alias: 9 random digits by which the server finds the device; renewed daily, so that a code that somebody
//              saw does not name its owner tomorrow
//   mmmmmmm    proof: HMAC-SHA256(device key, alias and counter) modulo ten million
// The counter is the number of the 30 s step times four plus an index, so a device can show up to four codes in one step
// and none of them twice. Made without a network: the device has its key and a few aliases. That a code is accepted once
// only is the server's part: it keeps alias and counter of what it accepted.

const PREFIX = '13'
export const ALIAS_DIGITS = 9
const PROOF_DIGITS = 7
const PROOFS = 10 ** PROOF_DIGITS
/** How long one step lasts; a code counts in its own step and in its neighbours, so clocks may differ by as much. */
export const STEP_MS = 30_000
export const CODES_PER_STEP = 4
const STEPS_OFF_MAX = 1

const FORM = new RegExp(`^${PREFIX}([0-9]{${ALIAS_DIGITS}})([0-9]{${PROOF_DIGITS}})$`)
const HMAC = { name: 'HMAC', hash: 'SHA-256' }

/** A device's secret as the platform keeps it. */
export type PayKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

export interface PayCode {
  readonly alias: string
  readonly proof: string
}

/** Takes in a device's secret (32 random bytes). Whoever shows codes imports it so that it never leaves again. */
export function importPayKey(secret: Uint8Array<ArrayBuffer>): Promise<PayKey> {
  return crypto.subtle.importKey('raw', secret, HMAC, false, ['sign'])
}

/** The code that a device shows now; `index` (0 to 3) tells apart the codes of one step. */
export async function payCode(
  key: PayKey,
  { alias, nowMs, index }: { alias: string; nowMs: number; index: number },
): Promise<string> {
  return PREFIX + alias + (await proofOf(key, alias, stepOf(nowMs) * CODES_PER_STEP + index))
}

/** When the code that is shown now is to be renewed, in ms since 1970. */
export function stepEndsAt(nowMs: number): number {
  return (stepOf(nowMs) + 1) * STEP_MS
}

/** Whether a text has the form of a pay code, spaces between its groups allowed. */
export function isPayCode(text: string): boolean {
  return readPayCode(text) !== undefined
}

/** The parts of a pay code; undefined for anything else. */
export function readPayCode(text: string): PayCode | undefined {
  const found = FORM.exec(text.replaceAll(' ', ''))
  return found ? { alias: found[1] as string, proof: found[2] as string } : undefined
}

/**
 * The counter under which the device made this code, or undefined if it did not, or not within a step of now. Every
 * possible counter is looked at whatever is found, so that the time it takes tells nothing.
 */
export async function matchPayCode(key: PayKey, { alias, proof }: PayCode, nowMs: number): Promise<number | undefined> {
  const first = (stepOf(nowMs) - STEPS_OFF_MAX) * CODES_PER_STEP
  const counters = Array.from({ length: (2 * STEPS_OFF_MAX + 1) * CODES_PER_STEP }, (_, i) => first + i)
  const proofs = await Promise.all(counters.map(counter => proofOf(key, alias, counter)))
  let found: number | undefined
  proofs.forEach((one, i) => {
    if (same(one, proof)) found = counters[i]
  })
  return found
}

const stepOf = (nowMs: number) => Math.floor(nowMs / STEP_MS)

async function proofOf(key: PayKey, alias: string, counter: number): Promise<string> {
  const signed = await crypto.subtle.sign(HMAC, key, new TextEncoder().encode(`${alias}|${counter}`))
  // Eight bytes: the remainder is even to one part in 10^12.
  const number = new DataView(signed).getBigUint64(0) % BigInt(PROOFS)
  return number.toString().padStart(PROOF_DIGITS, '0')
}

/** Compares texts of one length without telling where they differ. */
function same(a: string, b: string): boolean {
  let differs = a.length ^ b.length
  for (let i = 0; i < a.length; i++) differs |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return differs === 0
}
