import { sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { journal, statement, verifyLedger, type Fault, type Posted } from '@plaza/ledger'

/** A whole ledger as it lies in the database, and what is wrong with it. */
export interface Books {
  /** The journal by id. */
  readonly rows: ReadonlyMap<string, Posted>
  /** Minor units by account. */
  readonly balances: ReadonlyMap<string, bigint>
  /** Accounts below zero that must not be. */
  readonly negative: number
  /** Statements that do not end at the balance. */
  readonly unequal: number
  readonly moneyMade: bigint
  /** What the ledger's own verification finds, the hash chain included. */
  readonly faults: readonly Fault[]
}

export async function readBooks(city: City): Promise<Books> {
  const accounts = await city.db.rows<{ id: string; floor: bigint | null; posted: bigint }>(
    sql`select id, floor, posted from ledger.account`,
  )
  let unequal = 0
  for (const { id, posted } of accounts) {
    const [line] = await statement(city, id, { limit: 1 })
    if ((line?.balance ?? 0n) !== posted) unequal += 1
  }
  return {
    rows: new Map((await wholeJournal(city)).map(row => [row.id, row])),
    balances: new Map(accounts.map(({ id, posted }) => [id, posted])),
    negative: accounts.filter(({ floor, posted }) => floor !== null && posted < 0n).length,
    unequal,
    moneyMade: accounts.reduce((sum, { posted }) => sum + posted, 0n),
    faults: (await verifyLedger(city.db)).faults,
  }
}

async function wholeJournal(city: City): Promise<Posted[]> {
  const rows: Posted[] = []
  for (;;) {
    const page = await journal(city, { shard: 0, after: rows.at(-1)?.n ?? 0n })
    if (page.length === 0) return rows
    rows.push(...page)
  }
}
