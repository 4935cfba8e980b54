import { bigintArray, floatArray, intArray, textArray, uuidArray, type Prepared } from '@plaza/db'
import * as statements from './batch-sql.ts'
import type { Outbox } from '@plaza/house'
import type { Facts, Original } from './book.ts'
import type { Judged } from './judge.ts'
import type { Missing, Moment } from './known.ts'
import { ALSO_NAMED_MAX } from './limits.ts'
import type { Riders } from './riders.ts'
import type { Account, Draft, Hold, Limit, Posted } from './types.ts'
import { usageOf, usageText, type StoredUsage } from './velocity.ts'

export interface Step {
  readonly query: Prepared
  readonly values?: unknown[]
}

/** What flight 1 asks for one batch, and how its answers are read. */
export interface Look {
  readonly steps: Step[]
  read(answers: Answers): Seen
  /** Asked only when a known id or a hold that is over was found. */
  readonly again: Step[]
  readAgain(answers: Answers): Pick<Facts, 'known' | 'holds'>
}

type Answers = readonly (readonly unknown[])[]

interface Seen {
  readonly facts: Omit<Facts, 'plans'>
  readonly plans: readonly PlanRow[]
  readonly found: boolean
}

export interface PlanRow {
  readonly name: string
  readonly limits: string
}

/** Lays out flight 1: which accounts to lock, which ids, holds and transfers to look for, what riders need. */
export function lookFor(
  shard: number,
  drafts: readonly Draft[],
  riders: Riders,
  { nowMs, withPlans }: { nowMs: number; withPlans: boolean },
): Look {
  const named = new Set<string>()
  const holds: string[] = []
  const transfers: string[] = []
  for (const { kind, from, to, about } of drafts) {
    if (from !== undefined) named.add(from)
    if (to !== undefined) named.add(to)
    if (about !== undefined) (kind === 'reverse' ? transfers : holds).push(about)
  }
  const accounts = uuidArray([...named])
  const ids = uuidArray(drafts.map(draft => draft.id))
  const findHolds = { query: statements.findHolds, values: [shard, uuidArray(holds), nowMs, accounts] }
  const riding = ridersOf(drafts, riders)
  const steps: Step[] = [
    { query: statements.begin },
    { query: statements.lockAccounts, values: [shard, accounts, uuidArray(holds), uuidArray(transfers), nowMs] },
    { query: statements.glance, values: [shard, ids, nowMs, accounts] },
  ]
  const asked = (step: Step, when: boolean) => (when ? steps.push(step) - 1 : -1)
  const holdsAt = asked(findHolds, holds.length > 0)
  const originals = { query: statements.findOriginals, values: [shard, uuidArray(transfers)] }
  const originalsAt = asked(originals, transfers.length > 0)
  const plansAt = asked({ query: statements.readPlans }, withPlans)
  const ridersAt = steps.length
  for (const { lock, requests } of riding) steps.push({ query: lock.query, values: lock.values(requests) })
  return {
    steps,
    read: answers => ({
      facts: {
        shard,
        accounts: (answers[1] as LockedAccount[]).map(accountOf),
        known: [],
        holds: ((answers[holdsAt] ?? []) as HoldRow[]).map(holdOf),
        originals: ((answers[originalsAt] ?? []) as (Posted & { reversed: bigint })[]).map(originalOf),
        riding: new Map(
          riding.map(({ name, lock }, i) => [
            name,
            new Map((answers[ridersAt + i] ?? []).map(row => [lock.keyOf(row), row])),
          ]),
        ),
      },
      plans: (answers[plansAt] ?? []) as PlanRow[],
      found: answers[2]?.length !== 0,
    }),
    again: [{ query: statements.findKnown, values: [shard, ids] }, findHolds],
    readAgain: answers => ({ known: answers[0] as Posted[], holds: (answers[1] as HoldRow[]).map(holdOf) }),
  }
}

/** The riders of a batch that lock rows, in one order everywhere, with all their requests. */
function ridersOf(drafts: readonly Draft[], riders: Riders) {
  const requests = new Map<string, unknown[]>()
  for (const { rider } of drafts) {
    if (!rider) continue
    const others = requests.get(rider.name)
    if (others) others.push(rider.request)
    else requests.set(rider.name, [rider.request])
  }
  return [...requests.keys()].sort().flatMap(name => {
    const { lock } = riders.get(name)
    return lock ? [{ name, lock, requests: requests.get(name) as unknown[] }] : []
  })
}

interface Reading {
  readonly steps: Step[]
  read(answers: Answers): Omit<Moment, 'plans'> & { planRows: PlanRow[] | undefined }
}

