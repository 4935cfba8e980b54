import { sql } from '@plaza/db'
import { book, CITY_IBAN, lockAccounts } from './accounts.ts'
import type { Bank } from './bank.ts'
import { PAYMENT_MINOR_MAX } from './limits.ts'
import { insertPayment, newId } from './payments.ts'

const NOTE_LENGTH_MAX = 140

/**
 * A customer pays into the city's account at the counter: an order that the city never heard of, booked at once and told by
 * the statement alone. Answers its key at the bank; undefined when there is no such account, not so much on it, or it is no
 * amount.
 */
export async function payInByHand(bank: Bank, wish: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const { iban, minor, note = 'Cash deposit' } = wish
  if (typeof iban !== 'string' || typeof minor !== 'string' || !/^[1-9]\d{0,14}$/.test(minor)) return undefined
  if (typeof note !== 'string' || note.length > NOTE_LENGTH_MAX) return undefined
  const amount = BigInt(minor)
  if (amount > PAYMENT_MINOR_MAX || iban === CITY_IBAN) return undefined
  const nowMs = bank.clock.now()
  const messageId = newId(bank)
  const endToEndId = `HAND-${messageId}`.slice(0, 35)
  return bank.db.tx(async tx => {
    const accounts = await lockAccounts(tx, [iban, CITY_IBAN])
    const [debtor, creditor] = [accounts.get(iban), accounts.get(CITY_IBAN)]
    if (!debtor || !creditor || debtor.balance - amount < debtor.floor) return undefined
    await tx.run(sql`
      insert into bank.message (id, name, digest, received_at)
      values (${messageId}, 'pain.001.001.09', 'by hand', to_timestamp(${nowMs / 1000}))`)
    const order = {
      endToEndId,
      instructionId: messageId,
      kind: 'credit',
      debtorIban: iban,
      debtorName: debtor.name,
      creditorIban: CITY_IBAN,
      creditorName: creditor.name,
      amount,
      currency: debtor.currency,
      note,
      mandate: null,
    } as const
    await insertPayment(tx, order, { messageId, state: 'open', reason: null, nowMs, dueMs: nowMs })
    await book(tx, { debit: iban, credit: CITY_IBAN, amount, payment: endToEndId, note })
    await tx.run(sql`
      update bank.payment set state = 'settled', ended_at = clock_timestamp() where end_to_end_id = ${endToEndId}`)
    return endToEndId
  })
}
