import {
  isConnectionLost,
  isDivisionByZero,
  isRetriable,
  isTaken,
  boolArray,
  intArray,
  uuidArray,
  UuidList,
  type Hot,
} from '@plaza/db'
import { perCity, type City } from '@plaza/house'
import { admission } from '@plaza/realtime'
import * as statements from './append-sql.ts'
import { batchCommitted, batchFailed } from './events.ts'
import { isSaidToAll, judge, type Judged, type SaidToAll } from './judge.ts'
import { KnownHeads } from './known-heads.ts'
import { BATCH_MAX, DAY_MS, LANES, QUEUE_MAX, RETRY_PAUSE_MS, SEND_PATIENCE_MS } from './limits.ts'
import { heardBy, movedCursors, plan, type Plan } from './plan.ts'
import { announce, type Audience } from './announce.ts'
import type { Draft, Head, KnownMessage, Membership, Target, Verdict } from './types.ts'

/** Called once, in commit order, after the pushes of the same event: what the sender hears never overtakes what others hear. */
export type Settle = (verdict: Verdict, u: number | undefined) => void

interface Waiting {
  readonly draft: Draft
  readonly settle: Settle
}

/**
 * One line of sends to one connection. While a batch commits, the next gathers: under load one commit carries hundreds of
 * messages, at rest a message leaves at once. Nothing is acknowledged before its commit.
 */
class Lane {
  readonly #city: City
  readonly #hot: Hot
  #waiting: Waiting[] = []
  #running = false
  #idle: (() => void)[] = []
  readonly #known = new KnownHeads()

  constructor(city: City) {
    this.#city = city
    this.#hot = city.db.hot()
  }

