import type { InputOf, merchantsApi, ReplyOf, Settlement } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { proveAgain } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { bankStates, linkedAccount } from '@plaza/wallet'
import { ORDERS_PAGE } from '../limits.ts'
import { managedMerchant, ownMerchant } from '../merchants.ts'
import { settlementDay } from './settle.ts'
import {
  bankAccountOf,
  putBankAccount,
  settlementOf,
  settlementsOf,
  type BankAccountRow,
  type SettlementRow,
} from './store.ts'

type Account = ReplyOf<typeof merchantsApi.setSettlementAccount>

/**
 * Chooses where a merchant's takings go, after a fresh proof of identity: one of its owner's linked accounts. Refuses one
 * that is not (`not_found`), and whoever does not own the merchant (`owner_only`).
 */
export async function setSettlementAccount(
  city: City,
  call: Call<InputOf<typeof merchantsApi.setSettlementAccount>>,
): Promise<Account> {
  const { id, link, proof } = call.input
  const { person } = call.by
  const merchant = await ownMerchant(city, id, person)
  const bank = await linkedAccount(city, person, link)
  if (!bank) throw new Refusal('not_found')
  const useUp = await proveAgain(city, call, proof)
  const row = { mchid: merchant.live, person, link, ...bank, setAt: city.clock.now() }
  await city.db.tx(async tx => {
    await useUp(tx)
    await putBankAccount(tx, row, settlementDay(city))
  })
  return showAccount(city, row)
}

/** What was sent to the bank, newest first, with how it stands there. Owners and managers (`admins_only`). */
export async function seeSettlements(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.settlements>>,
): Promise<ReplyOf<typeof merchantsApi.settlements>> {
  const merchant = await managedMerchant(city, input.id, by.person)
  const account = await bankAccountOf(city.db, merchant.live)
  const page = { before: input.before ?? null, limit: ORDERS_PAGE + 1 }
  const rows = await settlementsOf(city.db, merchant.live, page)
  const shown = rows.slice(0, ORDERS_PAGE)
  const states = await bankStates(
    city,
    shown.map(({ id }) => id),
  )
  return {
    ...(account ? { account: await showAccount(city, account) } : {}),
    settlements: shown.map(row => show(row, states.get(row.id))),
    more: rows.length > ORDERS_PAGE,
  }
}

/** One settlement. Refuses one of another merchant (`not_found`), and cashiers (`admins_only`). */
export async function seeSettlement(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.settlement>>,
): Promise<Settlement> {
  const merchant = await managedMerchant(city, input.id, by.person)
  const row = await settlementOf(city.db, input.settlement)
  if (row?.mchid !== merchant.live) throw new Refusal('not_found')
  return show(row, (await bankStates(city, [row.id])).get(row.id))
}

async function showAccount(city: City, row: BankAccountRow): Promise<Account> {
  const { link, ending, holder, setAt, person } = row
  const live = await linkedAccount(city, person, link)
  return { link, ending, holder, setAt, ...(live ? {} : { ended: true }) }
}

function show(row: SettlementRow, move: { state: Settlement['state']; reason: string | null } | undefined): Settlement {
  const { id, day, payments, refunds, currency, ending, createdAt } = row
  return {
    id,
    day,
    payments,
    paid: row.paid.toString(),
    refunds,
    refunded: row.refunded.toString(),
    other: row.other.toString(),
    fee: row.fee.toString(),
    amount: row.amount.toString(),
    currency,
    state: move?.state ?? 'asked',
    ...(move?.reason ? { reason: move.reason } : {}),
    ending,
    createdAt,
  }
}
