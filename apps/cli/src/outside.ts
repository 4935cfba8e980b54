import type { ServerOptions } from '@plaza/server'
import { isBic, isIban, plainIban } from '@plaza/iso20022'
import { Complaint } from './complaint.ts'

export type BankChannel = NonNullable<ServerOptions['bank']>
export type IdentityAddress = NonNullable<ServerOptions['identity']>
type Env = (name: string) => string | undefined

const TIMEOUT_MS_MAX = 120_000
/** Shorter secrets can be guessed by somebody who hears many signatures. */
const SECRET_LENGTH_MIN = 16

/** The channel to a bank that speaks ISO 20022 over HTTP, wholly from the environment; says which setting is missing or wrong. */
export function readBankChannel(env: Env): BankChannel {
  const iban = plainIban(needed(env, 'PLAZA_BANK_IBAN'))
  if (!isIban(iban)) throw new Complaint('PLAZA_BANK_IBAN is no IBAN: please compare it with the contract.')
  const bic = env('PLAZA_BANK_BIC')
  if (bic !== undefined && !isBic(bic)) throw new Complaint(`PLAZA_BANK_BIC is no BIC: "${bic}".`)
  const customer = env('PLAZA_BANK_CUSTOMER')
  return {
    baseUrl: address(env, 'PLAZA_BANK_URL'),
    clientSecret: secret(env, 'PLAZA_BANK_CLIENT_SECRET'),
    callbackSecret: secret(env, 'PLAZA_BANK_CALLBACK_SECRET'),
    account: { iban, name: needed(env, 'PLAZA_BANK_NAME'), ...(bic === undefined ? {} : { bic }) },
    creditorId: needed(env, 'PLAZA_BANK_CREDITOR_ID'),
    zone: zone(env('PLAZA_BANK_ZONE') ?? 'UTC'),
    timeoutMs: timeout(env('PLAZA_BANK_TIMEOUT_MS') ?? '20000'),
    ...(customer === undefined ? {} : { headers: { 'x-customer-id': customer } }),
  }
}

/** Where identities are checked over HTTP. */
export function readIdentityAddress(env: Env): IdentityAddress {
  return {
    baseUrl: address(env, 'PLAZA_IDENTITY_URL'),
    clientSecret: secret(env, 'PLAZA_IDENTITY_CLIENT_SECRET'),
    callbackSecret: secret(env, 'PLAZA_IDENTITY_CALLBACK_SECRET'),
  }
}

/** The name of a time zone of the IANA database. */
export function zone(name: string, what = 'PLAZA_BANK_ZONE'): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new Complaint(`${what} is a time zone such as Europe/Madrid, not "${name}".`)
  }
}

function needed(env: Env, name: string): string {
  const value = env(name)
  if (value === undefined) throw new Complaint(`${name} is missing. See docs/guides/connecting-a-bank.md.`)
  return value
}

/** What is said there is money and secrets: it goes over TLS, unless it stays on this machine. */
function address(env: Env, name: string): string {
  const value = needed(env, name)
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isHere = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (!url || (url.protocol !== 'https:' && !isHere)) throw new Complaint(`${name} must begin with https://.`)
  if (url.username || url.password)
    throw new Complaint(`${name} must carry no password: there are settings for secrets.`)
  return value.replace(/\/+$/, '')
}

function secret(env: Env, name: string): string {
  const value = needed(env, name)
  if (value.length < SECRET_LENGTH_MIN) throw new Complaint(`${name} is too short: ${SECRET_LENGTH_MIN} signs or more.`)
  return value
}

function timeout(text: string): number {
  const ms = Number(text)
  if (Number.isInteger(ms) && ms > 0 && ms <= TIMEOUT_MS_MAX) return ms
  throw new Complaint(`PLAZA_BANK_TIMEOUT_MS is a number of milliseconds up to ${TIMEOUT_MS_MAX}, not "${text}".`)
}