  add(draft: Draft, settle: Settle): void {
    if (this.#waiting.length >= QUEUE_MAX) return settle({ ok: false, code: 'busy', retryMs: 1_000 }, undefined)
    this.#waiting.push({ draft, settle })
    admission(this.#city).entered()
    if (!this.#running) {
      this.#running = true
      // Whatever else arrives in this turn of the event loop rides along.
      setImmediate(() => void this.#drain())
    }
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    if (this.#running) await new Promise<void>(resolve => this.#idle.push(resolve))
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH_MAX)
      const began = performance.now()
      await this.#commit(batch)
      admission(this.#city).left(batch.length, performance.now() - began)
    }
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  /** Commits a batch, again and again while the database is away: ids make every repeat the same message. */
  async #commit(batch: Waiting[]): Promise<void> {
    const began = this.#city.clock.now()
    let left = batch
    for (let attempt = 0; left.length > 0; attempt++) {
      try {
        if (attempt > 0 || !(await this.#oneFlight(left))) await this.#flights(left, attempt > 0)
        batchCommitted(this.#city, left.length, this.#city.clock.now() - began)
        return
      } catch (error) {
        await this.#hot.reset()
        if (!isRetriable(error) && !isTaken(error) && !isConnectionLost(error)) {
          // One draft that we did not foresee must not take the others with it.
          if (left.length > 1) {
            for (const waiting of left) await this.#commit([waiting])
            return
          }
          batchFailed(this.#city, error)
          for (const { settle } of left) settle({ ok: false, code: 'internal' }, undefined)
          return
        }
        const now = this.#city.clock.now()
        const tired = left.filter(({ draft }) => now - draft.arrivedMs > SEND_PATIENCE_MS)
        for (const { settle } of tired) settle({ ok: false, code: 'busy', retryMs: 2_000 }, undefined)
        left = left.filter(waiting => !tired.includes(waiting))
        if (!isRetriable(error)) await new Promise(resolve => setTimeout(resolve, RETRY_PAUSE_MS))
      }
    }
  }

  /**
   * Writes without looking first, where all heads are remembered from this process's last commit. False when that was not
   * so, or when one of the ids was there already: then nothing was written.
   */
  async #oneFlight(batch: readonly Waiting[]): Promise<boolean> {
    const drafts = batch.map(waiting => waiting.draft)
    const now = this.#city.clock.now()
    const heads = this.#known.forAll(drafts, now)
    if (!heads) return false
    const judged = judge(drafts, { heads, known: [], members: [], targets: [], saidToAll: [] }, now)
    if (judged.verdicts.some(verdict => !verdict.ok)) return false
    judged.moved.sort((a, b) => (a.id < b.id ? -1 : 1))
    const writes = plan(judged.events, judged.moved, [])
    try {
      const written = await this.#hot.flight([
        { query: statements.begin },
        {
          query: statements.moveKnownHeads,
          values: [...writes.heads.values, intArray(heads.map(head => head.q))],
        },
        writes.logs,
        ...writes.rest,
        { query: statements.commit },
      ])
      this.#tell(batch, judged, writes, written[2] as unknown[])
      return true
    } catch (error) {
      if (!isTaken(error) && !isDivisionByZero(error)) throw error
      return false
    }
  }

  async #flights(batch: readonly Waiting[], again: boolean): Promise<void> {
    const drafts = batch.map(waiting => waiting.draft)
    const answering = drafts.filter(draft => draft.re !== null)
    const calling = drafts.filter(isSaidToAll)
    // Who writes, and whom they mention: both must be members. The heads of direct conversations name theirs.
    const people = drafts.flatMap(draft =>
      this.#known.pairOf(draft.conv)
        ? []
        : [draft.sender, ...mentionsOf(draft)].map(person => [draft.conv, person] as const),
    )
    const convs = [...new Set(drafts.map(draft => draft.conv))].sort()
    const pairs = convs.map(conv => this.#known.pairOf(conv))
    const convOf = new Map(convs.map((conv, i) => [conv, i]))
    const convList = new UuidList(convs)
    const looked = await this.#hot.flight([
      { query: statements.begin },
      { query: statements.lockHeads, values: [convList.array, boolArray(pairs.map(pair => pair === undefined))] },
      {
        query: statements.findKnown,
        values: [
          convList.pick(drafts.map(draft => convOf.get(draft.conv) as number)),
          uuidArray(drafts.map(draft => draft.id)),
        ],
      },
      { query: statements.findMembers, values: [uuidArray(people.map(p => p[0])), uuidArray(people.map(p => p[1]))] },
      ...(answering.length > 0
        ? [
            {
              query: statements.findTargets,
              values: [uuidArray(answering.map(d => d.conv)), intArray(answering.map(d => d.re))],
            },
          ]
        : []),
      ...(calling.length > 0
        ? [
            {
              query: statements.countSaidToAll,
              values: [uuidArray(calling.map(d => d.conv)), this.#city.clock.now() - DAY_MS],
            },
          ]
        : []),
    ])
    const heads = (looked[1] as LockedHead[]).map(row => headOf(row, convs[row.at - 1] as string, pairs[row.at - 1]))
    const members = looked[3] as Membership[]
    const more = looked.slice(4)
    const targets = (answering.length > 0 ? more.shift() : []) as Target[]
    const saidToAll = (calling.length > 0 ? more.shift() : []) as SaidToAll[]
    const now = this.#city.clock.now()
    for (const head of heads) this.#known.read(head, now)
    const judged = judge(drafts, { heads, known: looked[2] as KnownMessage[], members, targets, saidToAll }, now)
    const fans = new Map(heads.map(head => [head.id, head.fan]))
    if (judged.events.length === 0) {
      await this.#hot.flight([{ query: statements.rollback }], { continues: true })
      return this.#answer(batch, judged.verdicts, new Map(), again ? fans : undefined)
    }
    const writes = plan(judged.events, judged.moved, members)
    const written = await this.#hot.flight(
      [writes.cursors, writes.heads, writes.inboxes, ...writes.rest, { query: statements.commit }],
      { continues: true },
    )
    this.#tell(batch, judged, writes, written[0] as unknown[], again ? fans : undefined)
  }

  /** After the commit: remembers the heads as they are now, and answers. */
  #tell(
    batch: readonly Waiting[],
    judged: Judged,
    writes: Plan,
    moved: unknown[],
    fansAgain?: ReadonlyMap<string, string[] | null>,
  ): void {
    this.#known.wrote(judged.moved)
    const cursors = movedCursors(moved)
    const large = new Set(judged.moved.filter(head => head.fan === null).map(head => head.id))
    const told = new Map(
      judged.events.map((event, i) => [
        event,
        { large: large.has(event.conv), people: heardBy(writes.touches[i] ?? [], cursors) } satisfies Audience,
      ]),
    )
    this.#answer(batch, judged.verdicts, told, fansAgain)
  }

  #answer(
    batch: readonly Waiting[],
    verdicts: readonly Verdict[],
    told: ReadonlyMap<object, Audience>,
    fansAgain: ReadonlyMap<string, string[] | null> | undefined,
  ): void {
    verdicts.forEach((verdict, i) => {
      const { draft, settle } = batch[i] as Waiting
      if (!verdict.ok) return settle(verdict, undefined)
      const audience = told.get(verdict.event)
      if (audience) announce(this.#city, verdict.event, audience, draft.origin)
      // The commit happened but its answer was lost: members who are connected have not heard of it yet.
      else if (fansAgain) {
        const fan = fansAgain.get(draft.conv)
        announce(
          this.#city,
          verdict.event,
          { large: fan === null, people: (fan ?? []).map(person => ({ person })) },
          draft.origin,
        )
      }
      settle(verdict, audience?.people.find(touch => touch.person === draft.sender)?.u)
    })
  }
}

type LockedHead = Omit<Head, 'id'> & { at: number }

function headOf(row: LockedHead, id: string, pair: string[] | undefined): Head {
  return {
    id,
    kind: row.kind,
    q: row.q,
    n: row.n,
    shown_q: row.shown_q,
    fan: pair ?? row.fan,
    open: row.open,
    admins_only: row.admins_only,
    all_free: row.all_free,
  }
}

function mentionsOf(draft: Draft): string[] {
  return draft.kind === 'text'
    ? ((draft.body['mentions'] as string[] | undefined) ?? []).filter(person => person !== 'all')
    : []
}

const lanes = perCity(city => {
  const made = Array.from({ length: LANES }, () => new Lane(city))
  city.onStop(async () => {
    await Promise.all(made.map(lane => lane.idle()))
  })
  return made
})

/** A draft before its body is laid out as text. */
export type Unlaid = Omit<Draft, 'json'>

/** Written out: every draft then has one shape, and reading it is quick for the whole of its way. */
function laid({ conv, id, sender, kind, body, re, origin, arrivedMs }: Unlaid): Draft {
  return { conv, id, sender, kind, body, json: JSON.stringify(body), re, origin, arrivedMs }
}

/** Puts a draft in line for the next commit of its conversation's lane. */
export function append(city: City, draft: Unlaid, settle: Settle): void {
  const lane = lanes(city)[Number.parseInt(draft.conv.slice(-4), 16) % LANES]
  lane?.add(laid(draft), settle)
}

/** As `append`, for callers that wait: resolves with the verdict after the commit. */
export function appended(city: City, draft: Unlaid): Promise<Verdict> {
  return new Promise(resolve => append(city, draft, verdict => resolve(verdict)))
}
