import type { MineChange, Send } from '@plaza/contract'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
export type OutContent = Without<Send, 't'> | { id: string; c: string; k: 'mine'; set: MineChange }

/** What a person does, before it has its id. */
export type NewContent = Without<OutContent, 'id'>

/** Something this person did that the server has not yet confirmed. Its id stays the same however often it is sent. */
export interface OutItem {
  id: string
  c: string
  content: OutContent
  /** When the person did it. */
  at: number
  /** `sending` is forgotten with the connection: only an ack is a fact. */
  state: 'waiting' | 'sending' | 'failed'
  code?: string
  notBefore?: number
}

export interface Ack {
  id: string
  c: string
  q: number
  n: number
  at: number
}

export interface OutboxPorts {
  save(item: OutItem): Promise<void>
  drop(id: string): Promise<void>
  /** False when there is no connection. */
  transmit(content: OutContent): boolean
  now(): number
  later(run: () => void, ms: number): void
  changed(c: string): void
  acked(item: OutItem, ack: Ack): void
  /** A final no for something that leaves no bubble behind. */
  refused(item: OutItem, code: string): void
}

const RETRY_MS_MAX = 60_000

/**
 * Exactly-once sending from a browser that may die at any moment: store, then send, and send again with the same id until
 * the server says ack or a final no. Only the tab that holds the sender's lock transmits (`active`).
 */
export class Outbox {
  readonly #items = new Map<string, OutItem>()
  readonly #ports: OutboxPorts
  active = false

  constructor(ports: OutboxPorts) {
    this.#ports = ports
  }

  get size(): number {
    return this.#items.size
  }

  of(c: string): OutItem[] {
    return [...this.#items.values()].filter(item => item.c === c)
  }

  get(id: string): OutItem | undefined {
    return this.#items.get(id)
  }

  /** Takes over what was stored, by an earlier life of this tab or by another tab. */
  load(stored: OutItem[]): void {
    const chats = new Set([...this.#items.values()].map(item => item.c))
    const sending = new Set([...this.#items.values()].filter(item => item.state === 'sending').map(item => item.id))
    this.#items.clear()
    for (const item of stored.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at - b.at))) {
      const state = item.state === 'sending' && !sending.has(item.id) ? 'waiting' : item.state
      this.#items.set(item.id, { ...item, state: sending.has(item.id) ? 'sending' : state })
      chats.add(item.c)
    }
    for (const c of chats) this.#ports.changed(c)
  }

  async add(content: OutContent): Promise<void> {
    const item = this.#merged(content) ?? {
      id: content.id,
      c: content.c,
      content,
      at: this.#ports.now(),
      state: 'waiting',
    }
    this.#items.set(item.id, item)
    this.#ports.changed(item.c)
    await this.#ports.save(item)
    this.flush()
  }

  /** A change of what is mine joins one of the same chat that has not left yet: only the newest draft matters. */
  #merged(content: OutContent): OutItem | undefined {
    if (content.k !== 'mine') return undefined
    const earlier = this.of(content.c).find(item => item.content.k === 'mine' && item.state === 'waiting')
    if (!earlier || earlier.content.k !== 'mine') return undefined
    return { ...earlier, content: { ...earlier.content, set: { ...earlier.content.set, ...content.set } } }
  }

  /** Sends all that waits, oldest first; a chat whose head must wait keeps its order. */
  flush(): void {
    if (!this.active) return
    const held = new Set<string>()
    const now = this.#ports.now()
    for (const item of this.#items.values()) {
      if (item.state !== 'waiting' || held.has(item.c)) continue
      if ((item.notBefore ?? 0) > now) held.add(item.c)
      else if (this.#ports.transmit(item.content)) this.#items.set(item.id, { ...item, state: 'sending' })
      else return
    }
  }

  /** What was under way may or may not have arrived; the same ids will tell. */
  disconnected(): void {
    for (const item of this.#items.values()) {
      if (item.state === 'sending') this.#items.set(item.id, { ...item, state: 'waiting' })
    }
  }

  ack(ack: Ack): void {
    const item = this.#items.get(ack.id)
    if (!item) return
    this.#items.delete(ack.id)
    this.#ports.acked(item, ack)
    this.#ports.changed(item.c)
    void this.#ports.drop(ack.id)
  }

  nak(id: string, code: string, retryMs?: number): void {
    const item = this.#items.get(id)
    if (!item) return
    if (retryMs !== undefined) {
      const waitMs = Math.min(retryMs, RETRY_MS_MAX)
      this.#set({ ...item, state: 'waiting', notBefore: this.#ports.now() + waitMs })
      this.#ports.later(() => this.flush(), waitMs)
    } else if (item.content.k === 'text') {
      this.#set({ ...item, state: 'failed', code })
    } else {
      this.#items.delete(id)
      void this.#ports.drop(id)
      this.#ports.refused(item, code)
      this.#ports.changed(item.c)
    }
  }

  retry(id: string): void {
    const item = this.#items.get(id)
    if (item?.state !== 'failed') return
    const { code: _, notBefore: __, ...rest } = item
    this.#set({ ...rest, state: 'waiting' })
    this.flush()
  }

  remove(id: string): void {
    const item = this.#items.get(id)
    if (!item) return
    this.#items.delete(id)
    void this.#ports.drop(id)
    this.#ports.changed(item.c)
  }

  #set(item: OutItem): void {
    this.#items.set(item.id, item)
    void this.#ports.save(item)
    this.#ports.changed(item.c)
  }
}
