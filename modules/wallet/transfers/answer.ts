import type { Transfer } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, derivedId, Refusal } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { TRANSFER } from '../codes.ts'
import { CARD_CHANGED, paymentMoved } from '../events.ts'
import { giveBack } from '../family/store.ts'
import { DUE_MAX } from '../limits.ts'
import { withCard } from '../tell.ts'
import { mustBeAccepted } from '../verdicts.ts'
import { monthOf, zoneOfCity } from '../zone.ts'
import { showTransfer } from './show.ts'
import { dueTransfers, endTransfer, transferOf, type TransferRow } from './store.ts'

type One = Call<{ id: string }>

/** A transfer of the caller's; of anybody else's it is as unknown as one that never was (`not_found`). */
async function mine(city: City, call: One, side: 'payer' | 'payee' | 'any'): Promise<TransferRow> {
  const row = await transferOf(city.db, call.input.id)
  const me = call.by.person
  const fits = row && (side === 'any' ? row.payer === me || row.payee === me : row[side] === me)
  if (!fits) throw new Refusal('not_found')
  return row
}

export async function seeTransfer(city: City, call: One): Promise<Transfer> {
  return showTransfer(await mine(city, call, 'any'))
}

/**
 * Takes the money. Refuses what is over (`payment_over`) or not yet to be taken (`transfer_waits`), and says
 * `payer_cannot_pay` while the payer's wallet is frozen.
 */
export async function acceptTransfer(city: City, call: One): Promise<Transfer> {
  const row = await mine(city, call, 'payee')
  if (row.state === 'pending' && row.availableAt > city.clock.now())
    throw new Refusal('transfer_waits', { retryMs: row.availableAt - city.clock.now() })
  return end(city, row, 'accepted')
}

/** Gives the money back to its sender at once. */
export async function declineTransfer(city: City, call: One): Promise<Transfer> {
  return end(city, await mine(city, call, 'payee'), 'declined')
}

/** Takes a delayed transfer back while its delay lasts; later it is for the payee to decide (`too_late_to_cancel`). */
export async function cancelTransfer(city: City, call: One): Promise<Transfer> {
  const row = await mine(city, call, 'payer')
  if (row.state === 'pending' && row.availableAt <= city.clock.now()) throw new Refusal('too_late_to_cancel')
  return end(city, row, 'cancelled')
}

/** What comes back to a family card may be spent again in the same month. */
const backTo = (city: City, row: TransferRow) =>
  row.mandate === null ? undefined : giveBack(row.mandate, row.amount, monthOf(row.createdAt, zoneOfCity(city)))

type End = Exclude<Transfer['state'], 'pending' | 'returned'>

/** One end for each transfer: the ledger's hold is captured or given up once, and our row changes in that commit. */
async function end(city: City, row: TransferRow, state: End): Promise<Transfer> {
  if (row.state === state) return showTransfer(row)
  if (row.state !== 'pending') throw new Refusal('payment_over')
  const change = endTransfer(row.id, state, city.clock.now())
  const also = withCard(city, change, row.id, state === 'accepted' ? undefined : backTo(city, row))
  const id = derivedId('wallet.transfer', row.id, state)
  const about = { id, hold: row.id, from: row.account, code: TRANSFER, also }
  const verdict = await transfer(
    city,
    state === 'accepted' ? { kind: 'capture', ...about } : { kind: 'void', ...about },
  )
  mustBeAccepted(city, verdict, { payer: 'other' })
  if (verdict.code === 'ok') paymentMoved(city, 'transfer', state)
  city.outbox.nudge()
  const after = await transferOf(city.db, row.id)
  assert(after?.state === state, 'a transfer ends as its hold does')
  return showTransfer(after)
}

/** Marks as returned what nobody took in time; the money was free from that moment on. Once, whoever else does so too. */
export async function returnDue(city: City): Promise<void> {
  for (const row of await dueTransfers(city.db, city.clock.now(), DUE_MAX)) await returnOne(city, row)
}

async function returnOne(city: City, row: TransferRow): Promise<void> {
  const id = derivedId('wallet.transfer', row.id, 'returned')
  const change = endTransfer(row.id, 'returned', city.clock.now())
  // Mostly the hold is over by itself already. Should another clock see it as open still, it ends here with our row.
  const also = withCard(city, change, row.id, backTo(city, row))
  const verdict = await transfer(city, { kind: 'void', id, hold: row.id, from: row.account, code: TRANSFER, also })
  // Anything else than "expired" is a moment later: somebody took it just in time, or the ledger is busy.
  if (!verdict.ok && verdict.code !== 'hold_expired') return
  const done = await city.tx(async tx => {
    const changed = await tx.run(change)
    if (changed === 0) return false
    const back = backTo(city, row)
    if (back) await tx.run(back)
    await city.outbox.emit(tx, CARD_CHANGED, { ref: row.id })
    return true
  })
  if (done) paymentMoved(city, 'transfer', 'returned')
}
