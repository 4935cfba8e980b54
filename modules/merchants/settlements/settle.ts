import type { City } from '@plaza/house'
import { dayOf } from '@plaza/iso20022'
import { assert, derivedId } from '@plaza/kernel'
import { balances, type Move } from '@plaza/ledger'
import { cityAccountId, hasBank, linkedAccount, sendToBank } from '@plaza/wallet'
import { FEE } from '../codes.ts'
import { settled, settlementFailed } from '../events.ts'
import { SETTLE_HOUR_MS, SETTLEMENTS_PER_LOOK } from '../limits.ts'
import { merchantOf, numberOf, type NumberRow } from '../store.ts'
import { linesBetween, type Versions } from './lines.ts'
import { addLine, NO_SUMS, splitSettlement, type Sums } from './rules.ts'
import {
  basisPointsOf,
  dueAccounts,
  insertSettlement,
  lookedOn,
  settledTo,
  type BankAccountRow,
  type SettlementRow,
} from './store.ts'

/** The day that is settled now: it begins at the hour of settlements, in the city's time. */
export const settlementDay = (city: City): string =>
  dayOf(city.clock.now() - SETTLE_HOUR_MS, city.config.timeZone ?? 'UTC')

/** A chore: sends to the bank what merchants have, once a day each. What fails is tried again at the next turn. */
export async function settleDue(city: City): Promise<void> {
  if (!hasBank(city)) return
  const day = settlementDay(city)
  for (const account of await dueAccounts(city.db, day, SETTLEMENTS_PER_LOOK))
    await settle(city, account, day).catch((error: unknown) => settlementFailed(city, error))
}

/**
 * One merchant's day: everything that is there and not promised, less the fee. The id follows from number and day, and row,
 * fee and hold are one commit, so it is made once; how it fares at the bank is the wallet's to find out.
 */
async function settle(city: City, account: BankAccountRow, day: string): Promise<void> {
  const { mchid, person, link } = account
  const number = await numberOf(city.db, mchid)
  assert(number, 'an account is of a number')
  const bank = await linkedAccount(city, person, link)
  const row = bank && (await drawUp(city, number, { day, ending: bank.ending }))
  if (row) await send(city, row, { person, link, account: number.account })
  await city.db.run(lookedOn(mchid, day))
}

/** One that was made before, by a worker that died then or is beside this one, is what it was. */
async function send(
  city: City,
  row: SettlementRow,
  way: { readonly person: string; readonly link: string; readonly account: string },
): Promise<void> {
  const { id, amount, currency } = row
  const moves = row.fee > 0n ? [feeMove(row, way.account)] : []
  const verdict = await sendToBank(city, { ...way, id, amount, currency, also: insertSettlement(row), moves })
  if (!verdict.ok && verdict.code !== 'exists_different') throw new Error(`settlement ${id}: ${verdict.code}`)
  if (verdict.code === 'ok') settled(city)
}

/** What is to be sent; nothing where nothing is there. What comes in after it was read is in the next. */
async function drawUp(
  city: City,
  number: NumberRow,
  { day, ending }: { readonly day: string; readonly ending: string },
): Promise<SettlementRow | undefined> {
  const { mchid, currency } = number
  const [balance] = await balances(city, [number.account])
  const available = balance?.available ?? 0n
  if (!balance || available <= 0n) return undefined
  const versions = { from: await settledTo(city.db, mchid), to: balance.version }
  const merchant = await merchantOf(city.db, number.merchant)
  const basisPoints = await basisPointsOf(city.db, merchant?.category ?? '*')
  const sums = await sumsOf(city, number.account, versions)
  const split = splitSettlement(sums, { available, basisPoints })
  if (split.amount <= 0n) return undefined
  return {
    ...sums,
    ...split,
    mchid,
    day,
    currency,
    ending,
    id: derivedId('merchants.settlement', mchid, day),
    fromVersion: versions.from,
    toVersion: versions.to,
    createdAt: city.clock.now(),
  }
}

async function sumsOf(city: City, account: string, versions: Versions): Promise<Sums> {
  let sums = NO_SUMS
  for await (const line of linesBetween(city, account, versions)) sums = addLine(sums, line)
  return sums
}

const feeMove = ({ id, fee, currency }: SettlementRow, account: string): Move => ({
  id: derivedId('merchants.fee', id),
  from: account,
  to: cityAccountId('fees', currency),
  amount: fee,
  code: FEE,
  ref: id,
})
