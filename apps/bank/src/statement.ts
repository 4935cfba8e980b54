import { sql, type Queries } from '@plaza/db'
import { dayBounds, dayOf, writeStatement, type Balance, type Entry } from '@plaza/iso20022'
import { readAccounts } from './accounts.ts'
import type { Bank } from './bank.ts'
import { STATEMENT_PAGE_ENTRIES } from './limits.ts'
import { newId, selectPayments, type Payment } from './payments.ts'
import { entryOf } from './settle.ts'

interface Line {
  readonly seq: bigint
  readonly payment: string | null
  readonly debit: string
  readonly amount: bigint
  readonly after: bigint
  readonly note: string | null
}

/**
 * One page of an account's day as camt.053, or undefined when there is no such account. The first page opens with OPBD; the
 * last closes with CLBD once the day is over. In between, and while the day runs, balances are interim (ITBD).
 */
export async function statementPage(bank: Bank, iban: string, day: string, page: number): Promise<string | undefined> {
  const account = (await readAccounts(bank.db, [iban])).get(iban)
  if (!account) return undefined
  const { zone } = bank.options
  const { currency, name } = account
  const bounds = dayBounds(day, zone)
  const lines = await linesOf(bank.db, iban, bounds, page)
  const shown = lines.slice(0, STATEMENT_PAGE_ENTRIES)
  const lastPage = shown.length === lines.length
  const opening = await balanceBefore(bank.db, iban, bounds.untilMs, shown[0]?.seq)
  const isOver = bank.clock.now() >= bounds.untilMs
  const balance = (kind: string, minor: bigint): Balance => ({ kind, minor, currency, day })
  return writeStatement(
    {
      id: `${iban.slice(-8)}-${day}-${page}`,
      messageId: newId(bank),
      createdAtMs: bank.clock.now(),
      page,
      lastPage,
      period: bounds,
      account: { iban, currency, name },
      balances: [
        balance(page === 1 ? 'OPBD' : 'ITBD', opening),
        balance(lastPage && isOver ? 'CLBD' : 'ITBD', shown.at(-1)?.after ?? opening),
      ],
      entries: await entriesOf(bank, iban, day, currency, shown),
    },
    zone,
  )
}

/** The bookings of a page, and one more when there is another page. */
function linesOf(
  db: Queries,
  iban: string,
  bounds: { fromMs: number; untilMs: number },
  page: number,
): Promise<Line[]> {
  return db.rows<Line>(sql`
    select seq, payment, debit_iban as debit, amount, note,
      case when debit_iban = ${iban} then debit_after else credit_after end as after
    from bank.booking
    where (debit_iban = ${iban} or credit_iban = ${iban})
      and booked_at >= to_timestamp(${bounds.fromMs / 1000}) and booked_at < to_timestamp(${bounds.untilMs / 1000})
    order by seq limit ${STATEMENT_PAGE_ENTRIES + 1} offset ${(page - 1) * STATEMENT_PAGE_ENTRIES}`)
}

/** The balance that the booking before left behind. */
async function balanceBefore(db: Queries, iban: string, untilMs: number, seq: bigint | undefined): Promise<bigint> {
  const before = seq === undefined ? sql`booked_at < to_timestamp(${untilMs / 1000})` : sql`seq < ${seq}`
  const row = await db.maybe<{ after: bigint }>(sql`
    select case when debit_iban = ${iban} then debit_after else credit_after end as after
    from bank.booking where (debit_iban = ${iban} or credit_iban = ${iban}) and ${before} order by seq desc limit 1`)
  return row?.after ?? 0n
}

async function entriesOf(
  bank: Bank,
  iban: string,
  day: string,
  currency: string,
  lines: readonly Line[],
): Promise<Entry[]> {
  const keys = lines.flatMap(line => line.payment ?? [])
  const payments = new Map<string, Payment>(
    (await selectPayments(bank.db, sql`end_to_end_id = any(${keys})`)).map(payment => [payment.endToEndId, payment]),
  )
  return lines.map(line => {
    const payment = payments.get(line.payment ?? '')
    if (payment) return entryOf(payment, iban, day)
    return {
      reference: `PLZB-B${line.seq}`,
      amount: { minor: line.amount, currency },
      direction: line.debit === iban ? 'debit' : 'credit',
      reversal: false,
      status: 'BOOK',
      bookedOn: day,
      valueOn: day,
      code: 'PMNT/MCOP/OTHR',
      details: line.note === null ? [] : [{ text: line.note }],
    }
  })
}

/** Today, where the bank is. */
export function today(bank: Bank): string {
  return dayOf(bank.clock.now(), bank.options.zone)
}
