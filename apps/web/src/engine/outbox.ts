import type { FileKind, MineChange, Send } from '@plaza/contract'
import { isChange, isRich } from './rules.ts'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
export type OutContent = Without<Send, 't'> | { id: string; c: string; k: 'mine'; set: MineChange }

/** What a person does, before it has its id. */
export type NewContent = Without<OutContent, 'id'>

/** A file that goes with a message. Its bytes are kept on this device, under its id, until the message is sent. */
export interface OutFile {
  id: string
  as: FileKind
  name: string
  type: string
  bytes: number
  original?: true
  /** What the city calls it, once all of it is there. */
  file?: string
}

/** Something this person did that the server has not yet confirmed. Its id stays the same however often it is sent. */
export interface OutItem {
  id: string
  c: string
  content: OutContent
  /** When the person did it. */
  at: number
  /** `sending` is forgotten with the connection: only an ack is a fact. `sent`: acked, and its body is being read back. */
  state: 'waiting' | 'sending' | 'sent' | 'failed'
  code?: string
  notBefore?: number
  /** It waits until these are uploaded. */
  files?: OutFile[]
  /** How it is drawn here until the server has made its body. */
  shown?: Record<string, unknown>
  /** It is not to be sent before then: the city gets it now, and keeps it until its time. */
  later?: number
}

/** Whether it stands in the chat by itself, and does not change something there. */
export const stands = ({ content: { k } }: OutItem): boolean => k !== 'mine' && !isChange(k)

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
  /** False when there is no connection. `later`: the city keeps it until then. */
  transmit(content: OutContent, later: number | undefined): boolean
  now(): number
  later(run: () => void, ms: number): void
  changed(c: string): void
  acked(item: OutItem, ack: Ack): void
  /** Begins or goes on to bring this item's files to the city. */
  upload(item: OutItem): void
  /** Its files are no longer needed here. */
  forget(files: OutFile[]): void
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
  /** What is being kept on this device; it leaves only when it is. */
  readonly #keeping = new Set<string>()
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

  /** Keeps what was done and sends it. What this device has no room to keep was not done, and the reason is thrown. */
  async add(content: OutContent, more: Pick<OutItem, 'files' | 'shown' | 'later'> = {}): Promise<void> {
    const item = this.#merged(content) ?? {
      ...more,
      id: content.id,
      c: content.c,
      content,
      at: this.#ports.now(),
      state: 'waiting',
    }
    this.#items.set(item.id, item)
    this.#keeping.add(item.id)
    this.#ports.changed(item.c)
    try {
      await this.#ports.save(item)
    } catch (error) {
      // A read mark or a draft is worth a try all the same.
      if (content.k !== 'mine') {
        this.#items.delete(item.id)
        this.#ports.changed(item.c)
        throw error
      }
    } finally {
      this.#keeping.delete(item.id)
    }
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
      if (this.#keeping.has(item.id)) {
        held.add(item.c)
        continue
      }
      // What waits for its files lets others pass: a word is not held up by a film.
      if (item.files?.some(file => file.file === undefined)) {
        this.#ports.upload(item)
        continue
      }
      if ((item.notBefore ?? 0) > now) held.add(item.c)
      else if (this.#ports.transmit(item.content, item.later)) this.#items.set(item.id, { ...item, state: 'sending' })
      else return
    }
  }

  /** What was under way may or may not have arrived; the same ids will tell. */
  disconnected(): void {
    for (const item of this.#items.values()) {
      if (item.state === 'sending' || item.state === 'sent') this.#items.set(item.id, { ...item, state: 'waiting' })
    }
  }

  /** A file of a message is with the city; the last of them lets it go. */
  uploaded(file: string, id: string): void {
    const item = this.#withFile(file)
    if (!item) return
    const files = item.files!.map(one => (one.id === file ? { ...one, file: id } : one))
    const whole = files.every(one => one.file !== undefined)
    this.#set({ ...item, files, ...(whole ? { content: filled(item.content, files) } : {}) })
    this.flush()
  }

  /** A file cannot be brought to the city: the message stays here, and says why. */
  notUploaded(file: string, code: string): void {
    const item = this.#withFile(file)
    if (item) this.#set({ ...item, state: 'failed', code })
  }

  #withFile(file: string): OutItem | undefined {
    return [...this.#items.values()].find(item => item.files?.some(one => one.id === file))
  }

  ack(ack: Ack): void {
    const item = this.#items.get(ack.id)
    if (!item) return
    // The server makes the bodies of these: they stay until theirs is here.
    if (isRich(item.content.k)) {
      this.#items.set(item.id, { ...item, state: 'sent' })
      return this.#ports.acked(item, ack)
    }
    this.#items.delete(ack.id)
    this.#ports.acked(item, ack)
    this.#ports.changed(item.c)
    void this.#ports.drop(ack.id)
  }

  /** The body of a sent message is here, or the city keeps it for later. */
  readBack(id: string): void {
    this.remove(id)
  }

  nak(id: string, code: string, retryMs?: number): void {
    const item = this.#items.get(id)
    if (!item) return
    if (retryMs !== undefined) {
      const waitMs = Math.min(retryMs, RETRY_MS_MAX)
      this.#set({ ...item, state: 'waiting', notBefore: this.#ports.now() + waitMs })
      this.#ports.later(() => this.flush(), waitMs)
    } else if (stands(item)) {
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
    const { code, notBefore: _, ...rest } = item
    // The city has forgotten them meanwhile: the bytes are still here, and go up again.
    const lost = code?.startsWith('file_') && item.files
    const files = lost ? { files: lost.map(({ file: __, ...one }) => one) } : {}
    this.#set({ ...rest, ...files, state: 'waiting' })
    this.flush()
  }

  remove(id: string): void {
    const item = this.#items.get(id)
    if (!item) return
    this.#items.delete(id)
    void this.#ports.drop(id)
    if (item.files) this.#ports.forget(item.files)
    this.#ports.changed(item.c)
  }

  #set(item: OutItem): void {
    this.#items.set(item.id, item)
    // How it stands may be forgotten with the tab: it is then sent again under its id.
    void this.#ports.save(item).catch(() => {})
    this.#ports.changed(item.c)
  }
}

/** The message with what the city calls its files. */
function filled(content: OutContent, files: OutFile[]): OutContent {
  const ids = files.map(one => ({ file: one.file! }))
  if (content.k === 'picture') return { ...content, b: { ...content.b, items: ids } }
  if (content.k === 'video' || content.k === 'voice' || content.k === 'file')
    return { ...content, b: { ...content.b, ...ids[0]! } } as OutContent
  return content
}
