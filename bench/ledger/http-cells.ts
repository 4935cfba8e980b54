/** What is measured: one plpgsql call without HTTP, and three ways to pay over it; everybody their friend, or all the same one. */
export const CELLS = ['fn', 'proved', 'fn-hot', 'proved-hot', 'passkey', 'pin'] as const
export type HttpCell = (typeof CELLS)[number]

/** What the load generator must know of the city. */
export interface HttpTown {
  readonly port: number
  readonly databaseUrl: string
  readonly password: string
  /** Friends in pairs: the first of the second, the third of the fourth; and all of the first. */
  readonly people: readonly { readonly id: string; readonly token: string }[]
}

/** What the generator says of a cell at its end. */
export interface CellFigures {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Cores that the generator used. */
  readonly generatorCores: number
  /** Answers that were no payment; there should be none. */
  readonly refused: number
  /** Everything that was acknowledged, also outside of what was measured. */
  readonly acknowledged: readonly string[]
  /** Payments that were answered otherwise when they were asked again. */
  readonly differing: number
}

/** Accounts of the SQL peers. */
export const PEER_ACCOUNTS = 10_000
