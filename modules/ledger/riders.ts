import type { Prepared } from '@plaza/db'
import { assert } from '@plaza/kernel'

/** What a rider says about one transfer: its amount and the row as it will be, or a word of refusal. */
export type Decision<Row, Write> =
  | { readonly ok: true; readonly amount?: bigint; readonly row?: Row; readonly write?: Write }
  | { readonly ok: false; readonly reason: string }

/**
 * Work of another module inside the ledger's batches. One statement locks and reads all rows that the batch's requests
 * are about, a pure function decides each request in its turn, and one statement writes what came of all accepted ones.
 */
export interface Rider<Request = unknown, Row = unknown, Write = unknown> {
  /** `module.what`, unique in the city. */
  readonly name: string
  /** Flight 1, after the accounts are locked: `select … order by … for update` over the keys, once for each batch. */
  readonly lock?: {
    readonly query: Prepared
    readonly values: (requests: readonly Request[]) => unknown[]
    readonly keyOf: (row: Row) => string
  }
  /**
   * The locked rows change in what `lock` reads only by this rider, or by statements that ride along as `also`. Then a
   * batch may be decided by the rows as the last one left them.
   */
  readonly steady?: true
  /** Which locked row a request is about. */
  readonly keyOf?: (request: Request) => string
  /**
   * Pure. `row` is as the requests before it left it, not as the database has it, and must be returned changed, never
   * changed in place: if the transfer is refused after all, the decision is forgotten. Without `decide` every request is
   * its own write.
   */
  readonly decide?: (request: Request, row: Row | undefined, nowMs: number) => Decision<Row, Write>
  /** Flight 2: once for each batch with what was accepted, in order. */
  readonly write?: { readonly query: Prepared; readonly values: (writes: readonly Write[]) => unknown[] }
}

/** The riders of a city by name. */
export class Riders {
  readonly #byName = new Map<string, Rider>()

  add<Request, Row, Write>(rider: Rider<Request, Row, Write>): void {
    assert(!this.#byName.has(rider.name), `two riders are called ${rider.name}`)
    this.#byName.set(rider.name, rider as unknown as Rider)
  }

  get(name: string): Rider {
    const rider = this.#byName.get(name)
    assert(rider, `no rider is called ${name}: register it in the module's start`)
    return rider
  }
}
