import { BankUnavailable } from '@plaza/banking'
import { limits, type BankLink, type InputOf, type walletApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { holderFor } from '../accounts.ts'
import { mayHaveWallet } from '../pin.ts'
import { bankOf } from './connect.ts'
import { endLink, insertLink, linkOf, linksOf, writeConsent, type LinkRow } from './store.ts'

type One = Call<{ id: string }>
const ENDING_LENGTH = 4

/** Begins to link a bank account. Refuses where the bank does not answer (`bank_unavailable`). Safe to repeat. */
export async function linkBank(city: City, call: One): Promise<BankLink> {
  mayHaveWallet(call)
  const { by, input } = call
  await holderFor(city, by.person)
  if (!(await linkOf(city.db, input.id))) {
    if ((await linksOf(city.db, by.person)).length >= limits.BANK_LINKS_PER_PERSON_MAX)
      throw new Refusal('too_many_links', { max: limits.BANK_LINKS_PER_PERSON_MAX })
    const returnUrl = `${city.config.publicUrl}/wallet/bank/${input.id}`
    const begun = await orUnavailable(bankOf(city).link({ returnUrl, state: input.id }))
    await insertLink(city.db, { id: input.id, person: by.person, ...begun, createdAt: city.clock.now() })
  }
  const row = await linkOf(city.db, input.id)
  if (row?.person !== by.person) throw new Refusal('exists_different')
  return showLink(row)
}

/** Ends the linking: keeps the consent and its token. Refuses a wrong or used code (`code_wrong`). */
export async function finishLink(city: City, call: Call<InputOf<typeof walletApi.finishLink>>): Promise<BankLink> {
  const row = await mine(city, call)
  if (row.state === 'started') {
    const consent = await orUnavailable(bankOf(city).exchange({ consent: row.consent, code: call.input.code }))
    await writeConsent(city.db, row.id, consent)
  }
  const after = await linkOf(city.db, row.id)
  assert(after, 'a link is never deleted')
  return showLink(after)
}

export async function bankLinks(city: City, { by }: Call<object>): Promise<{ links: BankLink[] }> {
  return { links: (await linksOf(city.db, by.person)).map(showLink) }
}

/** Gives the consent back and forgets its token. */
export async function unlinkBank(city: City, call: One): Promise<{ done: true }> {
  const row = await mine(city, call)
  if (row.state === 'linked') await orUnavailable(bankOf(city).unlink(consentOf(row)))
  await endLink(city.db, row.id)
  return { done: true }
}

/** The consent of a linked account. */
export function consentOf(row: LinkRow) {
  const { consent, token, iban, holder, currency, day } = row
  assert(token && iban && holder && currency && day, 'a linked account has its consent')
  return { id: consent, token, iban, holder, currency, day }
}

/** A link of the caller's; of anybody else's nothing is known (`not_found`). */
export async function mine(city: City, { by, input }: One): Promise<LinkRow> {
  const row = await linkOf(city.db, input.id)
  if (row?.person !== by.person) throw new Refusal('not_found')
  return row
}

async function orUnavailable<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((error: unknown) => {
    throw error instanceof BankUnavailable ? new Refusal('bank_unavailable') : error
  })
}

function showLink(row: LinkRow): BankLink {
  return {
    id: row.id,
    state: row.state,
    ...(row.iban === null ? {} : { ending: row.iban.slice(-ENDING_LENGTH) }),
    ...(row.holder === null ? {} : { holder: row.holder }),
    ...(row.state === 'started' ? { url: row.url } : {}),
    createdAt: row.createdAt,
  }
}
