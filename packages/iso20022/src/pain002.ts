import type { Money } from './amount.ts'
import type { MessageName } from './codes.ts'
import { writeDateTime } from './dates.ts'
import { all, find, needDateTime, needMoney, needText, openMessage, textAt } from './elements.ts'
import { account } from './parts.ts'
import type { Element } from './read-xml.ts'
import { cleanText } from './text.ts'
import { amountEl, document, el, elIf, nest, type Markup } from './write-xml.ts'

/** Max105Text: AddtlInf of a reason. */
const ADDITIONAL_LENGTH_MAX = 105

/** Where one payment stands. */
export interface TransactionStatus {
  readonly endToEndId: string
  /** ExternalPaymentTransactionStatus1Code; `finality` tells what it means. */
  readonly status: string
  /** ExternalStatusReason1Code, when refused. */
  readonly reason?: string
  readonly note?: string
  /** The bank's own reference. */
  readonly reference?: string
  /** What the bank understood, so that an answer to another request cannot be taken for this one's. */
  readonly amount?: Money
  readonly debtorIban?: string
  readonly creditorIban?: string
}

/** CustomerPaymentStatusReportV10: "this became of what you sent". */
export interface StatusReport {
  readonly messageId: string
  readonly createdAtMs: number
  readonly original: { readonly messageId: string; readonly name: string }
  readonly groupStatus?: string
  readonly groupReason?: string
  readonly instructions: readonly { readonly id: string; readonly transactions: readonly TransactionStatus[] }[]
}

/** Writes pain.002.001.10. */
export function writeStatusReport(report: StatusReport & { original: { name: MessageName } }, zone: string): string {
  const { messageId, createdAtMs, original, groupStatus, groupReason, instructions } = report
  return document(
    'pain.002.001.10',
    el(
      'CstmrPmtStsRpt',
      el('GrpHdr', el('MsgId', messageId), el('CreDtTm', writeDateTime(createdAtMs, zone))),
      el(
        'OrgnlGrpInfAndSts',
        el('OrgnlMsgId', original.messageId),
        el('OrgnlMsgNmId', original.name),
        elIf('GrpSts', groupStatus),
        reasonEl(groupReason),
      ),
      ...instructions.map(({ id, transactions }) =>
        el('OrgnlPmtInfAndSts', el('OrgnlPmtInfId', id), ...transactions.map(statusEl)),
      ),
    ),
  )
}

function statusEl(told: TransactionStatus): Markup {
  return el(
    'TxInfAndSts',
    el('OrgnlEndToEndId', told.endToEndId),
    el('TxSts', told.status),
    reasonEl(told.reason, told.note),
    elIf('AcctSvcrRef', told.reference),
    originalEl(told),
  )
}

function originalEl({ amount, debtorIban, creditorIban }: TransactionStatus): Markup | undefined {
  if (amount === undefined) return undefined
  return el(
    'OrgnlTxRef',
    el('Amt', amountEl('InstdAmt', amount)),
    debtorIban === undefined ? undefined : account('DbtrAcct', debtorIban),
    creditorIban === undefined ? undefined : account('CdtrAcct', creditorIban),
  )
}

function reasonEl(code: string | undefined, note?: string): Markup | undefined {
  if (code === undefined) return undefined
  const added = note === undefined ? undefined : cleanText(note, ADDITIONAL_LENGTH_MAX)
  return el('StsRsnInf', nest('Rsn/Cd', code), elIf('AddtlInf', added))
}

/** Reads pain.002.001.10; throws Unreadable. */
export function readStatusReport(bytes: Uint8Array | string, zone: string): StatusReport {
  const body = openMessage(bytes, 'pain.002.001.10', 'CstmrPmtStsRpt')
  const group = 'OrgnlGrpInfAndSts'
  const groupStatus = textAt(body, `${group}/GrpSts`)
  const groupReason = textAt(body, `${group}/StsRsnInf/Rsn/Cd`)
  return {
    messageId: needText(body, 'GrpHdr/MsgId'),
    createdAtMs: needDateTime(body, 'GrpHdr/CreDtTm', zone),
    original: { messageId: needText(body, `${group}/OrgnlMsgId`), name: needText(body, `${group}/OrgnlMsgNmId`) },
    ...(groupStatus === undefined ? {} : { groupStatus }),
    ...(groupReason === undefined ? {} : { groupReason }),
    instructions: all(body, 'OrgnlPmtInfAndSts').map(element => ({
      id: needText(element, 'OrgnlPmtInfId'),
      transactions: all(element, 'TxInfAndSts').map(readStatus),
    })),
  }
}

function readStatus(element: Element): TransactionStatus {
  const reason = textAt(element, 'StsRsnInf/Rsn/Cd') ?? textAt(element, 'StsRsnInf/Rsn/Prtry')
  const note = textAt(element, 'StsRsnInf/AddtlInf')
  const reference = textAt(element, 'AcctSvcrRef')
  const amount = 'OrgnlTxRef/Amt/InstdAmt'
  const debtorIban = textAt(element, 'OrgnlTxRef/DbtrAcct/Id/IBAN')
  const creditorIban = textAt(element, 'OrgnlTxRef/CdtrAcct/Id/IBAN')
  return {
    endToEndId: needText(element, 'OrgnlEndToEndId'),
    status: needText(element, 'TxSts'),
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
    ...(reference === undefined ? {} : { reference }),
    ...(find(element, amount) ? { amount: needMoney(element, amount) } : {}),
    ...(debtorIban === undefined ? {} : { debtorIban }),
    ...(creditorIban === undefined ? {} : { creditorIban }),
  }
}
