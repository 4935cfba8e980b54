import { AMOUNT_MAX } from '../limits.ts'
import type { Draft } from '../types.ts'

/** One accepted transfer as the naive ledger remembers it. */
interface Fact {
  readonly chain: string | null
  readonly draft: Draft
  readonly from: string
  readonly to: string
  readonly amount: number
  readonly released: number
  readonly at: number
}

export interface NaiveAccount {
  readonly currency: string
  readonly floor: number | null
  readonly ceiling: number | null
  readonly debitFrozen: boolean
  readonly creditFrozen: boolean
  /** Most that may be paid from it on one day. */
  readonly dayMax: number | null
}

const DAY_MS = 86_400_000

/**
 * A ledger that keeps nothing but the list of what was accepted and computes everything from it each time: slow, plain,
 * and written without looking at the judge.
 */
export class NaiveLedger {
  readonly accounts: ReadonlyMap<string, NaiveAccount>
  facts: Fact[] = []
  now = 0
  chain: string | null = null

  constructor(accounts: ReadonlyMap<string, NaiveAccount>) {
    this.accounts = accounts
  }

  posted(account: string): number {
    const moves = this.facts.filter(({ draft }) => draft.kind !== 'hold')
    return moves.reduce((sum, f) => sum + (f.to === account ? f.amount : 0) - (f.from === account ? f.amount : 0), 0)
  }

  /** What is left of a hold, by its history. */
  rest(hold: Fact): number {
    const about = this.facts.filter(fact => fact.draft.about === hold.draft.id && fact.draft.kind !== 'reverse')
    return hold.amount - about.reduce((sum, fact) => sum + fact.amount + fact.released, 0)
  }

  isOver(hold: Fact): boolean {
    return hold.draft.expiresAt !== null && hold.draft.expiresAt <= this.now
  }

  held(account: string, side: 'from' | 'to'): number {
    const holds = this.facts.filter(fact => fact.draft.kind === 'hold' && fact[side] === account && !this.isOver(fact))
    return holds.reduce((sum, hold) => sum + this.rest(hold), 0)
  }

  paidToday(account: string): number {
    const today = Math.floor(this.now / DAY_MS)
    const own = this.facts.filter(fact => fact.from === account && Math.floor(fact.at / DAY_MS) === today)
    return own.reduce((sum, fact) => {
      if (fact.draft.kind === 'transfer') return sum + fact.amount
      if (fact.draft.kind !== 'hold') return sum
      const released = this.facts.filter(f => f.draft.about === fact.draft.id).reduce((all, f) => all + f.released, 0)
      return sum + fact.amount - released - (this.isOver(fact) ? this.rest(fact) : 0)
    }, 0)
  }

  /** All or nothing for several; by itself for one. */
  order(drafts: readonly Draft[]): string[] {
    if (drafts.length === 1) return [this.one(drafts[0] as Draft)]
    const id = (drafts[0] as Draft).id
    const known = drafts.map(draft => this.facts.find(fact => fact.draft.id === draft.id))
    if (known.every((fact, i) => fact?.chain === id && same(fact.draft, drafts[i] as Draft)))
      return drafts.map(() => 'exists')
    const taken = known.findIndex(Boolean)
    if (taken >= 0) return drafts.map((_, i) => (i === taken ? 'exists_different' : 'chain_failed'))
    const before = this.facts
    const codes: string[] = []
    for (const draft of drafts) {
      const code = this.one(draft, id)
      codes.push(code)
      if (code === 'ok') continue
      this.facts = before
      // An id cannot stand in a chain twice.
      const why = code === 'exists' ? 'exists_different' : code
      return drafts.map((_, i) => (i === codes.length - 1 ? why : 'chain_failed'))
    }
    return codes
  }

  one(draft: Draft, chain: string | null = null): string {
    this.chain = chain
    const known = this.facts.find(fact => fact.draft.id === draft.id)
    if (known) return same(known.draft, draft) ? 'exists' : 'exists_different'
    this.facts = [...this.facts]
    switch (draft.kind) {
      case 'transfer':
      case 'hold':
        return this.move(draft)
      case 'capture':
      case 'void':
        return this.settle(draft)
      case 'reverse':
        return this.reverse(draft)
      default:
        return this.sweep(draft)
    }
  }

