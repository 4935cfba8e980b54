import type { ChatEvent } from '@plaza/contract'

/** At most this many bubbles stand in the page; the far end goes when the reader rests. */
export const THREAD_MAX = 400

/** The part of a conversation that is on screen: neighbouring messages, oldest first. */
export class Thread {
  readonly c: string
  items: ChatEvent[] = []
  /** Nothing older exists. */
  atStart = false
  /** The newest message is among the items, and new ones are added. */
  atEnd = false
  /** Stands apart from what is stored here (an old place jumped to), and is paged from the server. */
  detached = false
  loading = false
  /** The first answer, from the device or the server, has come. */
  opened = false
  failed = false
  /** What happens while stored messages are read for it: they may be without it. Undefined while nothing is read. */
  late: ChatEvent[] | undefined

  constructor(c: string) {
    this.c = c
  }

  at(q: number): ChatEvent | undefined {
    return this.items.find(item => item.q === q)
  }

  prepend(older: ChatEvent[]): void {
    const first = this.items[0]?.q ?? Number.MAX_SAFE_INTEGER
    this.items = [...older.filter(item => item.q < first), ...this.items]
  }

  append(newer: ChatEvent[]): void {
    const last = this.items.at(-1)?.q ?? -1
    this.items = [...this.items, ...newer.filter(item => item.q > last)]
  }

  replace(item: ChatEvent): boolean {
    const index = this.items.findIndex(one => one.q === item.q)
    if (index < 0) return false
    this.items = this.items.with(index, item)
    return true
  }

  /** Lets go of what is far from the reader. True when something went. */
  trim(far: 'older' | 'newer'): boolean {
    if (this.items.length <= THREAD_MAX) return false
    if (far === 'older') {
      this.items = this.items.slice(-THREAD_MAX)
      this.atStart = false
    } else {
      this.items = this.items.slice(0, THREAD_MAX)
      this.atEnd = false
    }
    return true
  }
}
