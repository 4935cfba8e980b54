import type { CallParty, CallWish, Switched } from '@plaza/contract'

/** What is shown of another party, whichever way it comes. */
export interface View {
  readonly stream: MediaStream
  readonly state: RTCPeerConnectionState
  /** What they have switched on. */
  readonly theirs: Switched
}

/** The way that sound and pictures of a call take: straight between devices, or through the city's forwarding unit (SFU). */
export interface Lines {
  /** The other parties, by their peers. */
  readonly views: ReadonlyMap<string, View>
  /** Who speaks, where the way tells. */
  readonly speaker: string | undefined
  /** The city says who is there, me among them or not, and how many more may come. */
  update(mine: CallParty | undefined, others: readonly CallParty[], expected: number): void
  /** Something came from another end of the call. */
  hear(from: string, b: string): void
  /** What I have switched on changed. */
  sendWhatIsOn(): void
  /** Which of the others are looked at, and how large. */
  want(wishes: Readonly<Record<string, CallWish>>): void
  /** What stands still is tried again; asked every few seconds, and when the way to the city is back. */
  tryAgain(): void
  close(): void
}
