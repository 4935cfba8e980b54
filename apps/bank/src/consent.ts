import { sql, type Queries } from '@plaza/db'
import { dayOf } from '@plaza/iso20022'
import type { Bank } from './bank.ts'
import { ASKED_MS, CODE_MS, CONSENT_MS, PASS_MS, PIN_LOCK_MS, PIN_TRIES_MAX, URL_LENGTH_MAX } from './limits.ts'
import { newId } from './payments.ts'
import { hashOf, isPin, newSecret } from './secrets.ts'

/** The city asks for a customer's leave: where to send the customer, and where they come back to. */
export async function askConsent(
  bank: Bank,
  { returnUrl, carried }: { returnUrl: string; carried: string },
): Promise<{ consent: string; url: string } | undefined> {
  if (!mayReturnTo(bank, returnUrl) || carried.length > URL_LENGTH_MAX) return undefined
  const id = newId(bank)
  await bank.db.run(sql`
    insert into bank.consent (id, return_url, carried, asked_at) values (${id}, ${returnUrl}, ${carried}, clock_timestamp())`)
  return { consent: id, url: `${bank.url()}/link/${id}` }
}

/** Customers are sent back only to origins that the operator named, or to this machine: the bank redirects nobody elsewhere. */
function mayReturnTo(bank: Bank, address: string): boolean {
  if (address.length > URL_LENGTH_MAX || !URL.canParse(address)) return false
  const { protocol, hostname, origin, username, password } = new URL(address)
  if ((protocol !== 'https:' && protocol !== 'http:') || username || password) return false
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  return isHere || bank.options.returnOrigins.includes(origin)
}

/** Where the customer goes back to; undefined when nobody asked, or too long ago, or it is decided. */
export async function readAsked(bank: Bank, id: string): Promise<{ returnUrl: string } | undefined> {
  return bank.db.maybe<{ returnUrl: string }>(sql`
    select return_url as "returnUrl" from bank.consent
    where id = ${id} and code_hash is null and ended_at is null
      and asked_at > clock_timestamp() - make_interval(secs => ${ASKED_MS / 1000})`)
}

export interface SignedIn {
  readonly pass: string
  readonly name: string
  readonly accounts: readonly { iban: string; balance: bigint; currency: string }[]
}

/**
 * Signs a customer in for one decision. Wrong number and wrong PIN answer alike; the fifth wrong PIN locks the customer
 * for a quarter of an hour.
 */
export async function signIn(
  bank: Bank,
  id: string,
  { number, pin }: { number: string; pin: string },
): Promise<SignedIn | 'wrong' | 'locked'> {
  // Counted, and locked if it was one too many, before it is checked: tries at the same time all count.
  const last = sql`wrong_tries + 1 >= ${PIN_TRIES_MAX}`
  const customer = await bank.db.maybe<{ name: string; pinHash: string }>(sql`
    update bank.customer set wrong_tries = case when ${last} then 0 else wrong_tries + 1 end,
      locked_until = case when ${last} then clock_timestamp() + make_interval(secs => ${PIN_LOCK_MS / 1000}) end
    where number = ${number} and (locked_until is null or locked_until < clock_timestamp())
    returning name, pin_hash as "pinHash"`)
  if (!customer) {
    const known = await bank.db.run(sql`select from bank.customer where number = ${number}`)
    return known === 0 ? 'wrong' : 'locked'
  }
  if (!(await isPin(pin, customer.pinHash))) return 'wrong'
  const pass = newSecret(bank.dice)
  await bank.db.run(sql`update bank.customer set wrong_tries = 0, locked_until = null where number = ${number}`)
  await bank.db.run(sql`
    update bank.consent set customer = ${number}, pass_hash = ${hashOf(pass)},
      pass_until = clock_timestamp() + make_interval(secs => ${PASS_MS / 1000})
    where id = ${id} and code_hash is null and ended_at is null`)
  const accounts = await bank.db.rows<SignedIn['accounts'][number]>(sql`
    select iban, balance, currency from bank.account where customer = ${number} and state = 'open' order by iban`)
  return { pass, name: customer.name, accounts }
}

/** The customer decides. Answers where to send them: with a code that is good once, or with `access_denied`. */
export async function decide(
  bank: Bank,
  id: string,
  { pass, iban, agreed }: { pass: string; iban: string; agreed: boolean },
): Promise<string | undefined> {
  const code = newSecret(bank.dice)
  const decided = agreed
    ? sql`iban = ${iban}, code_hash = ${hashOf(code)}, code_until = clock_timestamp() + make_interval(secs => ${CODE_MS / 1000})`
    : sql`ended_at = clock_timestamp()`
  const own = agreed
    ? sql`exists (select from bank.account a where a.iban = ${iban} and a.customer = consent.customer and a.state = 'open')`
    : sql`true`
  const row = await bank.db.maybe<{ returnUrl: string; carried: string }>(sql`
    update bank.consent set pass_hash = null, ${decided}
    where id = ${id} and pass_hash = ${hashOf(pass)} and pass_until > clock_timestamp()
      and code_hash is null and ended_at is null and ${own}
    returning return_url as "returnUrl", carried`)
  if (!row) return undefined
  bank.log.info({ agreed }, 'consent decided')
  const back = new URL(row.returnUrl)
  back.searchParams.set('state', row.carried)
  back.searchParams.set('consent', id)
  if (agreed) back.searchParams.set('code', code)
  else back.searchParams.set('error', 'access_denied')
  return back.href
}

export interface Given {
  readonly token: string
  readonly iban: string
  readonly holder: string
  readonly currency: string
  /** The day of the signature, as a mandate names it. */
  readonly day: string
}

/** Gives the city its token for a code, once. */
export async function exchange(bank: Bank, id: string, code: string): Promise<Given | undefined> {
  const token = newSecret(bank.dice)
  const row = await bank.db.maybe<{ iban: string; holder: string; currency: string; givenAt: number }>(sql`
    update bank.consent set code_hash = '-', token_hash = ${hashOf(token)}, given_at = clock_timestamp(),
      until = clock_timestamp() + make_interval(secs => ${CONSENT_MS / 1000})
    from bank.account
    where consent.id = ${id} and code_hash = ${hashOf(code)} and code_until > clock_timestamp() and ended_at is null
      and account.iban = consent.iban
    returning account.iban, account.name as holder, account.currency, given_at as "givenAt"`)
  if (!row) return undefined
  const { iban, holder, currency, givenAt } = row
  return { token, iban, holder, currency, day: dayOf(givenAt, bank.options.zone) }
}

/** Takes the leave back; safe to repeat. */
export async function endConsent(bank: Bank, id: string): Promise<void> {
  await bank.db.run(sql`update bank.consent set ended_at = clock_timestamp() where id = ${id} and ended_at is null`)
}

/** The consent that a token proves, while it lasts. */
export function consentOf(bank: Bank, token: string): Promise<{ id: string; iban: string } | undefined> {
  return bank.db.maybe<{ id: string; iban: string }>(sql`
    select id, iban from bank.consent
    where token_hash = ${hashOf(token)} and ended_at is null and until > clock_timestamp()`)
}

/** Whether the leave still stands when the money moves. */
export async function isLive(tx: Queries, id: string): Promise<boolean> {
  const rows = await tx.run(sql`
    select from bank.consent where id = ${id} and ended_at is null and until > clock_timestamp()`)
  return rows === 1
}
