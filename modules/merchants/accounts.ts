import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { assert, derivedId } from '@plaza/kernel'
import { balances, defineCurrency, openAccounts, placesOf, setPlan, transfer } from '@plaza/ledger'
import { currencyOf } from '@plaza/wallet'
import { PAYMENT, TEST_FILL_CODE } from './codes.ts'
import { DAY_MS, TEST_FILL, UNVERIFIED_MONTH_MAX } from './limits.ts'
import type { Mode } from './store.ts'

/** What merchants that nobody verified may take. */
export const UNVERIFIED_PLAN = 'merchants.unverified'

/**
 * The currency of a mode in the ledger. Play money is a currency of its own, so the ledger itself refuses every transfer
 * between the two; on the wire both are called as the city's.
 */
export const ledgerCurrency = (city: City, mode: Mode): string =>
  mode === 'live' ? currencyOf(city) : `TEST${currencyOf(city)}`

export const merchantAccount = (mchid: string): string => derivedId('merchants.merchant', mchid)
export const testWallet = (city: City, person: string): string =>
  derivedId('merchants.test.wallet', person, ledgerCurrency(city, 'test'))
const testMint = (city: City): string => derivedId('merchants.test.mint', ledgerCurrency(city, 'test'))

/** What has to be there before the first merchant; safe to repeat. */
export async function openMerchantBooks(city: City): Promise<void> {
  const currency = ledgerCurrency(city, 'test')
  await defineCurrency(city, { code: currency, exponent: placesOf(currencyOf(city)) })
  const [opened] = await openAccounts(city, [{ id: testMint(city), currency, kind: 'merchant.test.mint', floor: null }])
  assert(opened !== 'exists_different', 'the mint of play money is what it was')
  const month = { name: 'merchant_month', side: 'in', window: 'month', amountMax: UNVERIFIED_MONTH_MAX } as const
  await setPlan(city, UNVERIFIED_PLAN, [{ ...month, codes: [PAYMENT] }])
}

/** The account of a merchant's number; a real one has a limit until its merchant is verified. */
export async function openMerchantAccount(
  city: City,
  tx: Queries,
  number: { readonly mchid: string; readonly mode: Mode },
): Promise<void> {
  const { mchid, mode } = number
  const plan = mode === 'live' ? { plan: UNVERIFIED_PLAN } : {}
  const account = { id: merchantAccount(mchid), currency: ledgerCurrency(city, mode), kind: 'merchant', owner: mchid }
  const [opened] = await openAccounts(city, [{ ...account, ...plan }], tx)
  assert(opened !== 'exists_different', 'an account of a merchant belongs to its number')
}

/** A tester's wallet of play money, filled on the first day and on each day it is used. Answers its account. */
export async function testWalletFor(city: City, person: string): Promise<string> {
  const account = testWallet(city, person)
  const day = Math.floor(city.clock.now() / DAY_MS)
  await fillTestWallet(city, person, `day ${day}`)
  return account
}

/** What testers' wallets hold, each in its place, in minor units of play money. */
export async function testBalances(city: City, people: readonly string[]): Promise<bigint[]> {
  const accounts = people.map(person => testWallet(city, person))
  const found = new Map((await balances(city, accounts)).map(balance => [balance.account, balance.posted]))
  return accounts.map(account => found.get(account) ?? 0n)
}

/** Puts play money into a tester's wallet, once for each word that names the occasion. */
export async function fillTestWallet(city: City, person: string, occasion: string): Promise<void> {
  const account = testWallet(city, person)
  const currency = ledgerCurrency(city, 'test')
  const id = derivedId('merchants.test.fill', person, currency, occasion)
  await openAccounts(city, [{ id: account, currency, kind: 'merchant.test.wallet', owner: person }])
  const verdict = await transfer(city, {
    id,
    from: testMint(city),
    to: account,
    amount: TEST_FILL,
    code: TEST_FILL_CODE,
  })
  assert(verdict.ok || verdict.code === 'busy' || verdict.code === 'unknown', 'play money is always there')
}
