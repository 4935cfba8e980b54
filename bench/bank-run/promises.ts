import { accountIdOf } from '@plaza/wallet'
import type { Posted } from '@plaza/ledger'
import type { Record } from './record.ts'

export interface Kept {
  /** Promised, and not in the journal as it was promised. */
  readonly lost: readonly string[]
  /** In the journal more than once, or without anybody having asked. */
  readonly doubled: readonly string[]
}

const wallet = (person: string) => accountIdOf(person, 'EUR')

/** Looks for every promise in the journal: there once, between the right accounts, of the right amount, and nothing else. */
export function keptPromises(record: Record, rows: Iterable<Posted>, promotion: string): Kept {
  const journal = [...rows]
  const lost: string[] = []
  const doubled: string[] = []
  const expect = (what: string, found: readonly Posted[], fits: (row: Posted) => boolean) => {
    if (!found.some(fits)) lost.push(what)
    if (found.length > 1) doubled.push(what)
  }
  const byAbout = grouped(journal, row => row.about)
  const byRef = grouped(journal, row => row.ref)
  const byId = grouped(journal, row => row.id)
  for (const [id, { from, to, amount }] of record.transfers)
    expect(
      `transfer ${id}`,
      byId.get(id) ?? [],
      row => row.kind === 'hold' && row.amount === amount && row.from === wallet(from) && row.to === wallet(to),
    )
  for (const [id, state] of record.ended)
    expect(`${state} ${id}`, byAbout.get(id) ?? [], row => row.kind === (state === 'accepted' ? 'capture' : 'void'))
  for (const [id, { from, to, amount }] of record.paid)
    expect(
      `request ${id}`,
      byRef.get(id) ?? [],
      row => row.amount === amount && row.from === wallet(from) && row.to === wallet(to),
    )
  for (const [id, { from, amount }] of record.envelopes)
    expect(
      `envelope ${id}`,
      (byRef.get(id) ?? []).filter(row => row.code === 'envelope'),
      row => row.amount === amount && row.from === wallet(from),
    )
  for (const [key, amount] of record.shares) {
    const [id, person, number] = key.split(' ') as [string, string, string | undefined]
    const got = (byRef.get(id) ?? []).filter(row => row.to === wallet(person))
    const fits = got.filter(row => row.amount === amount)
    // Of a promotion each has several shares, all of them counted below.
    if (number === undefined) expect(`share ${key}`, got, row => row.amount === amount)
    else if (fits.length === 0) lost.push(`share ${key}`)
  }
  for (const [id, { person, direction, amount }] of record.moves)
    expect(
      `${direction} ${id}`,
      byId.get(id) ?? [],
      row => row.kind === 'hold' && row.amount === amount && row[direction === 'in' ? 'to' : 'from'] === wallet(person),
    )
  doubled.push(...strangers(journal, record, promotion), ...endedTwice(journal))
  return { lost, doubled }
}

/** Rows that belong to nothing that anybody began. */
function strangers(journal: readonly Posted[], { asked }: Record, promotion: string): string[] {
  return journal
    .filter(({ id, about, ref, code }) => {
      if (code === 'wallet.seed' || ref === promotion) return false
      return !asked.has(id) && !asked.has(about ?? '') && !asked.has(ref ?? '')
    })
    .map(row => `unasked ${row.code} ${row.id}`)
}

/** Holds with more than one end. */
function endedTwice(journal: readonly Posted[]): string[] {
  const ends = grouped(journal, row => row.about)
  return [...ends].filter(([, rows]) => rows.length > 1).map(([id]) => `ended twice ${id}`)
}

function grouped(rows: readonly Posted[], keyOf: (row: Posted) => string | null): Map<string, Posted[]> {
  const groups = new Map<string, Posted[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return groups
}
