import type { InputOf, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { dayOf, writeDateTime, writeStatement, type Balance, type Entry } from '@plaza/iso20022'
import { Refusal } from '@plaza/kernel'
import { balanceAt, placesOf, type StatementLine } from '@plaza/ledger'
import { majorUnits } from '@plaza/pay-wire'
import { csvLine } from '@plaza/wallet'
import { FEE, PAYMENT, PAYOUT, REFUND } from '../codes.ts'
import { STATEMENT_LINES_MAX } from '../limits.ts'
import { managedMerchant } from '../merchants.ts'
import { wireId } from '../rules.ts'
import { numberIn, type MerchantRow } from '../store.ts'
import { linesBetween } from './lines.ts'
import { orderNumbers, settlementOf, type SettlementRow } from './store.ts'

interface File {
  readonly merchant: MerchantRow
  readonly settlement: SettlementRow
  readonly lines: readonly StatementLine[]
  readonly opening: bigint
  readonly orders: ReadonlyMap<string, string>
  readonly zone: string
}

/**
 * Every booking that a settlement is made of, in the city's time: what came, what went, and the balance after each. Refuses
 * one of another merchant (`not_found`), and more bookings than fit a file (`statement_too_long`).
 */
export async function settlementStatement(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.settlementStatement>>,
): Promise<ReplyOf<typeof merchantsApi.settlementStatement>> {
  const merchant = await managedMerchant(city, input.id, by.person)
  const settlement = await settlementOf(city.db, input.settlement)
  if (settlement?.mchid !== merchant.live) throw new Refusal('not_found')
  const file = await fileOf(city, merchant, settlement)
  const name = `${settlement.mchid}-${settlement.day}`
  if (input.format === 'camt053')
    return { fileName: `${name}.xml`, mediaType: 'application/xml', base64: base64Of(camtOf(file)) }
  return { fileName: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', base64: base64Of(csvOf(file)) }
}

const base64Of = (text: string): string => Buffer.from(text).toString('base64')

async function fileOf(city: City, merchant: MerchantRow, settlement: SettlementRow): Promise<File> {
  const { account } = await numberIn(city.db, merchant.id, 'live')
  const { fromVersion: from, toVersion: to } = settlement
  const lines: StatementLine[] = []
  for await (const line of linesBetween(city, account, { from, to })) {
    if (line.direction !== 'none') lines.push(line)
    if (lines.length > STATEMENT_LINES_MAX) throw new Refusal('statement_too_long', { max: STATEMENT_LINES_MAX })
  }
  const orders = await orderNumbers(city.db, [...new Set(lines.flatMap(line => line.ref ?? []))])
  const opening = (await balanceAt(city, account, from)) ?? 0n
  return { merchant, settlement, lines, opening, orders, zone: city.config.timeZone ?? 'UTC' }
}

const KINDS: Readonly<Record<string, string>> = {
  [PAYMENT]: 'payment',
  [REFUND]: 'refund',
  [FEE]: 'fee',
  [PAYOUT]: 'payout',
  'wallet.bank': 'settlement',
}
const kindOf = ({ code }: StatementLine): string => KINDS[code] ?? 'other'
const orderOf = (file: File, { ref }: StatementLine): string => file.orders.get(ref ?? '') ?? ''

const HEAD = ['time', 'kind', 'order', 'direction', 'amount', 'currency', 'balance', 'id']

/** RFC 4180, UTF-8 with a mark so that spreadsheets read it. */
function csvOf(file: File): string {
  const { currency } = file.settlement
  const money = (minor: bigint) => majorUnits(minor, placesOf(currency))
  const lines = file.lines.map(line => [
    writeDateTime(line.createdAt, file.zone),
    kindOf(line),
    orderOf(file, line),
    line.direction,
    money(line.amount),
    currency,
    money(line.balance),
    line.id,
  ])
  return `\ufeff${[HEAD, ...lines].map(csvLine).join('')}`
}

/** Bookings between accounts of one house: credits received and issued (ExternalBankTransactionCode). */
const CODES = { credit: 'PMNT/RCDT/BOOK', debit: 'PMNT/ICDT/BOOK' } as const

/** camt.053.001.08. The account goes by its number in the city. */
function camtOf(file: File): string {
  const { settlement, merchant, lines, opening, zone } = file
  const { id, mchid, currency, createdAt } = settlement
  const first = lines[0]?.createdAt ?? createdAt
  const balance = (kind: string, minor: bigint, at: number): Balance => ({
    kind,
    minor,
    currency,
    day: dayOf(at, zone),
  })
  return writeStatement(
    {
      id: wireId(id),
      messageId: wireId(id),
      createdAtMs: createdAt,
      page: 1,
      lastPage: true,
      period: { fromMs: first, untilMs: createdAt },
      account: { iban: mchid, currency, name: merchant.name },
      balances: [balance('OPBD', opening, first), balance('CLBD', lines.at(-1)?.balance ?? opening, createdAt)],
      entries: lines.map(line => entryOf(file, line)),
    },
    zone,
  )
}

function entryOf(file: File, line: StatementLine): Entry {
  const day = dayOf(line.createdAt, file.zone)
  const order = orderOf(file, line)
  const direction = line.direction === 'in' ? 'credit' : 'debit'
  return {
    reference: wireId(line.id),
    amount: { minor: line.amount, currency: file.settlement.currency },
    direction,
    reversal: false,
    status: 'BOOK',
    bookedOn: day,
    valueOn: day,
    code: CODES[direction],
    details: [{ text: order === '' ? kindOf(line) : `${kindOf(line)} ${order}` }],
  }
}
