export type Outcome = 'ok' | 'taken' | 'empty' | 'over'

/** Whatever gives out shares of envelopes, behind one door for the race. People are told by number, from 0. */
export interface Racer extends AsyncDisposable {
  readonly name: string
  /** Fills an envelope with so many lucky shares of `TOTAL`; its id. */
  fill(count: number): Promise<string>
  grab(envelope: string, person: number): Promise<Outcome>
  /** What each winner of an envelope got, in order of place; minor units. */
  takes(envelope: string): Promise<readonly { readonly person: string; readonly amount: bigint }[]>
  /** Everything that must be true of all books after a cell, as a list of what is not. */
  faults(): Promise<string[]>
}

/** What is in each envelope, in minor units. */
export const TOTAL = 1_000n
export const LIFE_MS = 3_600_000
