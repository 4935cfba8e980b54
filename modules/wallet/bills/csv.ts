import { writeDateTime } from '@plaza/iso20022'
import { moneyText } from '../money.ts'
import { nameIn, type MonthFile } from './month-file.ts'
import type { BillRow } from './store.ts'

const HEAD = ['time', 'kind', 'category', 'direction', 'amount', 'currency', 'person', 'note', 'balance', 'id']

/** A month as CSV (RFC 4180), UTF-8 with a mark so that spreadsheets read it. The last line is the stamp. */
export function writeCsv(file: MonthFile): Buffer {
  const lines = [HEAD, ...file.rows.map(row => cellsOf(file, row)), ['stamp', file.stamp, file.address]]
  return Buffer.from(`\ufeff${lines.map(csvLine).join('')}`)
}

function cellsOf(file: MonthFile, row: BillRow): string[] {
  const number = (minor: bigint) => moneyText(minor, row.currency).split(' ')[0] as string
  const time = writeDateTime(row.at, file.zone)
  const sum = [row.direction, number(row.amount), row.currency]
  return [time, row.kind, row.category, ...sum, nameIn(file, row), row.note, number(row.balance), row.id]
}

/** Cells are quoted where needed; one that a spreadsheet would run as a formula is shown as text. */
export function csvLine(cells: readonly string[]): string {
  const safe = cells.map(cell => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
  return `${safe.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