/** Lays out the reading of one moment, for a batch that goes without locks. */
export function readMoment(shard: number, { accounts, plans, riding }: Missing, riders: Riders): Reading {
  const locks = [...riding]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, requests]) => {
      const { lock } = riders.get(name)
      return lock ? [{ name, lock, requests }] : []
    })
  if (locks.length === 0 && !plans) return readAtOnce(shard, accounts)
  const steps: Step[] = [
    { query: statements.beginReading },
    { query: statements.readHead, values: [shard] },
    { query: statements.readAccounts, values: [shard, uuidArray(accounts)] },
    // They lock what they read: until this flight's own commit.
    ...locks.map(({ lock, requests }) => ({ query: lock.query, values: lock.values(requests) })),
    ...(plans ? [{ query: statements.readPlans }] : []),
    { query: statements.commit },
  ]
  const read = (answers: Answers) => {
    const [, heads, found, ...rest] = answers as [unknown, HeadRow[], LockedAccount[], ...unknown[][]]
    return {
      last: heads[0]?.last ?? null,
      dueAt: heads[0]?.due ?? Number.POSITIVE_INFINITY,
      accounts: found.map(accountOf),
      riding: new Map(
        locks.map(({ name, lock }, i) => [name, new Map((rest[i] ?? []).map(row => [lock.keyOf(row), row]))]),
      ),
      planRows: plans ? (rest[locks.length] as PlanRow[]) : undefined,
    }
  }
  return { steps, read }
}

/** The same where accounts are all that is wanted: mostly so. */
function readAtOnce(shard: number, accounts: readonly string[]): Reading {
  return {
    steps: [{ query: statements.readHeadAndAccounts, values: [shard, uuidArray([...accounts])] }],
    read: ([rows = []]) => {
      const found = rows as (HeadRow & LockedAccount)[]
      return {
        last: found[0]?.last ?? null,
        dueAt: found[0]?.due ?? Number.POSITIVE_INFINITY,
        accounts: found.filter(row => row.id !== null).map(accountOf),
        riding: new Map(),
        planRows: undefined,
      }
    },
  }
}

interface HeadRow {
  last: string | null
  due: number | null
}

/** What the verdicts of a batch rest on that was judged without a look. */
export interface Ground {
  /** The newest row of the journal. */
  readonly last: string
  /** Ids that were refused, so must not be in the journal. */
  readonly ids: readonly string[]
  /** The accounts by which they were refused, and how often people had changed them; null: there was none. */
  readonly seen: readonly { readonly id: string; readonly acts: number | null }[]
}

const refusalColumns = ({ ids, seen }: Pick<Ground, 'ids' | 'seen'>) => [
  uuidArray(ids),
  uuidArray(seen.map(account => account.id)),
  intArray(seen.map(account => account.acts)),
]
const NO_REFUSALS = refusalColumns({ ids: [], seen: [] })

/** Lays out the flight of a batch that wrote nothing: does the ground of its verdicts hold? */
export function confirm(shard: number, ground: Ground): Step[] {
  return [{ query: statements.check, values: [shard, ground.last, ...refusalColumns(ground)] }]
}

/** The answer of the first step of `writeDown`. */
export interface Head {
  readonly n: bigint
  readonly before: string | null
}

/** Who else writes in a batch's commit. */
export interface Beside {
  readonly riders: Riders
  readonly outbox: Pick<Outbox, 'statements'>
}

/** Callers' statements are few and their texts fixed: prepared, they are planned once and not for every transfer. */
const names = new Map<string, string>()

function named(text: string): Prepared {
  let name = names.get(text)
  if (name === undefined && names.size < ALSO_NAMED_MAX) names.set(text, (name = `ledger_also_${names.size}`))
  return { name: name ?? '', text }
}

/** Lays out the writing of a batch, without begin and commit. On no `ground` it stands under locks. */
export function writeDown(shard: number, judged: Judged, { riders, outbox }: Beside, ground?: Ground): Step[] {
  const { rows, moved, made, changed, writes, news, also } = judged
  const accounts = ground ? [...moved].sort((a, b) => (a.id < b.id ? -1 : 1)) : [...moved]
  const steps: Step[] = [
    {
      query: statements.write,
      values: [
        shard,
        rows.length,
        ...accountColumns(accounts),
        ...rowColumns(rows),
        accounts.length,
        ground?.last ?? null,
        rows.at(-1)?.id,
        intArray(accounts.map(a => a.acts)),
        ...(ground && ground.ids.length > 0 ? refusalColumns(ground) : NO_REFUSALS),
        // A hold that was made and used up in the same batch is written once, as it ended.
        ...(made.size + changed.size > 0 ? holdColumns([...made, ...changed]) : NO_HOLDS),
      ],
    },
  ]
  for (const name of [...new Set(writes.map(write => write.rider))].sort()) {
    const own = writes.filter(write => write.rider === name).map(write => write.write)
    const { write } = riders.get(name)
    if (write) steps.push({ query: write.query, values: write.values(own) })
  }
  const told = outbox.statements(news)
  if (told) steps.push(told)
  for (const { text, values } of also) steps.push({ query: named(text), values: values as unknown[] })
  return steps
}

