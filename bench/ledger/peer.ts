/** Whatever moves money between numbered accounts, behind one door for the load. Account 0 is where money comes from. */
export interface Peer extends AsyncDisposable {
  readonly name: string
  /** Whether a payment that is asked again is known by its id. */
  readonly knowsIds: boolean
  /** Work that goes on beside a cell, and how it ends. */
  beside?(): () => Promise<void>
  /** Says `ended` after each of its transfers but the last. */
  pay(payment: Payment, ended: () => void): Promise<'ok' | 'exists' | 'refused'>
  /** Everything that must be true after a cell, as a list of what is not. */
  faults(): Promise<string[]>
}

export interface Payment {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly amount: number
}

export const START_BALANCE = 1_000_000
