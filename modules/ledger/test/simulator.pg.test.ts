import { sql } from '@plaza/db'
import { SeededDice, systemClock } from '@plaza/kernel'
import { testCity } from '@plaza/testkit'
import { expect, test } from 'vitest'
import * as door from '../index.ts'
import type { Posted, Transfer, Verdict } from '../index.ts'
import { bank, type Bank } from './bank.ts'

const PEOPLE = ['anna', 'bo', 'carl', 'dora', 'eve', 'finn']
const CALLERS = 24
const ASKS_EACH = 30
/** Answers that never reach whoever asked. */
const DROPPED = 0.3
const KILL_EACH_MS = 25
/** Answers between two kills: a slow machine gets on all the same. */
const ANSWERS_BETWEEN = 5

/** One caller: asks, loses answers, repeats, sometimes out of order; remembers what it was promised. */
class Caller {
  readonly promised = new Map<string, { asked: Transfer; row: Posted }>()
  readonly open: string[] = []
  readonly waiting: Transfer[] = []
  readonly dice: SeededDice
  readonly made: Bank
  answers = 0
  constructor(made: Bank, dice: SeededDice) {
    this.made = made
    this.dice = dice
  }

  next(): Transfer {
    const { dice, made } = this
    const id = made.city.newId()
    const [from, to] = dice.shuffle(PEOPLE).map(name => made.id(name)) as [string, string]
    const amount = BigInt(1 + dice.below(30))
    const hold = this.open.length > 0 ? dice.pick(this.open) : undefined
    const paid = [...this.promised.keys()]
    const roll = dice.float()
    if (roll < 0.25)
      return { kind: 'hold', id, from, to, amount, ...(dice.chance(0.5) ? { expiresAt: Date.now() + 200 } : {}) }
    if (roll < 0.45 && hold)
      return { kind: 'capture', id, hold, ...(dice.chance(0.5) ? { amount, final: dice.chance(0.5) } : {}) }
    if (roll < 0.5 && hold) return { kind: 'void', id, hold }
    if (roll < 0.6 && paid.length > 0)
      return { kind: 'reverse', id, transfer: dice.pick(paid), ...(dice.chance(0.5) ? { amount } : {}) }
    if (roll < 0.63) return { kind: 'sweep', id, from, to }
    return { id, from, to, amount, code: 'sim' }
  }

  hear(asked: Transfer, verdict: Verdict): void {
    this.answers += 1
    if (!verdict.ok) return
    const before = this.promised.get(asked.id)
    if (before) expect(verdict).toMatchObject({ code: 'exists', transfer: before.row })
    this.promised.set(asked.id, { asked, row: verdict.transfer })
    if (asked.kind === 'hold') this.open.push(asked.id)
  }

  async run(post: (t: Transfer) => Promise<Verdict>): Promise<void> {
    for (let i = 0; i < ASKS_EACH; i++) {
      const asked = this.waiting.length > 0 && this.dice.chance(0.4) ? this.dice.pick(this.waiting) : this.next()
      const answer = post(asked)
      if (this.dice.chance(DROPPED)) {
        this.waiting.push(asked)
        if (this.dice.chance(0.5)) void answer.catch(() => {})
        else await answer
      } else this.hear(asked, await answer)
    }
    for (const asked of this.dice.shuffle(this.waiting)) this.hear(asked, await post(asked))
  }
}

const seed = Math.floor(Math.random() * 1e9)

test(`dropped answers, repeats, two processes and killed connections: every promise is kept once (seed ${seed})`, async () => {
  await using made = await bank(PEOPLE, { clock: systemClock })
  const { city } = made
  await using other = await testCity({ modules: [door.ledger], databaseUrl: city.db.url, clock: systemClock })
  for (const name of PEOPLE) await made.fund(name, 500)
  const dice = new SeededDice(seed)
  const callers = Array.from({ length: CALLERS }, (_, i) => new Caller(made, new SeededDice(seed + i)))
  const killer = killConnections(made, dice, () => callers.reduce((sum, { answers }) => sum + answers, 0))
  await Promise.all(
    callers.map(caller => caller.run(transfer => door.transfer(dice.chance(0.5) ? city : other, transfer))),
  )
  const kills = await killer.stop()
  await city.settle()
  expect((await door.verifyLedger(city.db)).faults).toEqual([])
  const rows = new Map((await wholeJournal(city)).map(row => [row.id, row]))
  for (const { promised } of callers) {
    for (const [id, { asked, row }] of promised) {
      expect(rows.get(id)).toEqual(row)
      if ('amount' in asked && asked.amount !== undefined) expect(row.amount).toBe(asked.amount)
    }
  }
  for (const name of PEOPLE) {
    const lines = await door.statement(city, made.id(name))
    expect(lines[0]?.balance).toBe(BigInt(await made.balance(name)))
  }
  expect(kills).toBeGreaterThan(3)
  expect(rows.size).toBeGreaterThan(200)
})

async function wholeJournal(city: Bank['city']): Promise<Posted[]> {
  const rows: Posted[] = []
  for (;;) {
    const page = await door.journal(city, { shard: 0, after: rows.at(-1)?.n ?? 0n })
    if (page.length === 0) return rows
    rows.push(...page)
  }
}

/** Ends the connections of batchers wherever they are just now, most of all between the two flights. */
function killConnections({ city }: Bank, dice: SeededDice, answers: () => number): { stop(): Promise<number> } {
  let stopped = false
  let next = 0
  let kills = 0
  const work = (async () => {
    while (!stopped) {
      await new Promise(resolve => setTimeout(resolve, dice.float() * 2 * KILL_EACH_MS))
      if (answers() < next) continue
      next = answers() + ANSWERS_BETWEEN
      const { count } = await city.db.one<{ count: number }>(sql`
        select count(pg_terminate_backend(pid))::integer as count from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state in ('active', 'idle in transaction')
          and query ~ 'ledger\\.' and query !~ 'pg_stat_activity'`)
      kills += count
    }
  })()
  return {
    async stop() {
      stopped = true
      await work
      return kills
    },
  }
}
