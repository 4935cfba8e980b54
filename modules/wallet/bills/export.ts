import type { InputOf, ReplyOf, walletApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { seal } from '../keys.ts'
import { BILLS_EXPORTED_MAX, STAMP_LENGTH } from '../limits.ts'
import { moneyText } from '../money.ts'
import { periodOf } from './read.ts'
import { billPage, insertStamp, stampOf, type BillRow } from './store.ts'

/**
 * A month as CSV (RFC 4180, UTF-8 with a mark so that spreadsheets read it) with a stamp, by which anybody can check that
 * the file is what the city gave out. Refuses more payments than fit one file (`too_many_bills`).
 */
export async function exportMonth(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.exportMonth>>,
): Promise<ReplyOf<typeof walletApi.exportMonth>> {
  const rows = await billPage(city.db, by.person, periodOf(input.month), BILLS_EXPORTED_MAX + 1)
  if (rows.length > BILLS_EXPORTED_MAX) throw new Refusal('too_many_bills', { max: BILLS_EXPORTED_MAX })
  const others = await cards(city, [...new Set(rows.flatMap(row => row.other ?? []))])
  const names = new Map(others.map(card => [card.id, card.name]))
  const body = [HEAD, ...rows.toReversed().map(row => lineOf(row, names))]
  const sealed = await seal(city, ['stamp', by.person, input.month, String(city.clock.now()), body.join('\n')])
  const stamp = createHash('sha256').update(sealed).digest('hex').slice(0, STAMP_LENGTH)
  const address = `${city.config.publicUrl}/api/wallet/stamps/${stamp}`
  const text = `\ufeff${[...body, ['stamp', stamp, address]].map(csvLine).join('')}`
  const sha256 = createHash('sha256').update(text).digest('hex')
  await insertStamp(city.db, { code: stamp, person: by.person, sha256, at: city.clock.now() })
  return { fileName: `wallet-${input.month}.csv`, mediaType: 'text/csv; charset=utf-8', text, stamp }
}

/** What anybody may know of a stamp: that the city made it, when, and over which bytes. */
export async function checkStamp(
  city: City,
  { input }: Call<{ code: string }>,
): Promise<ReplyOf<typeof walletApi.checkStamp>> {
  const stamp = await stampOf(city.db, input.code)
  return stamp ? { made: true, ...stamp } : { made: false }
}

const HEAD = ['time', 'kind', 'category', 'direction', 'amount', 'currency', 'person', 'note', 'balance', 'id']

function lineOf(row: BillRow, names: ReadonlyMap<string, string>): string[] {
  const number = (minor: bigint) => moneyText(minor, row.currency).split(' ')[0] as string
  const time = new Date(row.at).toISOString()
  const person = row.other === null ? '' : (names.get(row.other) ?? '')
  const sum = [row.direction, number(row.amount), row.currency]
  return [time, row.kind, row.category, ...sum, person, row.note, number(row.balance), row.id]
}

/** Quoted where needed; a cell that a spreadsheet would run as a formula is shown as text. */
function csvLine(cells: readonly string[]): string {
  const safe = cells.map(cell => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
  return `${safe.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
}
