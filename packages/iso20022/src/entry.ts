import type { Money } from './amount.ts'
import { all, dayIn, find, need, needMoney, needText, textAt, wrong } from './elements.ts'
import { account, party, remittance, type Party } from './parts.ts'
import type { Element } from './read-xml.ts'
import { amountEl, el, elIf, nest, type Markup } from './write-xml.ts'

/** Which way money went, seen from the account: `credit` came in. */
export type Direction = 'credit' | 'debit'

/** Domain, family and sub-family of ExternalBankTransactionCode: `PMNT/RCDT/ESCT` is a SEPA credit transfer that came in. */
export type BankTransactionCode = `${string}/${string}/${string}`

/** One payment within an entry. Banks may book many payments as one entry. */
export interface EntryDetail {
  readonly endToEndId?: string
  readonly messageId?: string
  readonly mandateId?: string
  /** When the entry holds several, what this one is of it. */
  readonly amount?: Money
  readonly debtor?: Partial<Party>
  readonly creditor?: Partial<Party>
  readonly text?: string
}

/** One booking on an account (ReportEntry10). */
export interface Entry {
  readonly reference: string
  readonly amount: Money
  readonly direction: Direction
  /** The entry takes back an earlier one. */
  readonly reversal: boolean
  /** BOOK, or PDNG and INFO, which are not in the balance. */
  readonly status: string
  readonly bookedOn?: string
  readonly valueOn?: string
  /** The bank's reference. */
  readonly bankReference?: string
  readonly code?: BankTransactionCode
  readonly details: readonly EntryDetail[]
}

export const directionEl = (direction: Direction): Markup => el('CdtDbtInd', direction === 'credit' ? 'CRDT' : 'DBIT')

export function readDirection(parent: Element): Direction {
  const word = needText(parent, 'CdtDbtInd')
  if (word !== 'CRDT' && word !== 'DBIT') throw wrong(parent, 'CdtDbtInd')
  return word === 'CRDT' ? 'credit' : 'debit'
}

/** Ntry of camt.053 and camt.054. */
export function entryEl(entry: Entry): Markup {
  const [domain = '', family = '', subFamily = ''] = entry.code?.split('/') ?? []
  return el(
    'Ntry',
    el('NtryRef', entry.reference),
    amountEl('Amt', entry.amount),
    directionEl(entry.direction),
    entry.reversal ? el('RvslInd', 'true') : undefined,
    nest('Sts/Cd', entry.status),
    entry.bookedOn === undefined ? undefined : nest('BookgDt/Dt', entry.bookedOn),
    entry.valueOn === undefined ? undefined : nest('ValDt/Dt', entry.valueOn),
    elIf('AcctSvcrRef', entry.bankReference),
    entry.code === undefined
      ? el('BkTxCd')
      : nest('BkTxCd/Domn', el('Cd', domain), el('Fmly', el('Cd', family), el('SubFmlyCd', subFamily))),
    entry.details.length > 0 ? el('NtryDtls', ...entry.details.map(detail => detailEl(detail, entry))) : undefined,
  )
}

function detailEl(detail: EntryDetail, entry: Entry): Markup {
  const { endToEndId, messageId, mandateId, amount = entry.amount } = detail
  return el(
    'TxDtls',
    el('Refs', elIf('MsgId', messageId), elIf('EndToEndId', endToEndId), elIf('MndtId', mandateId)),
    amountEl('Amt', amount),
    directionEl(entry.direction),
    detail.debtor || detail.creditor
      ? el('RltdPties', ...sideEls('Dbtr', detail.debtor), ...sideEls('Cdtr', detail.creditor))
      : undefined,
    remittance(detail.text),
  )
}

function sideEls(name: string, side: Partial<Party> | undefined): (Markup | undefined)[] {
  return [
    side?.name ? el(name, party('Pty', side.name)) : undefined,
    side?.iban ? account(`${name}Acct`, side.iban) : undefined,
  ]
}

export function readEntry(element: Element): Entry {
  const bookedOn = dayIn(element, 'BookgDt')
  const valueOn = dayIn(element, 'ValDt')
  const bankReference = textAt(element, 'AcctSvcrRef')
  const code = readCode(element)
  return {
    reference: textAt(element, 'NtryRef') ?? bankReference ?? '',
    amount: needMoney(element, 'Amt'),
    direction: readDirection(element),
    reversal: /^(true|1)$/.test(textAt(element, 'RvslInd') ?? ''),
    // Version 02 wrote the code itself where later ones have a choice.
    status: textAt(element, 'Sts/Cd') ?? textAt(element, 'Sts/Prtry') ?? need(element, 'Sts').text.trim(),
    ...(bookedOn === undefined ? {} : { bookedOn }),
    ...(valueOn === undefined ? {} : { valueOn }),
    ...(bankReference === undefined ? {} : { bankReference }),
    ...(code === undefined ? {} : { code }),
    details: all(element, 'NtryDtls').flatMap(group => all(group, 'TxDtls').map(readDetail)),
  }
}

function readCode(element: Element): BankTransactionCode | undefined {
  const domain = find(element, 'BkTxCd/Domn')
  return domain && `${needText(domain, 'Cd')}/${needText(domain, 'Fmly/Cd')}/${needText(domain, 'Fmly/SubFmlyCd')}`
}

function readDetail(element: Element): EntryDetail {
  const debtor = readSide(element, 'Dbtr')
  const creditor = readSide(element, 'Cdtr')
  const endToEndId = textAt(element, 'Refs/EndToEndId')
  const messageId = textAt(element, 'Refs/MsgId')
  const mandateId = textAt(element, 'Refs/MndtId')
  const text = textAt(element, 'RmtInf/Ustrd')
  return {
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(mandateId === undefined ? {} : { mandateId }),
    ...(find(element, 'Amt') ? { amount: needMoney(element, 'Amt') } : {}),
    ...(debtor === undefined ? {} : { debtor }),
    ...(creditor === undefined ? {} : { creditor }),
    ...(text === undefined ? {} : { text }),
  }
}

function readSide(element: Element, side: 'Dbtr' | 'Cdtr'): Partial<Party> | undefined {
  const name = textAt(element, `RltdPties/${side}/Pty/Nm`)
  const iban = textAt(element, `RltdPties/${side}Acct/Id/IBAN`)
  if (name === undefined && iban === undefined) return undefined
  return { ...(name === undefined ? {} : { name }), ...(iban === undefined ? {} : { iban }) }
}
