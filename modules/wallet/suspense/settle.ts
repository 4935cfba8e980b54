import type { Outcome } from '@plaza/banking'
import { sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { assert, derivedId, unreachable } from '@plaza/kernel'
import { transfer, type Transfer, type Verdict } from '@plaza/ledger'
import { accountIdOf, cityAccountId, holderFor } from '../accounts.ts'
import { pauseAfter } from '../bank/drive.ts'
import { bankOf, hasBank } from '../bank/connect.ts'
import { closeMove, type SuspenseRow } from '../bank/store.ts'
import { BANK, SUSPENSE } from '../codes.ts'
import { bankAskFailed, suspenseResolved } from '../events.ts'
import { DUE_MAX } from '../limits.ts'
import { dueResolutions, endResolution, itemOf, resolutionOf, takeResolution, type ResolutionRow } from './store.ts'

/** Carries on what was approved and is not done: after a crash, and while a bank is asked. */
export async function settleResolutions(city: City): Promise<void> {
  for (const { id } of await dueResolutions(city.db, city.clock.now(), DUE_MAX)) await settleResolution(city, id)
}

/** One step of an approved resolution, by whoever takes the turn. Safe to repeat: its transfers have ids of their own. */
export async function settleResolution(city: City, id: string): Promise<void> {
  const now = city.clock.now()
  const row = await takeResolution(city.db, id, now, pauseAfter(now))
  if (!row) return
  const item = await itemOf(city.db, row.item)
  assert(item, 'an item of suspense is never deleted')
  switch (row.how) {
    case 'top_up':
      return giveTo(city, row, item)
    case 'own':
      return takeOver(city, row, item)
    case 'return':
      return giveBack(city, row, item)
    default:
      return unreachable(row.how)
  }
}

const accountsOf = ({ currency }: SuspenseRow) => ({
  suspense: cityAccountId('suspense', currency),
  bank: cityAccountId('bank', currency),
  own: cityAccountId('bonus', currency),
})
const movingId = (row: ResolutionRow) => derivedId('wallet.resolution', row.id)

/** The money is a person's, as a top-up is. */
async function giveTo(city: City, row: ResolutionRow, item: SuspenseRow): Promise<void> {
  const person = row.person as string
  await holderFor(city, person)
  const sides = { from: accountsOf(item).suspense, to: accountIdOf(person, item.currency) }
  await end(city, row, { id: movingId(row), ...sides, amount: item.amount, code: BANK, ref: item.id })
}

/** The city's gain or loss. What the bank never had was booked on the bank's side, and is taken back there. */
async function takeOver(city: City, row: ResolutionRow, item: SuspenseRow): Promise<void> {
  const { suspense, bank, own } = accountsOf(item)
  const cameIn = item.direction === 'credit'
  const notAtBank = item.why === 'not_at_bank'
  const sides = notAtBank
    ? cameIn
      ? { from: own, to: bank }
      : { from: bank, to: own }
    : cameIn
      ? { from: suspense, to: own }
      : { from: own, to: suspense }
  await end(
    city,
    row,
    { id: movingId(row), ...sides, amount: item.amount, code: SUSPENSE, ref: item.id },
    notAtBank ? sql`with closed as (${closeMove(item.ref)})` : sql``,
  )
}

/** Moves the money in one commit with our row; what the ledger refuses leaves the item as it was. */
async function end(city: City, row: ResolutionRow, wanted: Transfer, besides = sql``): Promise<void> {
  const verdict = await transfer(city, { ...wanted, also: sql`${besides} ${endResolution(row.id, 'done')}` })
  await concludedBy(city, row, verdict)
}

async function concludedBy(city: City, row: ResolutionRow, verdict: Verdict): Promise<void> {
  if (verdict.ok) return suspenseResolved(city, row.how, 'done')
  // Nobody knows, or not now: it is tried again under the same id.
  if (verdict.code === 'unknown' || verdict.code === 'busy') return
  await fail(city, row, verdict.code)
}

async function fail(city: City, row: ResolutionRow, problem: string): Promise<void> {
  await city.db.run(endResolution(row.id, 'failed', problem))
  suspenseResolved(city, row.how, 'failed')
}

/** Back to a bank account: held first, gone when the bank is certain, free again when it refuses. */
async function giveBack(city: City, row: ResolutionRow, item: SuspenseRow): Promise<void> {
  if (!hasBank(city)) return
  const { suspense: from, bank: to } = accountsOf(item)
  const hold = { kind: 'hold', id: row.id, from, to, amount: item.amount, code: SUSPENSE, ref: item.id } as const
  const held = await transfer(city, hold)
  if (!held.ok) return concludedBy(city, row, held)
  await returned(city, row, await ask(city, row, item))
}

/** Asks, or asks again: with the same key it is the same payment for ever. */
async function ask(city: City, row: ResolutionRow, item: SuspenseRow): Promise<Outcome> {
  const bank = bankOf(city)
  if (row.tries > 1) {
    const found = await bank.lookup(row.id)
    if (found.kind !== 'unknown' || found.reason !== 'not_found') return found
  }
  const amount = { minor: item.amount, currency: item.currency }
  return bank.push({ key: row.id, amount, iban: row.iban as string, name: row.name as string })
}

/** What an outcome means for a return: as for a withdrawal, whoever brings the news first. */
export async function returned(city: City, row: ResolutionRow, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'accepted' || outcome.kind === 'unknown') return
  const item = await itemOf(city.db, row.item)
  assert(item, 'an item of suspense is never deleted')
  const settled = outcome.kind === 'settled'
  const verdict = await transfer(city, {
    kind: settled ? 'capture' : 'void',
    id: movingId(row),
    hold: row.id,
    from: accountsOf(item).suspense,
    code: SUSPENSE,
    also: settled ? endResolution(row.id, 'done') : endResolution(row.id, 'failed', outcome.reason),
  })
  if (verdict.ok) return suspenseResolved(city, row.how, settled ? 'done' : 'failed')
  const after = await resolutionOf(city.db, row.id)
  if (after?.state === 'approved') bankAskFailed(city, new Error(`${row.id}: ${outcome.kind}, ledger: ${verdict.code}`))
}
