import { sql, type Queries } from '@plaza/db'
import { isReference, writeStatusReport, type MessageName, type Reason, type TransactionStatus } from '@plaza/iso20022'
import { readAccounts } from './accounts.ts'
import type { Bank } from './bank.ts'
import { consentOf } from './consent.ts'
import { creditSide, judge } from './judge.ts'
import { TRANSACTIONS_MAX } from './limits.ts'
import type { Mood } from './mood.ts'
import { digestOf, isSameOrder, type Initiation, type NewOrder } from './orders.ts'
import { insertPayment, newId, reportOn, selectPayments, statusOf } from './payments.ts'

/**
 * Takes an initiation and answers with pain.002: what is refused at once, and what is under way. Safe to repeat: the same
 * MsgId or EndToEndId with the same content answers how it stands; with another content it is refused (DU01, DU04) and
 * what was there stays untouched.
 */
export async function take(bank: Bank, message: Initiation, token: string | undefined, mood: Mood): Promise<string> {
  const fault = faultOf(message)
  if (fault) return refuseAll(bank, message, fault)
  const mandate = token === undefined ? undefined : await consentOf(bank, token)
  const mayCollect = (order: NewOrder) =>
    mandate !== undefined && mandate.id === order.mandate && mandate.iban === order.debtorIban
  const told = await bank.db.tx(async tx => {
    if (!(await keepMessage(tx, message, bank.clock.now()))) return undefined
    const ibans = message.orders.flatMap(order => [order.debtorIban, creditSide(order.creditorIban)])
    const accounts = await readAccounts(tx, [...new Set(ibans)])
    const statuses: { instructionId: string; status: TransactionStatus }[] = []
    for (const order of message.orders) {
      const reason = mood.refuse ?? judge(order, accounts, mayCollect(order))
      const status = await keepOrder(tx, order, {
        messageId: message.id,
        reason,
        nowMs: bank.clock.now(),
        lateMs: mood.lateMs,
      })
      statuses.push({ instructionId: order.instructionId, status })
    }
    return statuses
  })
  bank.wake()
  if (!told) return refuseAll(bank, message, 'DU01')
  bank.log.info({ name: message.name, transactions: told.length }, 'initiation taken')
  return reportOn(bank, { messageId: message.id, name: message.name }, told)
}

/** Why a message is refused whole, before any of it is kept. */
function faultOf({ id, orders, fault }: Initiation): Reason | undefined {
  if (!isReference(id) || orders.length > TRANSACTIONS_MAX) return 'FF01'
  if (!orders.every(order => isReference(order.endToEndId) && isReference(order.instructionId))) return 'FF01'
  return fault
}

/** Whether the message is new, or the same again. */
async function keepMessage(tx: Queries, { id, name, orders }: Initiation, nowMs: number): Promise<boolean> {
  const digest = digestOf(orders)
  await tx.run(sql`
    insert into bank.message (id, name, digest, received_at)
    values (${id}, ${name}, ${digest}, to_timestamp(${nowMs / 1000})) on conflict (id) do nothing`)
  const kept = await tx.one<{ digest: string }>(sql`select digest from bank.message where id = ${id}`)
  return kept.digest === digest
}

async function keepOrder(
  tx: Queries,
  order: NewOrder,
  {
    messageId,
    reason,
    nowMs,
    lateMs,
  }: { messageId: string; reason: Reason | undefined; nowMs: number; lateMs: number },
): Promise<TransactionStatus> {
  const state = reason === undefined ? 'open' : 'rejected'
  await insertPayment(tx, order, { messageId, state, reason: reason ?? null, nowMs, dueMs: nowMs + lateMs })
  const [kept] = await selectPayments(tx, sql`end_to_end_id = ${order.endToEndId}`)
  if (kept && isSameOrder(order, kept)) return statusOf(kept)
  return { endToEndId: order.endToEndId, status: 'RJCT', reason: 'DU04' }
}

function refuseAll(bank: Bank, message: { id: string; name: MessageName }, reason: Reason): string {
  bank.log.info({ name: message.name, reason }, 'initiation refused')
  return writeStatusReport(
    {
      messageId: newId(bank),
      createdAtMs: bank.clock.now(),
      original: { messageId: isReference(message.id) ? message.id : 'NOTPROVIDED', name: message.name },
      groupStatus: 'RJCT',
      groupReason: reason,
      instructions: [],
    },
    bank.options.zone,
  )
}
