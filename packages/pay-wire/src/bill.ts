import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { TRADE_COLUMNS } from './limits.ts'

const BOM = '\uFEFF'
const END = '\r\n'

/** A bill as rows of text; amounts are decimal and in whole units, as `majorUnits` writes them. */
export interface Bill {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly sumColumns: readonly string[]
  readonly sums: readonly string[]
}

/** The column titles of a trade bill, in the words that programs look for. */
export const TRADE_TITLES: readonly string[] =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'.split(
    ',',
  )
export const TRADE_SUM_TITLES: readonly string[] =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'.split(',')
export const FUND_TITLES: readonly string[] =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号'.split(
    ',',
  )
export const FUND_SUM_TITLES: readonly string[] = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额'.split(',')

if (TRADE_TITLES.length !== TRADE_COLUMNS) throw new Error('assertion failed: a trade bill has 27 columns')

/**
 * A bill as a file: a byte order mark, lines ended by CR LF (the last one too), and each value behind a backtick, so that no
 * program takes a long number for one.
 */
export function billFile(bill: Bill): Buffer {
  const lines = [bill.columns.join(','), ...bill.rows.map(quoted), bill.sumColumns.join(','), quoted(bill.sums)]
  return Buffer.from(BOM + lines.map(line => line + END).join(''))
}

/** A comma or line end within a value would move all that follow. */
const quoted = (values: readonly string[]) => values.map(value => `\`${value.replace(/[,`\r\n]/g, ' ')}`).join(',')

/** SHA-1 of the plain file, in hex: what `hash_value` says, also where the file is compressed on its way. */
export const billHash = (file: Buffer): string => createHash('sha1').update(file).digest('hex')

/** The file as it travels with `tar_type=GZIP`. */
export const zipBill = (file: Buffer): Buffer => gzipSync(file)

/** Minor units as decimal digits in whole ones: 1250 with two places is `12.50`. */
export function majorUnits(amount: bigint, places: number): string {
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, '0')
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** A moment as bills write it, UTC: `2026-01-01 08:00:00`. */
export const billTime = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
