import type { RequestTrouble } from '@plaza/contract'
import type { City } from '@plaza/house'
import { requestText, signatureFits, WireFault, wireLimits, type Authorization } from '@plaza/pay-wire'
import type { KeyObject } from 'node:crypto'
import type { WireRequest } from '../wire/authenticate.ts'
import { keyUnder } from './store.ts'

type SignTrouble = Exclude<RequestTrouble, 'header_missing' | 'header_wrong' | 'clock_off'>

/** What whoever asked is told. About keys that are not theirs it is one sentence, whatever is known of them. */
const ISSUES: Record<SignTrouble, string> = {
  number_other: 'the certificate is not one of this merchant',
  serial_unknown: 'the certificate is not one of this merchant',
  key_revoked: 'the certificate is not one of this merchant',
  key_expired: 'the certificate is not one of this merchant',
  query_unsigned: 'the signature is not of this request: it leaves out the query',
  body_unsigned: 'the signature is not of this request: it leaves out the body',
  body_rewritten: 'the signature is not of this request: the body was written in another way when it was signed',
  signature_wrong: 'the signature is not of this request',
  nonce_used: 'the nonce was used before',
}

/** A signature that is not accepted, and why. */
export class SignFault extends WireFault {
  readonly trouble: SignTrouble
  constructor(trouble: SignTrouble) {
    const issue = ISSUES[trouble]
    const detail = { field: 'signature', issue, location: 'authorization' } as const
    super('SIGN_ERROR', `The request cannot be accepted: ${issue}.`, detail)
    this.trouble = trouble
  }
}

/** Why nobody signs under this number and serial. */
export async function badSigner(city: City, { mchid, serial }: Authorization): Promise<SignTrouble> {
  const key = await keyUnder(city.db, mchid, serial)
  if (!key) return 'serial_unknown'
  if (!key.own) return 'number_other'
  return key.revoked ? 'key_revoked' : 'key_expired'
}

/** Programs err in few ways: says in which one the signature of a request fits after all. */
export function whatWasSigned(key: KeyObject, claim: Authorization, request: WireRequest): SignTrouble {
  const { method, target, body } = request
  const [path = ''] = target.split('?', 1)
  const others: [SignTrouble, string, string][] = [
    ['query_unsigned', path, body],
    ['body_unsigned', target, ''],
    ['body_rewritten', target, compact(body)],
    ['body_rewritten', target, spaced(body)],
  ]
  for (const [trouble, to, text] of others) {
    if (to === target && text === body) continue
    if (signatureFits(key, requestText(method, to, claim, text), claim.signature)) return trouble
  }
  return 'signature_wrong'
}

const compact = (body: string): string => rewritten(body, value => JSON.stringify(value))

/** As several languages write JSON unless they are told otherwise. */
const spaced = (body: string): string => rewritten(body, value => spacedJson(value))

function rewritten(body: string, write: (value: unknown) => string): string {
  try {
    return write(JSON.parse(body))
  } catch {
    return body
  }
}

function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${spacedJson(part)}`)
  return `{${parts.join(', ')}}`
}

/** What was wrong with a request that nobody signed, as far as its header says; with the clock's error in seconds. */
export function troubleOf(
  fault: WireFault | undefined,
  authorization: string | undefined,
  nowMs: number,
): { readonly trouble?: RequestTrouble; readonly offS?: number } {
  if (fault instanceof SignFault) return { trouble: fault.trouble }
  if (fault?.code !== 'SIGN_ERROR') return {}
  if (!authorization) return { trouble: 'header_missing' }
  const [, timestamp] = /timestamp="([0-9]{1,12})"/.exec(authorization) ?? []
  const offMs = timestamp === undefined ? 0 : nowMs - Number(timestamp) * 1000
  if (Math.abs(offMs) <= wireLimits.CLOCK_SKEW_MS_MAX) return { trouble: 'header_wrong' }
  return { trouble: 'clock_off', offS: Math.sign(offMs) * Math.min(Math.round(Math.abs(offMs) / 1000), OFF_S_MAX) }
}

/** What a clock says that is off further is no time at all. */
const OFF_S_MAX = 2_000_000_000
