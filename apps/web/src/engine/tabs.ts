import type { Ack } from './outbox.ts'

/** What the tabs of one person tell each other. */
export type TabNews = { t: 'outbox' } | { t: 'acked'; ack: Ack } | { t: 'signed-out' } | { t: 'me' }

/** The other tabs of this person, and which one of them sends. */
export class Tabs {
  readonly #channel: BroadcastChannel | undefined
  readonly #release = new AbortController()
  #letGo: () => void = () => {}

  constructor(person: string, hear: (news: TabNews) => void) {
    if (typeof BroadcastChannel === 'undefined') return
    this.#channel = new BroadcastChannel(`plaza-${person}`)
    this.#channel.addEventListener('message', event => hear(event.data as TabNews))
  }

  tell(news: TabNews): void {
    this.#channel?.postMessage(news)
  }

  /** Calls back when this tab becomes the sender; a tab without locks (plain http) always is. */
  lead(person: string, leading: () => void): void {
    if (!('locks' in navigator)) return leading()
    const held = () =>
      new Promise<void>(done => {
        this.#letGo = done
        leading()
      })
    navigator.locks.request(`plaza-sender-${person}`, { signal: this.#release.signal }, held).catch(() => {})
  }

  close(): void {
    this.#release.abort()
    this.#letGo()
    this.#channel?.close()
  }
}
