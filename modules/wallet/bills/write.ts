import { limits, type Bill } from '@plaza/contract'
import type { City } from '@plaza/house'
import { follow, type Posted } from '@plaza/ledger'
import { currencyOf } from '../accounts.ts'
import { BANK, REQUEST, SEED, TRANSFER } from '../codes.ts'
import { BILL_WRITTEN } from '../events.ts'
import { insertBill, notesOf, peopleOf, rulesOf, type BillRow, type CategoryRule } from './store.ts'

/** Carries the history on from the ledger's journal, in the order of its commits and without gaps. */
export async function writeBills(city: City): Promise<void> {
  await follow(city, 'wallet.bills', rows => writeRows(city, rows))
}

/** Rows that moved money; a hold moves none until it is captured. Safe to repeat. */
async function writeRows(city: City, journal: readonly Posted[]): Promise<void> {
  const rows = journal.filter(row => row.amount > 0n && row.kind !== 'hold')
  if (rows.length === 0) return
  const accounts = [...new Set(rows.flatMap(row => [row.from, row.to]))]
  const people = new Map((await peopleOf(city.db, accounts)).map(({ id, person }) => [id, person]))
  const subjects = [...new Set(rows.map(subjectOf).filter(id => id !== null))]
  const notes = new Map((await notesOf(city.db, subjects)).map(({ id, note }) => [id, note]))
  const rules = await rulesOf(city.db)
  const bills = rows.flatMap(row => billsOf(row, { people, notes, rules, currency: currencyOf(city) }))
  const quiet = new Set(rows.filter(row => row.code === SEED).map(row => row.id))
  await city.tx(async tx => {
    for (const bill of bills)
      if ((await insertBill(tx, bill)) && !quiet.has(bill.id))
        await city.outbox.emit(tx, BILL_WRITTEN, { person: bill.person, id: bill.id })
  })
}

/** The transfer or request that a journal row is about. */
const subjectOf = ({ code, about, ref }: Posted) => (code === TRANSFER ? about : code === REQUEST ? ref : null)

interface Known {
  readonly people: ReadonlyMap<string, string>
  readonly notes: ReadonlyMap<string, string>
  readonly rules: readonly CategoryRule[]
  readonly currency: string
}

/** One bill for each side that is somebody's wallet. */
function billsOf(row: Posted, { people, notes, rules, currency }: Known): BillRow[] {
  const kind = kindOf(row.code)
  const note = notes.get(subjectOf(row) ?? '') ?? toldIn(row)
  const [payer, payee] = [people.get(row.from) ?? null, people.get(row.to) ?? null]
  const shared = { id: row.id, kind, amount: row.amount, currency, note, at: row.createdAt }
  const category = categoryOf(rules, kind, note)
  const side = (person: string | null, rest: Omit<BillRow, keyof typeof shared | 'person' | 'category'>) =>
    person === null ? [] : [{ ...shared, ...rest, person, category }]
  return [
    ...side(payer, { direction: 'out', other: payee, balance: row.fromBalance, version: row.fromVersion }),
    ...side(payee, { direction: 'in', other: payer, balance: row.toBalance, version: row.toVersion }),
  ]
}

/** What whoever moved the money wrote beside it for both sides to read. */
function toldIn({ meta }: Posted): string {
  const note = meta === null ? undefined : (JSON.parse(meta) as { note?: unknown }).note
  return typeof note === 'string' ? note.slice(0, limits.PAYMENT_NOTE_LENGTH_MAX) : ''
}

function kindOf(code: string): Bill['kind'] {
  if (code === TRANSFER) return 'transfer'
  if (code === REQUEST) return 'request'
  if (code === BANK) return 'bank'
  if (code === SEED) return 'welcome'
  if (code.startsWith('merchant.')) return 'shop'
  return code.startsWith('envelope') ? 'envelope' : 'other'
}

/** The first rule that fits; whoever disagrees changes it for themselves. */
export function categoryOf(rules: readonly CategoryRule[], kind: string, note: string): Bill['category'] {
  const text = note.toLowerCase()
  const fits = (rule: CategoryRule) =>
    (rule.kind === null || rule.kind === kind) &&
    (rule.words.length === 0 || rule.words.some(word => text.includes(word.toLowerCase())))
  return rules.find(fits)?.category ?? 'other'
}
