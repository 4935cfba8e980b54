import { derivedId } from '@plaza/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Facts } from '../book.ts'
import { judge } from '../judge.ts'
import { plainDraft } from '../lay-out.ts'
import { Riders } from '../riders.ts'
import type { Account, Draft, Hold, Limit, Posted } from '../types.ts'
import { NaiveLedger, type NaiveAccount } from './naive.ts'

const RUNS = 3_000
const TIMEOUT_MS = 30_000
const plain = { currency: 'EUR', floor: 0, ceiling: null, debitFrozen: false, creditFrozen: false, dayMax: null }
const ACCOUNTS = new Map<string, NaiveAccount>([
  ['source', { ...plain, floor: null }],
  ['anna', { ...plain, dayMax: 12 }],
  ['bo', { ...plain, ceiling: 9 }],
  ['carl', { ...plain, floor: -3 }],
  ['ice', { ...plain, debitFrozen: true }],
  ['wall', { ...plain, creditFrozen: true }],
  ['yen', { ...plain, currency: 'JPY' }],
])
const PLANS = new Map<string, Limit[]>([['day', [{ name: 'day', side: 'out', window: 'day', amountMax: 12n }]]])
const id = (n: number) => derivedId('model', String(n))

const place = fc.constantFrom('source', 'source', 'anna', 'anna', 'bo', 'carl', 'ice', 'wall', 'yen', 'nobody')
const name = fc.integer({ min: 0, max: 13 }).map(id)
const sum = fc.option(fc.integer({ min: 0, max: 9 }).map(BigInt), { nil: undefined, freq: 4 })
const draft: fc.Arbitrary<Draft> = fc
  .record({
    id: name,
    kind: fc.constantFrom(
      'transfer',
      'transfer',
      'transfer',
      'hold',
      'hold',
      'capture',
      'capture',
      'void',
      'reverse',
      'sweep',
    ),
    from: place,
    to: place,
    amount: sum,
    about: name,
    final: fc.boolean(),
    expiresAt: fc.option(fc.integer({ min: 1, max: 12 }).map(hours => hours * 3_600_000)),
  })
  .map(({ id, kind, from, to, amount, about, final, expiresAt }) => {
    if (kind === 'transfer') return plainDraft(id, kind, { from, to, amount })
    if (kind === 'hold') return plainDraft(id, kind, { from, to, amount, expiresAt })
    if (kind === 'capture') return plainDraft(id, kind, { about, amount, final })
    if (kind === 'reverse') return plainDraft(id, kind, { about, amount })
    return kind === 'void' ? plainDraft(id, kind, { about }) : plainDraft(id, 'sweep', { from, to })
  })
const order = fc.oneof(
  { weight: 4, arbitrary: draft.map(one => [one]) },
  { weight: 1, arbitrary: fc.array(draft, { minLength: 2, maxLength: 3 }) },
)
const batch = fc.record({
  skipHours: fc.constantFrom(0, 0, 1, 5, 30),
  orders: fc.array(order, { minLength: 1, maxLength: 8 }),
})

/** Everybody has something to lose from the start. */
const funding = ['anna', 'carl', 'ice'].map(to => [
  plainDraft(derivedId('fund', to), 'transfer', { from: 'source', to, amount: 30n }),
])

/** The database of the model: what was written so far, and the facts of the next batch out of it. */
class Memory {
  accounts: Account[] = [...ACCOUNTS].map(([account, a]) => ({
    id: account,
    currency: a.currency,
    posted: 0n,
    heldOut: 0n,
    heldIn: 0n,
    floor: a.floor === null ? null : BigInt(a.floor),
    ceiling: a.ceiling === null ? null : BigInt(a.ceiling),
    version: 0n,
    movedAt: 0,
    debitFrozen: a.debitFrozen,
    creditFrozen: a.creditFrozen,
    closedAt: null,
    plan: a.dayMax === null ? null : 'day',
    usage: null,
    acts: 0,
  }))
  holds: Hold[] = []
  rows: Posted[] = []

