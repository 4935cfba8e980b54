import { BankUnavailable, type BankEntry } from '@plaza/banking'
import type { ReplyOf, SuspenseItem, walletApi } from '@plaza/contract'
import type { City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { cityAccountId } from '../accounts.ts'
import { SUSPENSE } from '../codes.ts'
import { bankAskFailed, reconciled, suspenseFound } from '../events.ts'
import { CHANGES_SHOWN_MAX, DAY_MS, RECONCILE_DAYS_MAX } from '../limits.ts'
import { returned } from '../suspense/settle.ts'
import { showResolution } from '../suspense/show.ts'
import { doneResolutions, itemOf, markReturned, openResolutions, resolutionOf } from '../suspense/store.ts'
import { bankOf, hasBank } from './connect.ts'
import { concluded } from './drive.ts'
import { showMove } from './move.ts'
import {
  insertSuspense,
  lastReconciled,
  markDay,
  markReconciled,
  moveOf,
  suspenseOf,
  suspenseRows,
  unknownMoves,
  unreconciled,
  type SuspenseRow,
} from './store.ts'

const dayText = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Compares every finished day of the bank's statement with what we know, once each; what is missed is made up for. */
export async function reconcileDue(city: City): Promise<void> {
  if (!hasBank(city)) return
  const yesterday = dayText(city.clock.now() - DAY_MS)
  const last = await lastReconciled(city.db)
  let day = last === undefined ? yesterday : dayText(Date.parse(last) + DAY_MS)
  for (let i = 0; day <= yesterday && i < RECONCILE_DAYS_MAX; i++, day = dayText(Date.parse(day) + DAY_MS)) {
    if (!(await reconcileDay(city, day))) return
  }
}

/** One day. False when the bank does not answer or the day is not final: it is tried again later. Safe to repeat. */
export async function reconcileDay(city: City, day: string): Promise<boolean> {
  let [entries, final] = [0, false]
  try {
    for await (const line of bankOf(city).statement(day)) {
      if (line.kind === 'closing') final = line.final
      if (line.kind !== 'entry') continue
      await explain(city, day, line, entries)
      entries += 1
    }
  } catch (error) {
    if (!(error instanceof BankUnavailable)) throw error
    bankAskFailed(city, error)
    return false
  }
  if (!final) return false
  for (const row of await unreconciled(city.db, Date.parse(day), CHANGES_SHOWN_MAX))
    await suspend(city, {
      id: derivedId('wallet.suspense', row.id),
      day,
      currency: row.currency,
      ref: row.id,
      direction: row.direction === 'in' ? 'credit' : 'debit',
      amount: row.amount,
      why: 'not_at_bank',
    })
  await markDay(city.db, day, entries, city.clock.now())
  reconciled(city, day, entries)
  return true
}

type Found = Omit<SuspenseItem, 'amount' | 'ageDays' | 'foundAt'> & { readonly amount: bigint }

/** Finds the movement behind a booking, or puts the money where it is seen. */
async function explain(city: City, day: string, entry: BankEntry, place: number): Promise<void> {
  const found: Omit<Found, 'why'> = {
    id: derivedId('wallet.suspense', day, entry.ref, String(place)),
    day,
    direction: entry.direction,
    amount: entry.amount.minor,
    currency: entry.amount.currency,
    ref: entry.ref,
  }
  const row = entry.key === undefined ? undefined : await moveOf(city.db, entry.key)
  const direction = entry.direction === 'credit' ? 'in' : 'out'
  if (!row && (await isReturn(city, day, entry))) return
  if (!row || entry.reversal || row.direction !== direction) return suspend(city, { ...found, why: 'unknown_payment' })
  if (row.amount !== entry.amount.minor || row.currency !== entry.amount.currency)
    return suspend(city, { ...found, why: 'other_amount' })
  if (row.state === 'rejected') return suspend(city, { ...found, why: 'rejected_here' })
  // The bank booked it, so it is certain, whatever was lost on the way.
  if (row.state !== 'settled') await concluded(city, row, { kind: 'settled', ref: entry.ref })
  if (!(await markReconciled(city.db, row.id, day))) return suspend(city, { ...found, why: 'twice' })
}

/** Whether a booking is money that people sent back, as they decided it; it is certain then, and stands in one statement. */
async function isReturn(city: City, day: string, entry: BankEntry): Promise<boolean> {
  const row = entry.key === undefined ? undefined : await resolutionOf(city.db, entry.key)
  const item = row?.how === 'return' ? await itemOf(city.db, row.item) : undefined
  if (!row || !item || entry.reversal || entry.direction !== 'debit') return false
  const { minor, currency } = entry.amount
  if (item.amount !== minor || item.currency !== currency || row.state === 'failed') return false
  if (row.state === 'approved') await returned(city, row, { kind: 'settled', ref: entry.ref })
  return markReturned(city.db, row.id, day)
}

/**
 * Keeps what is not explained, with its money on the suspense account, so that the bank's side of the ledger is what the
 * bank says. What is only here moves nothing: the bank's money did not move.
 */
async function suspend(city: City, found: Found): Promise<void> {
  const also = insertSuspense({ ...found, foundAt: city.clock.now() })
  suspenseFound(city, found.why)
  if (found.why === 'not_at_bank') {
    await city.db.run(also)
    return
  }
  const [bank, suspense] = [cityAccountId('bank', found.currency), cityAccountId('suspense', found.currency)]
  const sides = found.direction === 'credit' ? { from: bank, to: suspense } : { from: suspense, to: bank }
  const verdict = await transfer(city, { id: found.id, ...sides, amount: found.amount, code: SUSPENSE, also })
  if (!verdict.ok) throw new Error(`suspense ${found.id}: ${verdict.code}`)
}

/** What nobody could explain yet, with its age, and what the bank is still silent about. */
export async function seeSuspense(city: City): Promise<ReplyOf<typeof walletApi.suspense>> {
  const now = city.clock.now()
  const rows = await suspenseRows(city.db, CHANGES_SHOWN_MAX)
  const last = await lastReconciled(city.db)
  const open = await openResolutions(
    city.db,
    rows.map(row => row.id),
  )
  const openBy = new Map(open.map(row => [row.item, showResolution(row)]))
  const done = await doneResolutions(city.db, CHANGES_SHOWN_MAX)
  const ended = await suspenseOf(
    city.db,
    done.map(row => row.item),
  )
  const endedBy = new Map(ended.map(row => [row.id, showItem(row, now)]))
  return {
    items: rows.map(row => {
      const resolution = openBy.get(row.id)
      return { ...showItem(row, now), ...(resolution ? { resolution } : {}) }
    }),
    resolved: done.flatMap(row => {
      const item = endedBy.get(row.item)
      return item ? [{ ...item, resolution: showResolution(row) }] : []
    }),
    unknown: (await unknownMoves(city.db, CHANGES_SHOWN_MAX)).map(showMove),
    ...(last === undefined ? {} : { reconciledTo: last }),
  }
}

const showItem = (row: SuspenseRow, now: number) => ({
  ...row,
  amount: row.amount.toString(),
  ageDays: Math.floor((now - row.foundAt) / DAY_MS),
})
