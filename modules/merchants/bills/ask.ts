import type { City } from '@plaza/house'
import { billHash, WireFault, zipBill } from '@plaza/pay-wire'
import { BILL_DAYS_BACK_MAX, BILL_FROM_HOUR, BILL_TICKET_LIFE_MS, DAY_MS } from '../limits.ts'
import type { NumberRow } from '../store.ts'
import { doorOf, lockAway, takeOut } from '../vault.ts'
import type { WireCall, WireReply } from '../wire/call.ts'
import { fundBill, tradeBill, type TradeBillType } from './files.ts'
import type { Period } from './store.ts'

/** What a link to a bill stands for; encrypted, so that it says nothing and cannot be changed. */
interface Ticket extends Period {
  readonly kind: 'trade' | 'fund'
  readonly type: TradeBillType
  readonly zip: boolean
  readonly goodUntilMs: number
}

const TRADE_TYPES: readonly TradeBillType[] = ['ALL', 'SUCCESS', 'REFUND']
const ACCOUNTS: readonly string[] = ['BASIC', 'OPERATION', 'FEES']
const HOUR_MS = 3_600_000

/** `GET /v3/bill/tradebill?bill_date=…&bill_type=…&tar_type=…`: where the file is, and its hash. */
export async function askTradeBill(city: City, { number, query }: WireCall): Promise<WireReply> {
  const type = TRADE_TYPES.find(word => word === (query.get('bill_type') ?? 'ALL'))
  if (!type) throw badQuery('bill_type', query.get('bill_type'), `must be one of ${TRADE_TYPES.join(', ')}`)
  return ticketFor(city, number, { kind: 'trade', type, ...commonOf(city, number, query) })
}

/** `GET /v3/bill/fundflowbill?bill_date=…&account_type=…&tar_type=…`. A merchant has one account here. */
export async function askFundBill(city: City, { number, query }: WireCall): Promise<WireReply> {
  const account = query.get('account_type') ?? 'BASIC'
  if (!ACCOUNTS.includes(account)) throw badQuery('account_type', account, `must be one of ${ACCOUNTS.join(', ')}`)
  return ticketFor(city, number, { kind: 'fund', type: 'ALL', ...commonOf(city, number, query) })
}

/** `GET /v3/billdownload/file?token=…`: the file itself, not signed, for the merchant that asked. */
export async function downloadBill(city: City, { number, query }: WireCall): Promise<WireReply> {
  const ticket = readTicket(city, number, query.get('token') ?? '')
  const file = await fileOf(city, number, ticket)
  if (ticket.zip) return { file: zipBill(file), type: 'application/x-gzip' }
  return { file, type: 'text/plain; charset=utf-8' }
}

async function ticketFor(city: City, number: NumberRow, wish: Omit<Ticket, 'goodUntilMs'>): Promise<WireReply> {
  const ticket: Ticket = { ...wish, goodUntilMs: city.clock.now() + BILL_TICKET_LIFE_MS }
  const hash = billHash(await fileOf(city, number, ticket))
  const token = lockAway(city, JSON.stringify(ticket), purposeOf(number)).toString('base64url')
  const link = `${doorOf(city).origin}/v3/billdownload/file?token=${token}`
  return { json: { hash_type: 'SHA1', hash_value: hash, download_url: link } }
}

function readTicket(city: City, number: NumberRow, token: string): Ticket {
  try {
    const ticket = JSON.parse(takeOut(city, Buffer.from(token, 'base64url'), purposeOf(number))) as Ticket
    if (ticket.goodUntilMs > city.clock.now()) return ticket
  } catch {
    // Of somebody else, changed, or never one of ours: all the same to whoever asks.
  }
  throw new WireFault('RESOURCE_NOT_EXISTS', 'The link to the bill is over. Ask for the bill again.')
}

const purposeOf = ({ mchid }: NumberRow) => `bill|${mchid}`

const fileOf = (city: City, number: NumberRow, ticket: Ticket): Promise<Buffer> =>
  ticket.kind === 'trade' ? tradeBill(city, number, ticket) : fundBill(city, number, ticket)

function commonOf(city: City, number: NumberRow, query: URLSearchParams): Period & { readonly zip: boolean } {
  const tar = query.get('tar_type')
  if (tar !== null && tar !== 'GZIP') throw badQuery('tar_type', tar, 'must be GZIP')
  return { ...dayOf(city, number, query.get('bill_date')), zip: tar === 'GZIP' }
}

/** A day (UTC) that is over, from ten o'clock of the next one on. Where nothing is money, today counts up to now. */
function dayOf(city: City, { mode }: NumberRow, text: string | null): Period {
  const fromMs = /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(fromMs)) throw badQuery('bill_date', text, 'must be a day, such as 2026-01-31')
  const now = city.clock.now()
  const untilMs = fromMs + DAY_MS
  if (mode === 'test') return { fromMs, untilMs: Math.min(untilMs, now + 1) }
  if (now - fromMs > BILL_DAYS_BACK_MAX * DAY_MS) throw badQuery('bill_date', text, 'is too long ago')
  if (now < untilMs + BILL_FROM_HOUR * HOUR_MS)
    throw new WireFault('STATEMENT_CREATING', 'The bill of a day can be had from 10:00 UTC of the next.')
  return { fromMs, untilMs }
}

function badQuery(field: string, value: unknown, issue: string): WireFault {
  return new WireFault('PARAM_ERROR', `${field} ${issue}.`, { field, value, issue, location: 'query' })
}
