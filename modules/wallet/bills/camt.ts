import { dayOf, writeStatement, type Balance, type Entry } from '@plaza/iso20022'
import { nameIn, type MonthFile } from './month-file.ts'
import type { BillRow } from './store.ts'

/** Bookings between accounts of one house: credits received and issued (ExternalBankTransactionCode). */
const CODES = { in: 'PMNT/RCDT/BOOK', out: 'PMNT/ICDT/BOOK' } as const

/**
 * A month as camt.053.001.08. The message's id is the stamp. A wallet has no IBAN: its account goes by the id that it has
 * in the city.
 */
export function writeCamt(file: MonthFile): Buffer {
  const { period, currency, zone, stamp, madeAt, owner } = file
  const days = { first: dayOf(period.from, zone), last: dayOf(period.until - 1, zone) }
  const over = madeAt >= period.until
  const balance = (kind: string, minor: bigint, day: string): Balance => ({ kind, minor, currency, day })
  const statement = writeStatement(
    {
      id: stamp,
      messageId: stamp,
      createdAtMs: madeAt,
      page: 1,
      lastPage: true,
      period: { fromMs: period.from, untilMs: period.until },
      account: { iban: plainId(owner.account), currency, name: owner.name },
      balances: [
        balance('OPBD', file.opening, days.first),
        // A month that still runs has no closing balance yet.
        balance(over ? 'CLBD' : 'ITBD', file.closing, over ? days.last : dayOf(madeAt, zone)),
      ],
      entries: file.rows.map(row => entryOf(file, row)),
    },
    zone,
  )
  return Buffer.from(statement)
}

function entryOf(file: MonthFile, row: BillRow): Entry {
  const day = dayOf(row.at, file.zone)
  const name = nameIn(file, row)
  const side = name === '' ? {} : row.direction === 'in' ? { debtor: { name } } : { creditor: { name } }
  return {
    reference: plainId(row.id),
    amount: { minor: row.amount, currency: row.currency },
    direction: row.direction === 'in' ? 'credit' : 'debit',
    reversal: false,
    status: 'BOOK',
    bookedOn: day,
    valueOn: day,
    code: CODES[row.direction],
    details: [{ ...side, ...(row.note === '' ? {} : { text: row.note }) }],
  }
}

/** An id without its hyphens: those of messages have 35 signs and those of accounts 34. */
const plainId = (id: string): string => id.replaceAll('-', '')
