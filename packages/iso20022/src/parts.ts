import { controlSum, sameDecimal, type Money } from './amount.ts'
import { isBic } from './bic.ts'
import type { MessageName, Reason } from './codes.ts'
import { writeDateTime } from './dates.ts'
import { each, find, needDateTime, needDay, needMoney, needText, openMessage, textAt, wrong } from './elements.ts'
import { plainIban } from './iban.ts'
import { NAME_LENGTH_MAX } from './limits.ts'
import type { Element } from './read-xml.ts'
import { cleanName, cleanRemittance } from './text.ts'
import { el, elIf, nest, type Markup } from './write-xml.ts'

/** The other side of a payment, or one's own. */
export interface Party {
  readonly name: string
  /** Plain form; whether it can exist is for the receiver to judge (AC01). */
  readonly iban: string
  /** The bank, where the IBAN does not tell it. */
  readonly bic?: string
}

/** What the head of an initiation says. */
export interface Head {
  readonly messageId: string
  readonly createdAtMs: number
  /** Who sends the message: the city. */
  readonly initiator: string
}

/** What a sender declared about the transactions of a message. */
export interface Declared {
  readonly count: number
  readonly sum?: string
}

export const party = (name: string, text: string): Markup => el(name, el('Nm', cleanName(text)))
export const account = (name: string, iban: string): Markup => el(name, nest('Id/IBAN', iban))
/** Where the bank is not named, the scheme wants it said so (EPC132-08, AT-C002). */
export const agent = (name: string, bic: string | undefined): Markup =>
  el(name, bic === undefined ? nest('FinInstnId/Othr/Id', 'NOTPROVIDED') : nest('FinInstnId/BICFI', bic))

/** GroupHeader85 and GroupHeader83, which are the same for what is used here. */
export function head(message: Head, amounts: readonly Money[], zone: string): Markup {
  return el(
    'GrpHdr',
    el('MsgId', message.messageId),
    el('CreDtTm', writeDateTime(message.createdAtMs, zone)),
    el('NbOfTxs', String(amounts.length)),
    el('CtrlSum', controlSum(amounts)),
    party('InitgPty', message.initiator),
  )
}

/** NbOfTxs and CtrlSum of an instruction. */
export function sums(amounts: readonly Money[]): Markup[] {
  return [el('NbOfTxs', String(amounts.length)), el('CtrlSum', controlSum(amounts))]
}

export function readHead(body: Element, zone: string): Head & { declared: Declared } {
  const count = needText(body, 'GrpHdr/NbOfTxs', 15)
  if (!/^\d+$/.test(count)) throw wrong(body, 'GrpHdr/NbOfTxs')
  const sum = textAt(body, 'GrpHdr/CtrlSum')
  return {
    messageId: needText(body, 'GrpHdr/MsgId'),
    createdAtMs: needDateTime(body, 'GrpHdr/CreDtTm', zone),
    initiator: textAt(body, 'GrpHdr/InitgPty/Nm') ?? '',
    declared: { count: Number(count), ...(sum === undefined ? {} : { sum }) },
  }
}

/** Whether what was declared is what is there: AM18 for the number, AM10 for the sum. */
export function declaredFault(declared: Declared, amounts: readonly Money[]): Reason | undefined {
  if (declared.count !== amounts.length) return 'AM18'
  return declared.sum === undefined || sameDecimal(declared.sum, controlSum(amounts)) ? undefined : 'AM10'
}

/** Reads a party by the names of its three elements: `Dbtr`, `DbtrAcct` and `DbtrAgt`. */
export function readParty(parent: Element, name: string): Party {
  const bic = textAt(parent, `${name}Agt/FinInstnId/BICFI`)
  if (bic !== undefined && !isBic(bic)) throw wrong(parent, `${name}Agt/FinInstnId/BICFI`)
  const { text } = find(parent, `${name}Acct/Id/IBAN`) ?? find(parent, `${name}Acct/Id/Othr/Id`) ?? { text: '' }
  return {
    name: textAt(parent, `${name}/Nm`)?.slice(0, 2 * NAME_LENGTH_MAX) ?? '',
    iban: plainIban(text),
    ...(bic === undefined ? {} : { bic }),
  }
}

/** SvcLvl of an initiation: the euro has the scheme's; other currencies go as an ordinary payment. */
export const serviceLevel = (currency: string): Markup => nest('SvcLvl/Cd', currency === 'EUR' ? 'SEPA' : 'NURG')

/** RmtInf with one unstructured line, when there is one. */
export function remittance(text: string | undefined): Markup | undefined {
  const clean = cleanRemittance(text)
  return clean === undefined ? undefined : el('RmtInf', elIf('Ustrd', clean))
}

export const amountsOf = (payments: readonly { readonly amount: Money }[]) => payments.map(payment => payment.amount)

/** What every transaction of an initiation says, whichever way its money goes. */
export interface Transaction {
  /** Travels to the other bank and back: the key of the payment. */
  readonly endToEndId: string
  readonly amount: Money
  /** What it is for. */
  readonly text?: string
}

export function readTransaction(element: Element, amountPath: string): Transaction {
  const text = textAt(element, 'RmtInf/Ustrd')
  return {
    endToEndId: needText(element, 'PmtId/EndToEndId'),
    amount: needMoney(element, amountPath),
    ...(text === undefined ? {} : { text }),
  }
}

/** Its name, and the day on which the bank shall carry it out. */
export function readInstructionHead(element: Element, dayName: string): { readonly id: string; readonly day: string } {
  return { id: needText(element, 'PmtInfId'), day: needDay(element, dayName) }
}

/** Reads an initiation of either kind; throws Unreadable. Totals are kept as declared. */
export function readInitiation<Instruction>(
  bytes: Uint8Array | string,
  { zone, name, root }: { zone: string; name: MessageName; root: string },
  readInstruction: (element: Element) => Instruction,
): Head & { declared: Declared; instructions: Instruction[] } {
  const body = openMessage(bytes, name, root)
  return { ...readHead(body, zone), instructions: each(body, 'PmtInf', readInstruction) }
}
