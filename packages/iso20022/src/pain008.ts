import { assert } from '@plaza/kernel'
import type { Reason } from './codes.ts'
import { each, needDay, needText, textAt } from './elements.ts'
import {
  account,
  agent,
  amountsOf,
  declaredFault,
  head,
  party,
  readInitiation,
  readInstructionHead,
  readParty,
  readTransaction,
  remittance,
  serviceLevel,
  sums,
  type Declared,
  type Head,
  type Party,
  type Transaction,
} from './parts.ts'
import type { Element } from './read-xml.ts'
import { amountEl, document, el, nest, type Markup } from './write-xml.ts'

/** One collection from one payer, who agreed to it. */
export interface DirectDebit extends Transaction {
  readonly debtor: Party
  /** The payer's consent: its id and the day it was given. */
  readonly mandate: { readonly id: string; readonly day: string }
}

/** Collections to one account on one day (PaymentInstruction29). */
export interface DebitInstruction {
  readonly id: string
  readonly day: string
  readonly creditor: Party
  /** The collector's identifier (AT-E005), under which mandates are given. */
  readonly creditorId: string
  readonly debits: readonly DirectDebit[]
}

/** CustomerDirectDebitInitiationV08: "collect these". */
export interface DebitInitiation extends Head {
  readonly instructions: readonly DebitInstruction[]
}

/** Writes pain.008.001.08. */
export function writeDebitInitiation(message: DebitInitiation, zone: string): string {
  const debits = message.instructions.flatMap(instruction => instruction.debits)
  assert(debits.length > 0, 'an initiation has at least one debit')
  const body = [head(message, amountsOf(debits), zone), ...message.instructions.map(instructionEl)]
  return document('pain.008.001.08', el('CstmrDrctDbtInitn', body))
}

function instructionEl({ id, day, creditor, creditorId, debits }: DebitInstruction): Markup {
  return el(
    'PmtInf',
    el('PmtInfId', id),
    el('PmtMtd', 'DD'),
    ...sums(amountsOf(debits)),
    el('PmtTpInf', serviceLevel(debits[0]?.amount.currency ?? ''), nest('LclInstrm/Cd', 'CORE'), el('SeqTp', 'RCUR')),
    el('ReqdColltnDt', day),
    party('Cdtr', creditor.name),
    account('CdtrAcct', creditor.iban),
    agent('CdtrAgt', creditor.bic),
    el('ChrgBr', 'SLEV'),
    nest('CdtrSchmeId/Id/PrvtId/Othr', el('Id', creditorId), nest('SchmeNm/Prtry', 'SEPA')),
    ...debits.map(debitEl),
  )
}

function debitEl({ endToEndId, amount, debtor, mandate, text }: DirectDebit): Markup {
  return el(
    'DrctDbtTxInf',
    nest('PmtId/EndToEndId', endToEndId),
    amountEl('InstdAmt', amount),
    nest('DrctDbtTx/MndtRltdInf', el('MndtId', mandate.id), el('DtOfSgntr', mandate.day)),
    agent('DbtrAgt', debtor.bic),
    party('Dbtr', debtor.name),
    account('DbtrAcct', debtor.iban),
    remittance(text),
  )
}

/** Reads pain.008.001.08; throws Unreadable. */
export function readDebitInitiation(
  bytes: Uint8Array | string,
  zone: string,
): DebitInitiation & { declared: Declared } {
  return readInitiation(bytes, { zone, name: 'pain.008.001.08', root: 'CstmrDrctDbtInitn' }, readInstruction)
}

function readInstruction(element: Element): DebitInstruction {
  return {
    ...readInstructionHead(element, 'ReqdColltnDt'),
    creditor: readParty(element, 'Cdtr'),
    creditorId: textAt(element, 'CdtrSchmeId/Id/PrvtId/Othr/Id') ?? '',
    debits: each(element, 'DrctDbtTxInf', readDebit),
  }
}

function readDebit(element: Element): DirectDebit {
  const mandate = 'DrctDbtTx/MndtRltdInf'
  return {
    ...readTransaction(element, 'InstdAmt'),
    debtor: readParty(element, 'Dbtr'),
    mandate: { id: needText(element, `${mandate}/MndtId`), day: needDay(element, `${mandate}/DtOfSgntr`) },
  }
}

/** Whether the declared totals are those of the debits (AM18, AM10). */
export function debitInitiationFault(message: DebitInitiation & { declared: Declared }): Reason | undefined {
  return declaredFault(message.declared, amountsOf(message.instructions.flatMap(instruction => instruction.debits)))
}
