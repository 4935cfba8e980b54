import { Lru } from '@plaza/kernel'
import { DIRECT_REMEMBERED_MAX, SHARED_MS } from './limits.ts'
import type { Draft, Head } from './types.ts'

/**
 * Direct conversations as this process left them with its last commit. While nobody else writes into them, a batch needs no
 * look before it writes: its update of the head says whether what is remembered is still so.
 */
export class KnownHeads {
  readonly #heads = new Lru<string, Head>(DIRECT_REMEMBERED_MAX)
  /** Conversations that another process writes into as well, and until when they count as such. */
  readonly #shared = new Lru<string, number>(DIRECT_REMEMBERED_MAX)

  /** The two people of a direct conversation, who never change. */
  pairOf(conv: string): string[] | undefined {
    return this.#heads.get(conv)?.fan ?? undefined
  }

  /** What was read under the lock. One that has moved since this process left it is written by others too. */
  read(head: Head, nowMs: number): void {
    if (head.kind === 'group' || !head.fan) return
    const known = this.#heads.get(head.id)
    if (known && known.q !== head.q) this.#shared.set(head.id, nowMs + SHARED_MS)
    this.#heads.set(head.id, head)
  }

  /** What was committed. */
  wrote(heads: readonly Head[]): void {
    for (const head of heads) if (head.kind !== 'group' && head.fan) this.#heads.set(head.id, head)
  }

  /** The heads of a batch that may be written without looking, sorted by id: plain words between friends, nothing else. */
  forAll(drafts: readonly Draft[], nowMs: number): Head[] | undefined {
    const found = new Map<string, Head>()
    for (const { conv, kind, re, sender } of drafts) {
      if (kind !== 'text' || re !== null) return undefined
      const head = found.get(conv) ?? this.#heads.get(conv)
      if (!head?.open || !head.fan?.includes(sender) || (this.#shared.get(conv) ?? 0) > nowMs) return undefined
      found.set(conv, head)
    }
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}
