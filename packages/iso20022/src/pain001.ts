import { assert } from '@plaza/kernel'
import type { Reason } from './codes.ts'
import { each } from './elements.ts'
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

/** One payment to one receiver. */
export interface CreditTransfer extends Transaction {
  readonly creditor: Party
}

/** Payments from one account on one day (PaymentInstruction30). */
export interface CreditInstruction {
  readonly id: string
  /** The day on which the bank shall carry it out. */
  readonly day: string
  readonly debtor: Party
  readonly transfers: readonly CreditTransfer[]
}

/** CustomerCreditTransferInitiationV09: "pay these". */
export interface CreditInitiation extends Head {
  readonly instructions: readonly CreditInstruction[]
}

/** Writes pain.001.001.09. Names and texts are cleaned to the Latin set; times have the offset of `zone`. */
export function writeCreditInitiation(message: CreditInitiation, zone: string): string {
  const transfers = message.instructions.flatMap(instruction => instruction.transfers)
  assert(transfers.length > 0, 'an initiation has at least one transfer')
  const body = [head(message, amountsOf(transfers), zone), ...message.instructions.map(instructionEl)]
  return document('pain.001.001.09', el('CstmrCdtTrfInitn', body))
}

function instructionEl({ id, day, debtor, transfers }: CreditInstruction): Markup {
  return el(
    'PmtInf',
    el('PmtInfId', id),
    el('PmtMtd', 'TRF'),
    ...sums(amountsOf(transfers)),
    el('PmtTpInf', serviceLevel(transfers[0]?.amount.currency ?? '')),
    nest('ReqdExctnDt/Dt', day),
    party('Dbtr', debtor.name),
    account('DbtrAcct', debtor.iban),
    agent('DbtrAgt', debtor.bic),
    el('ChrgBr', 'SLEV'),
    ...transfers.map(transferEl),
  )
}

function transferEl({ endToEndId, amount, creditor, text }: CreditTransfer): Markup {
  return el(
    'CdtTrfTxInf',
    nest('PmtId/EndToEndId', endToEndId),
    el('Amt', amountEl('InstdAmt', amount)),
    creditor.bic === undefined ? undefined : agent('CdtrAgt', creditor.bic),
    party('Cdtr', creditor.name),
    account('CdtrAcct', creditor.iban),
    remittance(text),
  )
}

/** Reads pain.001.001.09; throws Unreadable. Totals are kept as declared, for `creditInitiationFault` to compare. */
export function readCreditInitiation(
  bytes: Uint8Array | string,
  zone: string,
): CreditInitiation & { declared: Declared } {
  return readInitiation(bytes, { zone, name: 'pain.001.001.09', root: 'CstmrCdtTrfInitn' }, readInstruction)
}

function readInstruction(element: Element): CreditInstruction {
  return {
    ...readInstructionHead(element, 'ReqdExctnDt'),
    debtor: readParty(element, 'Dbtr'),
    transfers: each(element, 'CdtTrfTxInf', readTransfer),
  }
}

function readTransfer(element: Element): CreditTransfer {
  return { ...readTransaction(element, 'Amt/InstdAmt'), creditor: readParty(element, 'Cdtr') }
}

/** Whether the declared totals are those of the transfers (AM18, AM10). */
export function creditInitiationFault(message: CreditInitiation & { declared: Declared }): Reason | undefined {
  return declaredFault(message.declared, amountsOf(message.instructions.flatMap(instruction => instruction.transfers)))
}
