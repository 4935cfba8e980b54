import { isConnectionLost, sql, type Queries } from '@plaza/db'
import { dayOf, writeNotification, type Entry } from '@plaza/iso20022'
import { book, CITY_IBAN, lockAccounts } from './accounts.ts'
import type { Bank } from './bank.ts'
import { isLive } from './consent.ts'
import { creditSide, judge } from './judge.ts'
import { SETTLE_AT_ONCE } from './limits.ts'
import type { Mood } from './mood.ts'
import { addNotice } from './notices.ts'
import { newId, reportOn, selectPayments, statusOf, type Payment } from './payments.ts'

/** Carries out what is due; answers how many orders ended. Each ends in a transaction of its own, together with its notice. */
export async function settleDue(bank: Bank, mood: Mood): Promise<number> {
  const due = await bank.db.rows<{ key: string }>(sql`
    select end_to_end_id as key from bank.payment
    where state = 'open' and due_at <= to_timestamp(${bank.clock.now() / 1000}) order by seq limit ${SETTLE_AT_ONCE}`)
  let ended = 0
  for (const { key } of due) {
    try {
      await bank.db.tx(tx => settle(bank, tx, key, mood))
      ended += 1
    } catch (error) {
      // One order that cannot be settled stays due and must not stand in the way of the others.
      if (isConnectionLost(error)) throw error
      bank.log.error({ message: (error as Error).message }, 'order not settled')
    }
  }
  return ended
}

async function settle(bank: Bank, tx: Queries, key: string, mood: Mood): Promise<void> {
  const open = await tx.run(sql`select from bank.payment where end_to_end_id = ${key} and state = 'open' for update`)
  if (open === 0) return
  const [payment] = await selectPayments(tx, sql`end_to_end_id = ${key}`)
  if (!payment) return
  const credit = creditSide(payment.creditorIban)
  const accounts = await lockAccounts(tx, [payment.debtorIban, credit])
  const mayCollect = payment.kind === 'debit' && payment.mandate !== null && (await isLive(tx, payment.mandate))
  const reason = judge(payment, accounts, mayCollect)
  if (reason === undefined) {
    const { amount, note, debtorIban: debit } = payment
    await book(tx, { debit, credit, amount, payment: key, note })
  }
  await tx.run(sql`
    update bank.payment set state = ${reason === undefined ? 'settled' : 'rejected'}, reason = ${reason ?? null},
      ended_at = clock_timestamp() where end_to_end_id = ${key}`)
  const [ended] = await selectPayments(tx, sql`end_to_end_id = ${key}`)
  await addNotice(bank, tx, noticeOn(bank, ended as Payment), mood.double ? 2 : 1)
}

/** A booking is told as camt.054, a late refusal as pain.002. */
function noticeOn(bank: Bank, payment: Payment): string {
  if (payment.state === 'rejected') {
    const told = { instructionId: payment.instructionId, status: statusOf(payment) }
    return reportOn(bank, { messageId: payment.messageId, name: payment.messageName }, [told])
  }
  const { zone } = bank.options
  return writeNotification(
    {
      id: newId(bank),
      messageId: newId(bank),
      createdAtMs: bank.clock.now(),
      account: { iban: CITY_IBAN, currency: payment.currency },
      entries: [entryOf(payment, CITY_IBAN, dayOf(bank.clock.now(), zone))],
    },
    zone,
  )
}

/** What a statement or notification of one side says about a payment. */
export function entryOf(payment: Payment, iban: string, day: string): Entry {
  const direction = payment.debtorIban === iban ? 'debit' : 'credit'
  const family = payment.kind === 'credit' ? 'CDT' : 'DDT'
  // Seen from the bank's customer: issued credits and received debits go out, the others come in.
  const issued = (direction === 'debit') === (payment.kind === 'credit')
  return {
    reference: `PLZB-${payment.seq}`,
    amount: { minor: payment.amount, currency: payment.currency },
    direction,
    reversal: false,
    status: 'BOOK',
    bookedOn: day,
    valueOn: day,
    bankReference: `PLZB-${payment.seq}`,
    code: `PMNT/${issued ? 'I' : 'R'}${family}/${payment.kind === 'credit' ? 'ESCT' : 'ESDD'}`,
    details: [
      {
        endToEndId: payment.endToEndId,
        messageId: payment.messageId,
        ...(payment.mandate === null ? {} : { mandateId: payment.mandate }),
        ...(direction === 'debit'
          ? { creditor: { name: payment.creditorName, iban: payment.creditorIban } }
          : { debtor: { name: payment.debtorName, iban: payment.debtorIban } }),
        ...(payment.note === null ? {} : { text: payment.note }),
      },
    ],
  }
}
