export interface Subscription {
  unsubscribe(): void
}
export type Handler = (message: unknown, subject: string) => void

/**
 * Carries news between the processes of one city, at most once: every message is a hint about something that is already
 * committed, and a reader that missed it finds it in the database. Subjects are dotted words (`c.<conversation>`).
 */
export interface Bus extends AsyncDisposable {
  /** Whether other processes may be on it, so that a message can be lost on its way. */
  readonly shared: boolean
  /** Plain JSON data only; in one process the very object is handed over, so receivers must not change it. */
  publish(subject: string, message: unknown): void
  subscribe(subject: string, handler: Handler): Subscription
  /** Resolves when everything published before has left this process. */
  flush(): Promise<void>
  /** Calls back after the bus was away and came again: hints may have been missed. */
  onReturn(callback: () => void): void
}
