import { sql, type Queries, type Sql } from '@plaza/db'
import { writeStatusReport, type MessageName, type TransactionStatus } from '@plaza/iso20022'
import type { Bank } from './bank.ts'
import type { NewOrder } from './orders.ts'

export interface Payment extends NewOrder {
  readonly seq: bigint
  readonly messageId: string
  readonly messageName: MessageName
  readonly state: 'open' | 'settled' | 'rejected'
  readonly reason: string | null
}

const columns = sql`
  payment.end_to_end_id as "endToEndId", payment.seq, message_id as "messageId", message.name as "messageName",
  instruction_id as "instructionId", kind, debtor_iban as "debtorIban", debtor_name as "debtorName",
  creditor_iban as "creditorIban", creditor_name as "creditorName", amount, currency, note, mandate, state, reason`

/** Orders that a condition names, with the message they came in, in the order they came. */
export function selectPayments(db: Queries, where: Sql): Promise<Payment[]> {
  return db.rows<Payment>(sql`
    select ${columns} from bank.payment join bank.message on message.id = payment.message_id
    where ${where} order by payment.seq`)
}

/** Keeps a new order; answers false when its key is there already. */
export async function insertPayment(
  tx: Queries,
  order: NewOrder,
  kept: { messageId: string; state: 'open' | 'rejected'; reason: string | null; nowMs: number; dueMs: number },
): Promise<boolean> {
  const at = sql`to_timestamp(${kept.nowMs / 1000})`
  const rows = await tx.run(sql`
    insert into bank.payment (end_to_end_id, message_id, instruction_id, kind, debtor_iban, debtor_name, creditor_iban,
      creditor_name, amount, currency, note, mandate, state, reason, received_at, due_at, ended_at)
    values (${order.endToEndId}, ${kept.messageId}, ${order.instructionId}, ${order.kind}, ${order.debtorIban},
      ${order.debtorName}, ${order.creditorIban}, ${order.creditorName}, ${order.amount}, ${order.currency}, ${order.note},
      ${order.mandate}, ${kept.state}, ${kept.reason}, ${at}, to_timestamp(${kept.dueMs / 1000}),
      ${kept.state === 'open' ? null : new Date(kept.nowMs).toISOString()})
    on conflict (end_to_end_id) do nothing`)
  return rows === 1
}

/** Where an order stands, in the words of pain.002: ACCP while under way, then ACSC or RJCT. */
export function statusOf(payment: Payment): TransactionStatus {
  const { endToEndId, state, reason, seq, amount, currency, debtorIban, creditorIban } = payment
  return {
    endToEndId,
    status: { open: 'ACCP', settled: 'ACSC', rejected: 'RJCT' }[state],
    ...(reason === null ? {} : { reason }),
    reference: `PLZB-${seq}`,
    amount: { minor: amount, currency },
    debtorIban,
    creditorIban,
  }
}

/** Writes pain.002 about transactions of one message, grouped by instruction as they came. */
export function reportOn(
  bank: Bank,
  original: { messageId: string; name: MessageName },
  told: readonly { instructionId: string; status: TransactionStatus }[],
): string {
  const instructions = new Map<string, TransactionStatus[]>()
  for (const { instructionId, status } of told) {
    const there = instructions.get(instructionId)
    if (there) there.push(status)
    else instructions.set(instructionId, [status])
  }
  return writeStatusReport(
    {
      messageId: newId(bank),
      createdAtMs: bank.clock.now(),
      original,
      groupStatus: groupStatus(told.map(({ status }) => status.status)),
      instructions: [...instructions].map(([id, transactions]) => ({ id, transactions })),
    },
    bank.options.zone,
  )
}

/** What is true of all is said of the group, and PART of a mixed one (ExternalPaymentGroupStatus1Code). */
function groupStatus(statuses: readonly string[]): string {
  const [first = 'RCVD', ...rest] = statuses
  return rest.every(status => status === first) ? first : 'PART'
}

/** An id for a message of the bank: 32 signs, within Max35Text. */
export function newId(bank: Bank): string {
  return Buffer.from(bank.dice.bytes(16)).toString('hex')
}
