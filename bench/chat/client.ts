/** One connected person as the load generator drives them. */
export interface Client {
  /** Sends a text of this client to its partner or group. */
  send(text: string): void
  close(): void
}

export interface Target {
  /** Connects person `index`; `heard` is called with the raw text of each delivered body. */
  connect(index: number, heard: (text: string) => void): Promise<Client>
}

/** A body of 100 bytes that begins with the moment of sending in ms. */
export function stamped(atMs: number): string {
  return atMs.toFixed(3).padEnd(100, '.')
}

/** The moment of sending inside a delivered body. */
export function stampOf(text: string): number {
  return Number.parseFloat(text)
}
