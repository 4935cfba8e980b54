import type { Outcome } from '@plaza/banking'
import { sql, type Sql } from '@plaza/db'
import { perCity, type City } from '@plaza/house'
import { assert, derivedId } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { BANK } from '../codes.ts'
import { bankAnswered, bankAskFailed } from '../events.ts'
import { BANK_ASK_MAX_MS, BANK_ASK_MS, DUE_MAX } from '../limits.ts'
import { bankOf, hasBank } from './connect.ts'
import { isFrozen } from '../proofs.ts'
import { holderOf } from '../store.ts'
import { consentOf } from './links.ts'
import { sidesOf } from './move.ts'
import { dueMoves, linkOf, moveOf, moveTo, takeMove, type MoveRow } from './store.ts'

const asking = perCity(city => {
  const inFlight = new Set<Promise<void>>()
  city.onStop(async () => void (await Promise.all(inFlight)))
  return inFlight
})

/** Asks about a movement without making anybody wait for a slow bank: what is not known then is asked again later. */
export async function moveAsked(city: City, { id }: { id: string }): Promise<void> {
  const inFlight = asking(city)
  const asked: Promise<void> = drive(city, id)
    .catch((error: unknown) => bankAskFailed(city, error))
    .finally(() => inFlight.delete(asked))
  inFlight.add(asked)
}

/** For tests: resolves when nothing is being asked. */
export async function bankIdle(city: City): Promise<void> {
  await Promise.all(asking(city))
}

/** Asks about everything whose time has come, until it is certain. */
export async function askDue(city: City): Promise<void> {
  if (!hasBank(city)) return
  for (const due of await dueMoves(city.db, city.clock.now(), DUE_MAX)) await moveAsked(city, due)
}

/** One question to the bank, by whoever takes the turn, and what follows from its answer. */
async function drive(city: City, id: string): Promise<void> {
  const now = city.clock.now()
  const row = await takeMove(city.db, id, now, pauseAfter(now))
  if (row) await concluded(city, row, await ask(city, row))
}

/** From a frozen wallet no money is sent on its way any more, nor sent again. */
async function isStopped(city: City, person: string): Promise<boolean> {
  const holder = await holderOf(city.db, person)
  return holder !== undefined && isFrozen(holder)
}

/** What was never asked of the bank is free again; what may be on its way stays held until it is certain. */
const stopped = (row: MoveRow): Outcome =>
  row.tries > 1 ? { kind: 'unknown', reason: 'not_found' } : { kind: 'rejected', reason: 'account_frozen' }

/** When to ask again, of a row that was asked `tries` times: each pause is twice the one before. */
export function pauseAfter(nowMs: number): Sql {
  const pause = sql`least(${BANK_ASK_MS}::float8 * power(2, least(tries, 20)), ${BANK_ASK_MAX_MS}::float8)`
  return sql`to_timestamp((${nowMs}::float8 + ${pause}) / 1000)`
}

/** Asks, or asks again: with the same key it is the same payment for ever, so a repeat can only tell more. */
async function ask(city: City, row: MoveRow): Promise<Outcome> {
  const bank = bankOf(city)
  if (row.tries > 1) {
    const found = await bank.lookup(row.id)
    if (found.kind !== 'unknown' || found.reason !== 'not_found' || row.state === 'accepted') return found
  }
  if (row.direction === 'out' && (await isStopped(city, row.person))) return stopped(row)
  const link = await linkOf(city.db, row.link)
  assert(link?.iban && link.holder, 'a movement has its account')
  const payment = { key: row.id, amount: { minor: row.amount, currency: row.currency } }
  if (row.direction === 'out') return bank.push({ ...payment, iban: link.iban, name: link.holder })
  // A consent that was given back before the bank was reached: the payment was never sent, and will not be.
  if (link.token === null) return { kind: 'rejected', reason: 'consent_ended' }
  return bank.pull({ ...payment, consent: consentOf(link) })
}

/**
 * What an outcome means for the money: it moves when the bank says `settled`, is free again when it says `rejected`, and
 * stays held for everything else. Row and hold change in one commit, once, whoever brings the news first.
 */
export async function concluded(city: City, row: MoveRow, outcome: Outcome): Promise<void> {
  const now = city.clock.now()
  const reason = outcome.kind === 'rejected' || outcome.kind === 'unknown' ? outcome.reason : null
  bankAnswered(city, row.direction, outcome.kind)
  if (outcome.kind === 'accepted' || outcome.kind === 'unknown') {
    await city.db.run(moveTo(row.id, outcome.kind, reason, now))
    return
  }
  const also = moveTo(row.id, outcome.kind, reason, now)
  const about = { id: derivedId('wallet.bank', row.id), hold: row.id, from: sidesOf(row).from, code: BANK, also }
  const verdict = await transfer(
    city,
    outcome.kind === 'settled' ? { kind: 'capture', ...about } : { kind: 'void', ...about },
  )
  if (verdict.ok) return
  const after = await moveOf(city.db, row.id)
  // A frozen wallet keeps its hold until it is free; the bank is asked again. Contradicting news is for the statement.
  if (after?.state !== outcome.kind)
    bankAskFailed(city, new Error(`${row.id}: ${outcome.kind}, ledger: ${verdict.code}`))
}