  mayMove(from: string, to: string): string | undefined {
    return this.accounts.get(from)?.debitFrozen || this.accounts.get(to)?.creditFrozen ? 'frozen' : undefined
  }

  fits(from: string, to: string, amount: number): string | undefined {
    const { floor } = this.accounts.get(from) as NaiveAccount
    const { ceiling } = this.accounts.get(to) as NaiveAccount
    if (floor !== null && this.posted(from) - this.held(from, 'from') - amount < floor) return 'insufficient'
    if (ceiling !== null && this.posted(to) + this.held(to, 'to') + amount > ceiling) return 'above_ceiling'
    return undefined
  }

  sides(from: string, to: string): string | undefined {
    if (from === to) return 'same_account'
    const [a, b] = [this.accounts.get(from), this.accounts.get(to)]
    if (!a || !b) return 'not_found'
    return a.currency === b.currency ? undefined : 'ledger_mismatch'
  }

  accept(draft: Draft, from: string, to: string, amount: number, released = 0): string {
    this.facts.push({ chain: this.chain, draft, from, to, amount, released, at: this.now })
    return 'ok'
  }

  move(draft: Draft): string {
    const { from, to } = draft as { from: string; to: string }
    const amount = Number(draft.amount ?? 0n)
    const problem = this.sides(from, to)
    if (problem) return problem
    if (draft.kind === 'hold' && draft.expiresAt !== null && draft.expiresAt <= this.now) return 'hold_expired'
    const frozen = this.mayMove(from, to)
    if (frozen) return frozen
    if (amount <= 0 || amount > Number(AMOUNT_MAX)) return 'bad_amount'
    const tight = this.fits(from, to, amount)
    if (tight) return tight
    const { dayMax } = this.accounts.get(from) as NaiveAccount
    if (dayMax !== null && this.paidToday(from) + amount > dayMax) return 'limit_reached'
    return this.accept(draft, from, to, amount)
  }

  settle(draft: Draft): string {
    const hold = this.facts.find(fact => fact.draft.id === draft.about && fact.draft.kind === 'hold')
    if (!hold) return 'not_found'
    const rest = this.rest(hold)
    if (rest > 0 && this.isOver(hold)) return 'hold_expired'
    if (rest === 0) return 'hold_spent'
    if (draft.kind === 'void') return this.accept(draft, hold.from, hold.to, 0, rest)
    const frozen = this.mayMove(hold.from, hold.to)
    if (frozen) return frozen
    const amount = draft.amount === undefined ? rest : Number(draft.amount)
    if (amount <= 0) return 'bad_amount'
    if (amount > rest) return 'over_capture'
    return this.accept(draft, hold.from, hold.to, amount, draft.final ? rest - amount : 0)
  }

  reverse(draft: Draft): string {
    const fact = this.facts.find(one => one.draft.id === draft.about)
    if (!fact) return 'not_found'
    if (!['transfer', 'capture', 'sweep'].includes(fact.draft.kind)) return 'not_reversible'
    const undone = this.facts.filter(one => one.draft.kind === 'reverse' && one.draft.about === draft.about)
    const left = fact.amount - undone.reduce((sum, one) => sum + one.amount, 0)
    const amount = draft.amount === undefined ? left : Number(draft.amount)
    if (amount > left || left === 0) return 'over_reversal'
    const frozen = this.mayMove(fact.to, fact.from)
    if (frozen) return frozen
    if (amount <= 0) return 'bad_amount'
    return this.fits(fact.to, fact.from, amount) ?? this.accept(draft, fact.to, fact.from, amount)
  }

  sweep(draft: Draft): string {
    const { from, to } = draft as { from: string; to: string }
    const problem = this.sides(from, to) ?? this.mayMove(from, to)
    if (problem) return problem
    const amount = Math.max(0, this.posted(from) - this.held(from, 'from'))
    const { ceiling } = this.accounts.get(to) as NaiveAccount
    if (ceiling !== null && this.posted(to) + this.held(to, 'to') + amount > ceiling) return 'above_ceiling'
    return this.accept(draft, from, to, amount)
  }
}

function same(a: Draft, b: Draft): boolean {
  const told = ({ kind, from, to, amount, about, final }: Draft) =>
    [kind, from, to, String(amount), about, final].join()
  return told(a) === told(b)
}