function accountColumns(accounts: readonly Account[]): unknown[] {
  return [
    uuidArray(accounts.map(a => a.id)),
    bigintArray(accounts.map(a => a.posted)),
    bigintArray(accounts.map(a => a.heldOut)),
    bigintArray(accounts.map(a => a.heldIn)),
    bigintArray(accounts.map(a => a.version)),
    floatArray(accounts.map(a => a.movedAt)),
    textArray(accounts.map(a => a.usage && usageText(a.usage))),
    floatArray(accounts.map(a => a.closedAt)),
  ]
}

function rowColumns(rows: readonly Posted[]): unknown[] {
  return [
    uuidArray(rows.map(r => r.id)),
    textArray(rows.map(r => r.kind)),
    uuidArray(rows.map(r => r.from)),
    uuidArray(rows.map(r => r.to)),
    bigintArray(rows.map(r => r.amount)),
    textArray(rows.map(r => r.code)),
    intArray(rows.map(r => r.flags)),
    uuidArray(rows.map(r => r.about)),
    uuidArray(rows.map(r => r.chain)),
    uuidArray(rows.map(r => r.peer)),
    textArray(rows.map(r => r.ref)),
    bigintArray(rows.map(r => r.fromVersion)),
    bigintArray(rows.map(r => r.fromBalance)),
    bigintArray(rows.map(r => r.fromHeld)),
    bigintArray(rows.map(r => r.toVersion)),
    bigintArray(rows.map(r => r.toBalance)),
    bigintArray(rows.map(r => r.toHeld)),
    floatArray(rows.map(r => r.effectiveAt)),
    floatArray(rows.map(r => r.createdAt)),
    textArray(rows.map(r => r.meta)),
  ]
}

function holdColumns(holds: readonly Hold[]): unknown[] {
  return [
    uuidArray(holds.map(h => h.id)),
    uuidArray(holds.map(h => h.debit)),
    uuidArray(holds.map(h => h.credit)),
    bigintArray(holds.map(h => h.amount)),
    bigintArray(holds.map(h => h.rest)),
    textArray(holds.map(h => h.state)),
    floatArray(holds.map(h => h.expiresAt)),
    floatArray(holds.map(h => h.createdAt)),
    textArray(holds.map(h => h.code)),
  ]
}

const NO_HOLDS = holdColumns([])

interface LockedAccount {
  id: string
  currency: string
  posted: bigint
  held_out: bigint
  held_in: bigint
  floor: bigint | null
  ceiling: bigint | null
  version: bigint
  moved_at: number | null
  debit_frozen: boolean
  credit_frozen: boolean
  closed_at: number | null
  plan: string | null
  usage: StoredUsage | null
  acts: number
}

function accountOf(row: LockedAccount): Account {
  return {
    id: row.id,
    currency: row.currency,
    posted: row.posted,
    heldOut: row.held_out,
    heldIn: row.held_in,
    floor: row.floor,
    ceiling: row.ceiling,
    version: row.version,
    movedAt: row.moved_at ?? 0,
    debitFrozen: row.debit_frozen,
    creditFrozen: row.credit_frozen,
    closedAt: row.closed_at,
    plan: row.plan,
    usage: row.usage && usageOf(row.usage),
    acts: row.acts,
  }
}

type HoldRow = Pick<Hold, 'id' | 'debit' | 'credit' | 'amount' | 'rest' | 'state' | 'code'> & {
  expires_at: number | null
  created_at: number
}

function holdOf({ expires_at, created_at, ...row }: HoldRow): Hold {
  return { ...row, expiresAt: expires_at, createdAt: created_at }
}

function originalOf({ reversed, ...row }: Posted & { reversed: bigint }): Original {
  return { row, reversed }
}

/** The limits of a plan from their JSON. */
export function limitsFrom(text: string): Limit[] {
  return (JSON.parse(text) as (Omit<Limit, 'amountMax'> & { amountMax?: string })[]).map(({ amountMax, ...limit }) =>
    amountMax === undefined ? limit : { ...limit, amountMax: BigInt(amountMax) },
  )
}