  facts(): Facts {
    const reversed = (of: Posted) =>
      this.rows.filter(r => r.kind === 'reverse' && r.about === of.id).reduce((all, r) => all + r.amount, 0n)
    return {
      shard: 0,
      accounts: this.accounts,
      known: this.rows,
      holds: this.holds,
      originals: this.rows.map(row => ({ row, reversed: reversed(row) })),
      plans: PLANS,
      riding: new Map(),
    }
  }

  write({ rows, moved, made, changed }: ReturnType<typeof judge>): void {
    this.rows = [...this.rows, ...rows]
    const accounts = new Map([...moved].map(account => [account.id, account]))
    this.accounts = this.accounts.map(account => accounts.get(account.id) ?? account)
    const holds = new Map([...changed].map(hold => [hold.id, hold]))
    this.holds = [...this.holds.map(hold => holds.get(hold.id) ?? hold), ...made]
  }
}

test(
  `the judge agrees with a ledger that computes everything from its history (${RUNS} runs)`,
  () => {
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 8 }), batches => {
        const naive = new NaiveLedger(ACCOUNTS)
        const memory = new Memory()
        for (const { skipHours, orders } of [{ skipHours: 0, orders: funding }, ...batches]) {
          naive.now += skipHours * 3_600_000
          const judged = judge(
            orders.map(drafts => ({ drafts })),
            memory.facts(),
            new Riders(),
            naive.now,
          )
          const wanted = orders.map(drafts => naive.order(drafts))
          expect(judged.verdicts.map(verdicts => verdicts.map(verdict => verdict.code))).toEqual(wanted)
          memory.write(judged)
        }
        // The last look expires what is due, so that both speak of the same moment.
        memory.write(judge([], memory.facts(), new Riders(), naive.now))
        expect(memory.accounts.map(({ id, posted, heldOut, heldIn }) => [id, posted, heldOut, heldIn].join())).toEqual(
          memory.accounts.map(({ id }) => [id, naive.posted(id), naive.held(id, 'from'), naive.held(id, 'to')].join()),
        )
        inOrder(memory)
      }),
      { numRuns: RUNS },
    )
  },
  TIMEOUT_MS,
)

/** What must be true of any journal. */
function inOrder({ accounts, rows }: Memory): void {
  expect(accounts.reduce((all, account) => all + account.posted, 0n)).toBe(0n)
  for (const account of accounts) {
    if (account.floor !== null && account.posted - account.heldOut < account.floor) throw new Error('below the floor')
    const versions = rows.flatMap(row =>
      row.from === account.id ? [row.fromVersion] : row.to === account.id ? [row.toVersion] : [],
    )
    expect(versions).toEqual(versions.map((_, i) => BigInt(i + 1)))
    expect(account.version).toBe(BigInt(versions.length))
  }
  expect(new Set(rows.map(row => row.id)).size).toBe(rows.length)
}

test(
  'the judge is pure, and how arrivals are cut into batches changes no verdict',
  () => {
    fc.assert(
      fc.property(
        fc.array(order, { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(20), { maxLength: 5 }),
        (orders, cuts) => {
          const run = (batches: (readonly Draft[])[][]) => {
            const memory = new Memory()
            const codes = batches.flatMap(orders => {
              const judged = judge(
                orders.map(drafts => ({ drafts })),
                memory.facts(),
                new Riders(),
                0,
              )
              memory.write(judged)
              return judged.verdicts.map(verdicts => verdicts.map(verdict => verdict.code))
            })
            return { codes, accounts: memory.accounts }
          }
          const edges = [0, ...cuts.filter(cut => cut < orders.length).sort((a, b) => a - b), orders.length]
          const pieces = edges.slice(1).map((end, i) => orders.slice(edges[i], end))
          expect(run(pieces)).toEqual(run([orders]))
        },
      ),
      { numRuns: RUNS / 4 },
    )
  },
  TIMEOUT_MS,
)
