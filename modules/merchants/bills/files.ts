import type { City } from '@plaza/house'
import { balances, placesOf, statement, type StatementLine } from '@plaza/ledger'
import {
  billFile,
  billTime,
  FUND_SUM_TITLES,
  FUND_TITLES,
  majorUnits,
  TRADE_SUM_TITLES,
  TRADE_TITLES,
  WireFault,
} from '@plaza/pay-wire'
import { PAYMENT, REFUND } from '../codes.ts'
import { BILL_ROWS_MAX } from '../limits.ts'
import { BANK_TYPE, wireType } from '../orders/show.ts'
import { wireId } from '../rules.ts'
import type { NumberRow } from '../store.ts'
import { billRows, type BillRow, type Period } from './store.ts'

export type TradeBillType = 'ALL' | 'SUCCESS' | 'REFUND'

/** The trade bill of a time: one line for each payment and refund, and their sums. Refuses an empty one. */
export async function tradeBill(
  city: City,
  number: NumberRow,
  wish: Period & { readonly type: TradeBillType },
): Promise<Buffer> {
  const all = await billRows(city.db, number.mchid, wish, BILL_ROWS_MAX)
  const rows = all.filter(row => wish.type === 'ALL' || (wish.type === 'REFUND') === (row.refund !== null))
  if (rows.length === 0) throw noBill()
  const money = moneyOf(number.currency)
  const sum = (some: readonly BillRow[]) => money(some.reduce((total, { amount }) => total + amount, 0n))
  const [paid, back] = [rows.filter(row => row.refund === null), rows.filter(row => row.refund !== null)]
  return billFile({
    columns: TRADE_TITLES,
    rows: rows.map(row => tradeLine(number.mchid, row, money)),
    sumColumns: TRADE_SUM_TITLES,
    sums: [String(rows.length), sum(paid), sum(back), money(0n), money(0n), sum(paid), sum(back)],
  })
}

type Money = (amount: bigint) => string
const moneyOf =
  (currency: string): Money =>
  amount =>
    majorUnits(amount, placesOf(currency))

/** The 27 columns, in their order. */
function tradeLine(mchid: string, row: BillRow, money: Money): string[] {
  const back = row.refund !== null
  const [paid, given] = back ? [0n, row.amount] : [row.amount, 0n]
  return [
    billTime(row.at),
    row.appid,
    mchid,
    '0',
    '',
    wireId(row.trade),
    row.outTradeNo,
    row.payerOpenid,
    wireType(row.type),
    back ? 'REFUND' : 'SUCCESS',
    BANK_TYPE,
    row.currency,
    money(paid),
    money(0n),
    row.refund === null ? '0' : wireId(row.refund),
    row.outRefundNo ?? '0',
    money(given),
    money(0n),
    back ? 'ORIGINAL' : '',
    back ? 'SUCCESS' : '',
    row.description,
    row.attach ?? '',
    '0.00000',
    '0.00%',
    money(paid),
    money(given),
    '',
  ]
}

/** The bill of a number's money: each change of its account in a time, with the balance after it. Refuses an empty one. */
export async function fundBill(city: City, number: NumberRow, period: Period): Promise<Buffer> {
  const lines = await linesOf(city, number.account, period)
  if (lines.length === 0) throw noBill()
  const money = moneyOf(number.currency)
  const side = (direction: 'in' | 'out') => lines.filter(line => line.direction === direction)
  const sum = (some: readonly StatementLine[]) => money(some.reduce((total, { amount }) => total + amount, 0n))
  const [came, went] = [side('in'), side('out')]
  return billFile({
    columns: FUND_TITLES,
    rows: lines.map(line => fundLine(line, money)),
    sumColumns: FUND_SUM_TITLES,
    sums: [String(lines.length), String(came.length), sum(came), String(went.length), sum(went)],
  })
}

const BUSINESS: Record<string, readonly [string, string]> = { [PAYMENT]: ['交易', '交易'], [REFUND]: ['退款', '退款'] }

function fundLine(line: StatementLine, money: Money): string[] {
  const [name, type] = BUSINESS[line.code] ?? ['其他', '其他']
  const about = line.ref === null ? line.id : line.ref
  return [
    billTime(line.createdAt),
    wireId(about),
    wireId(line.id),
    name,
    type,
    line.direction === 'in' ? '收入' : '支出',
    money(line.amount),
    money(line.balance),
    'system',
    line.code,
    wireId(about),
  ]
}

/** An account's changes in a time, oldest first: read back from the newest until before the time. */
async function linesOf(city: City, account: string, { fromMs, untilMs }: Period): Promise<StatementLine[]> {
  const found: StatementLine[] = []
  if ((await balances(city, [account])).length === 0) return found
  for (let cursor: bigint | undefined; found.length < BILL_ROWS_MAX;) {
    const page = await statement(city, account, cursor === undefined ? {} : { cursor })
    const last = page.at(-1)
    found.push(
      ...page.filter(line => line.createdAt >= fromMs && line.createdAt < untilMs && line.direction !== 'none'),
    )
    if (!last || last.createdAt < fromMs) break
    cursor = last.version
  }
  return found.toReversed()
}

const noBill = () => new WireFault('NO_STATEMENT_EXIST', 'There is no bill of that day: nothing happened.')
