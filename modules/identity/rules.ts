import { limits, type PersonKind, type Privacy } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'
import { COMMON_PASSWORDS } from './common-passwords.ts'

export const PRIVACY_DEFAULT: Privacy = {
  findByHandle: true,
  findByPhone: false,
  acceptRequests: true,
  readReceipts: false,
  showTyping: true,
}

/** Words that would let a citizen pass for the house. Compared without `_` and `.`, so `p.laza_` is one too. */
const RESERVED = new Set(
  (
    'admin administrator all anonymous api bot bots city contact everyone help helpdesk here house info mail me moderator news ' +
    'notifications null official operator operators owner payments plaza police postmaster reviewer root security ' +
    'service services staff support sysadmin system team undefined wallet webmaster'
  ).split(' '),
)

const HANDLE = new RegExp(limits.HANDLE_PATTERN)
const EMAIL = /^[^\s@<>,;"]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?\.[a-z]{2,24}$/
const PHONE = /^\+[1-9][0-9]{6,14}$/
// Controls, and the marks that turn text around, which would let one name look like another.
const UNSEEN = /[\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u

/** A handle as people type it (`@Anna`), as it is compared. */
export function asHandle(text: string): string {
  return text.trim().replace(/^@/, '').toLowerCase()
}

/** The handle to keep; refuses one that is malformed or, for citizens, reserved. */
export function handleOf(text: string, options: { reserved?: boolean } = {}): string {
  const handle = asHandle(text)
  if (!HANDLE.test(handle)) throw new Refusal('handle_invalid')
  if (!options.reserved && RESERVED.has(handle.replace(/[_.]/g, ''))) throw new Refusal('handle_invalid')
  return handle
}

/** The name to keep: trimmed, inner spaces single, nothing that cannot be seen. */
export function nameOf(text: string): string {
  if (UNSEEN.test(text)) throw new Refusal('name_invalid')
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (name.length === 0 || Array.from(name).length > limits.NAME_LENGTH_MAX) throw new Refusal('name_invalid')
  return name
}

/** Refuses a password that is short, among the commonest, the handle, or one character over and over. */
export function checkPassword(password: string, handle: string): void {
  const plain = password.toLowerCase()
  const weak =
    Array.from(password).length < limits.PASSWORD_LENGTH_MIN ||
    COMMON_PASSWORDS.has(plain) ||
    plain === handle ||
    plain === `${handle}${handle}` ||
    new Set(plain).size < 3
  if (weak) throw new Refusal('password_too_weak', { min: limits.PASSWORD_LENGTH_MIN })
}

export type AddressKind = 'email' | 'phone'

/** What kind of address a text is, and the form in which it is kept; undefined when it is neither. */
export function addressOf(text: string): { kind: AddressKind; address: string } | undefined {
  const bare = text.trim()
  const email = bare.toLowerCase()
  if (EMAIL.test(email)) return { kind: 'email', address: email }
  const phone = bare.replace(/[\s().-]/g, '')
  return PHONE.test(phone) ? { kind: 'phone', address: phone } : undefined
}

/** An address as it may stand in a log. */
export function shade(address: string): string {
  const [name = '', host] = address.split('@')
  return host ? `${name.slice(0, 1)}…@${host}` : `${address.slice(0, 3)}…${address.slice(-2)}`
}

/** How long after a number of failures the next attempt must wait. */
export function waitAfter(failures: number, free: number, maxMs: number): number {
  return failures < free ? 0 : Math.min(maxMs, 1000 * 2 ** Math.min(30, failures - free))
}

export interface WaysIn {
  readonly password: boolean
  readonly passkeys: number
  readonly addresses: number
}

/** The ways into an account, counted. */
export function waysOf(account: {
  readonly hasPassword: boolean
  readonly passkeys: readonly unknown[]
  readonly phone: string | null
  readonly email: string | null
}): WaysIn {
  const addresses = [account.phone, account.email].filter(address => address !== null).length
  return { password: account.hasPassword, passkeys: account.passkeys.length, addresses }
}

/** Whether a person who has these could still sign in. */
export function hasWayIn(ways: WaysIn): boolean {
  return ways.password || ways.addresses > 0 || ways.passkeys > 0
}

/** Bots have their token and nothing else: they prove no identity, approve no devices and make no bots. */
export function refuseBots(kind: PersonKind): void {
  if (kind === 'bot') throw new Refusal('not_allowed')
}
