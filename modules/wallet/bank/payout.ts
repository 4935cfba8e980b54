import { sql, type Sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { transferAll, type Move, type Verdict } from '@plaza/ledger'
import { BANK } from '../codes.ts'
import { BANK_MOVE, paymentMoved } from '../events.ts'
import { bankOf } from './connect.ts'
import { sidesOf } from './move.ts'
import { insertMove, linkOf, moveStates, type MoveRow } from './store.ts'

/** A person's bank account, as far as whoever sends money there may know it. */
export interface LinkedAccount {
  readonly ending: string
  readonly holder: string
}
const ENDING_LENGTH = 4

/** A bank account that a person linked; undefined where it is not theirs, or no more linked. */
export async function linkedAccount(city: City, person: string, link: string): Promise<LinkedAccount | undefined> {
  const row = await linkOf(city.db, link)
  if (row?.person !== person || row.state !== 'linked' || row.iban === null || row.holder === null) return undefined
  return { ending: row.iban.slice(-ENDING_LENGTH), holder: row.holder }
}

/** What another module sends to the bank account of a person, out of an account of its own. */
export interface Payout {
  /** Names it, for the bank too: the same again is the same payment for ever. */
  readonly id: string
  readonly person: string
  readonly link: string
  readonly account: string
  /** Minor units. */
  readonly amount: bigint
  readonly currency: string
  /** A statement in the same commit. */
  readonly also: Sql
  /** Moves that happen with it or not at all. */
  readonly moves: readonly Move[]
}

/**
 * Sends money to a linked bank account from an account that is no wallet: it is held at once, and driven to its end as
 * every movement is. Its caller judged whether it may. Refuses where there is no bank (`bank_unavailable`).
 */
export async function sendToBank(city: City, payout: Payout): Promise<Verdict> {
  bankOf(city)
  const { id, amount, moves } = payout
  const row = { ...payout, direction: 'out', createdAt: city.clock.now() } as const
  const told = city.outbox.statement(BANK_MOVE, { id }) ?? sql`select 1`
  const also = sql`with moved as (${insertMove(row)}), told as (${told}) ${payout.also}`
  const hold = { kind: 'hold', id, ...sidesOf(row), amount, code: BANK, also } as const
  const verdicts = await transferAll(city, [...moves, hold])
  const refused = verdicts.find(verdict => !verdict.ok && verdict.code !== 'chain_failed') ?? verdicts.at(-1)
  if (refused?.ok) {
    paymentMoved(city, 'withdrawal', 'asked')
    city.outbox.nudge()
  }
  return refused as Verdict
}

/** How movements stand at the bank, and why one was rejected, by id; those that there are not are left out. */
export async function bankStates(
  city: City,
  ids: readonly string[],
): Promise<Map<string, Pick<MoveRow, 'state' | 'reason'>>> {
  const rows = await moveStates(city.db, ids)
  return new Map(rows.map(row => [row.id, row]))
}
