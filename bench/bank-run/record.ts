/** A payment as whoever asked for it knows it. Amounts in minor units. */
export interface Payment {
  readonly from: string
  readonly to: string
  readonly amount: bigint
}

/** What was asked, and what the city promised: kept outside of it, to be compared with its books in the end. */
export class Record {
  /** Ids of everything that anybody tried to begin. */
  readonly asked = new Set<string>()
  readonly transfers = new Map<string, Payment>()
  /** How transfers ended for whoever ended them. */
  readonly ended = new Map<string, 'accepted' | 'declined'>()
  readonly paid = new Map<string, Payment>()
  readonly envelopes = new Map<string, { readonly from: string; readonly amount: bigint }>()
  /** Shares of envelopes and of the promotion, by id and person (and number). */
  readonly shares = new Map<string, bigint>()
  readonly moves = new Map<
    string,
    { readonly person: string; readonly direction: 'in' | 'out'; readonly amount: bigint }
  >()
  /** How often each refusal was heard. */
  readonly refusals = new Map<string, number>()

  /** How many promises of each kind there are. */
  get promises() {
    const { transfers, ended, paid, envelopes, shares, moves } = this
    return {
      transfers: transfers.size,
      ended: ended.size,
      paid: paid.size,
      envelopes: envelopes.size,
      shares: shares.size,
      moves: moves.size,
    }
  }

  get acknowledged(): number {
    return Object.values(this.promises).reduce((sum, count) => sum + count, 0)
  }

  refused(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1)
  }
}
