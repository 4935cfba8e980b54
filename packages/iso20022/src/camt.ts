import { assert } from '@plaza/kernel'
import type { MessageName } from './codes.ts'
import { writeDateTime } from './dates.ts'
import {
  all,
  each,
  find,
  need,
  needDateTime,
  needDay,
  needMoney,
  needText,
  openMessage,
  textAt,
  wrong,
} from './elements.ts'
import { directionEl, entryEl, readDirection, readEntry, type Entry } from './entry.ts'
import { isIban } from './iban.ts'
import type { Element } from './read-xml.ts'
import { cleanName } from './text.ts'
import { amountEl, document, el, elIf, nest, type Markup } from './write-xml.ts'

export type { BankTransactionCode, Direction, Entry, EntryDetail } from './entry.ts'
export { nameOfMessage } from './elements.ts'

/** A balance of an account. Below zero it is a debit balance. */
export interface Balance {
  /** OPBD opening booked, CLBD closing booked, ITBD interim booked (ExternalBalanceType1Code). */
  readonly kind: string
  readonly minor: bigint
  readonly currency: string
  readonly day: string
}

export interface ReportedAccount {
  /** The IBAN, or what the account is called where it has none: at most 34 signs. */
  readonly iban: string
  readonly currency: string
  readonly name?: string
}

/** What both reports of an account say of themselves. */
interface Report {
  /** Unique for ever: a report that comes twice is known by it. */
  readonly id: string
  readonly messageId: string
  readonly createdAtMs: number
  readonly account: ReportedAccount
  readonly entries: readonly Entry[]
}

/** BankToCustomerStatementV08: an account over a period. Long ones come in pages. */
export interface Statement extends Report {
  readonly page: number
  readonly lastPage: boolean
  /** From when until when, where the bank says so. */
  readonly period?: { readonly fromMs: number; readonly untilMs: number }
  readonly balances: readonly Balance[]
}

/** BankToCustomerDebitCreditNotificationV08: bookings as they happen. */
export type Notification = Report

/** Writes camt.053.001.08. */
export function writeStatement(statement: Statement, zone: string): string {
  assert(statement.balances.length > 0, 'a statement has a balance')
  const { id, page, lastPage, period, createdAtMs, balances } = statement
  return reportDocument('camt.053.001.08', 'BkToCstmrStmt', statement, zone, [
    'Stmt',
    el('Id', id),
    el('StmtPgntn', el('PgNb', String(page)), el('LastPgInd', String(lastPage))),
    el('CreDtTm', writeDateTime(createdAtMs, zone)),
    period && periodEl(period, zone),
    accountEl(statement.account),
    ...balances.map(balanceEl),
    ...statement.entries.map(entryEl),
  ])
}

/** Writes camt.054.001.08. */
export function writeNotification(notification: Notification, zone: string): string {
  return reportDocument('camt.054.001.08', 'BkToCstmrDbtCdtNtfctn', notification, zone, [
    'Ntfctn',
    el('Id', notification.id),
    el('CreDtTm', writeDateTime(notification.createdAtMs, zone)),
    accountEl(notification.account),
    ...notification.entries.map(entryEl),
  ])
}

function reportDocument(
  kind: MessageName,
  body: string,
  { messageId, createdAtMs }: Report,
  zone: string,
  [name, ...content]: [string, ...(Markup | undefined)[]],
): string {
  const header = el('GrpHdr', el('MsgId', messageId), el('CreDtTm', writeDateTime(createdAtMs, zone)))
  return document(kind, el(body, header, el(name, ...content)))
}

function periodEl({ fromMs, untilMs }: NonNullable<Statement['period']>, zone: string): Markup {
  return el('FrToDt', el('FrDtTm', writeDateTime(fromMs, zone)), el('ToDtTm', writeDateTime(untilMs, zone)))
}

function accountEl({ iban, currency, name }: ReportedAccount): Markup {
  return el(
    'Acct',
    isIban(iban) ? nest('Id/IBAN', iban) : nest('Id/Othr/Id', iban),
    el('Ccy', currency),
    elIf('Nm', name === undefined ? undefined : cleanName(name)),
  )
}

function balanceEl({ kind, minor, currency, day }: Balance): Markup {
  return el(
    'Bal',
    nest('Tp/CdOrPrtry/Cd', kind),
    amountEl('Amt', { minor: minor < 0n ? -minor : minor, currency }),
    directionEl(minor < 0n ? 'debit' : 'credit'),
    nest('Dt/Dt', day),
  )
}

/** Reads camt.053.001.08 with one statement; throws Unreadable. */
export function readStatement(bytes: Uint8Array | string, zone: string): Statement {
  const { body, report, head } = openReport(bytes, zone, 'camt.053.001.08', 'BkToCstmrStmt', 'Stmt')
  const balances = each(report, 'Bal', readBalance)
  const page = textAt(report, 'StmtPgntn/PgNb') ?? textAt(body, 'GrpHdr/MsgPgntn/PgNb') ?? '1'
  if (!/^\d{1,5}$/.test(page)) throw wrong(report, 'StmtPgntn/PgNb')
  const last = textAt(report, 'StmtPgntn/LastPgInd') ?? textAt(body, 'GrpHdr/MsgPgntn/LastPgInd') ?? 'true'
  return {
    ...head,
    page: Number(page),
    lastPage: /^(true|1)$/.test(last),
    ...readPeriod(report, zone),
    balances,
  }
}

function readPeriod(report: Element, zone: string): Pick<Statement, 'period'> {
  if (!find(report, 'FrToDt')) return {}
  const [fromMs, untilMs] = ['FrToDt/FrDtTm', 'FrToDt/ToDtTm'].map(path => needDateTime(report, path, zone))
  return fromMs === undefined || untilMs === undefined ? {} : { period: { fromMs, untilMs } }
}

/** Reads camt.054.001.08 with one notification; throws Unreadable. */
export function readNotification(bytes: Uint8Array | string, zone: string): Notification {
  return openReport(bytes, zone, 'camt.054.001.08', 'BkToCstmrDbtCdtNtfctn', 'Ntfctn').head
}

function openReport(
  bytes: Uint8Array | string,
  zone: string,
  kind: MessageName,
  bodyName: string,
  name: string,
): { body: Element; report: Element; head: Report } {
  const body = openMessage(bytes, kind, bodyName)
  const report = need(body, name)
  // Several accounts in one message are allowed by the standard, and not what was asked for here.
  if (all(body, name).length > 1) throw wrong(body, name)
  const accountName = textAt(report, 'Acct/Nm')
  const entries = all(report, 'Ntry').map(readEntry)
  return {
    body,
    report,
    head: {
      id: needText(report, 'Id'),
      messageId: needText(body, 'GrpHdr/MsgId'),
      createdAtMs: needDateTime(body, 'GrpHdr/CreDtTm', zone),
      account: {
        iban: needText(report, find(report, 'Acct/Id/IBAN') ? 'Acct/Id/IBAN' : 'Acct/Id/Othr/Id'),
        currency: textAt(report, 'Acct/Ccy') ?? entries[0]?.amount.currency ?? '',
        ...(accountName === undefined ? {} : { name: accountName }),
      },
      entries,
    },
  }
}

function readBalance(element: Element): Balance {
  const { minor, currency } = needMoney(element, 'Amt')
  return {
    kind: textAt(element, 'Tp/CdOrPrtry/Cd') ?? textAt(element, 'Tp/CdOrPrtry/Prtry') ?? '',
    minor: readDirection(element) === 'debit' ? -minor : minor,
    currency,
    day: needDay(element, 'Dt'),
  }
}
