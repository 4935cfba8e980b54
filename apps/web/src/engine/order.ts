import type { ChatRow } from '@plaza/contract'
import { isListed } from './rules.ts'

/**
 * The chats in the order of the list: pinned first, then the newest. A chat that changes is moved by itself, so that one
 * message costs the same among five chats as among five thousand.
 */
export class Order {
  #rows: ChatRow[] = []
  #ids: string[] | undefined

  load(rows: ChatRow[]): void {
    this.#ids = undefined
    this.#rows = rows.filter(isListed).toSorted(compare)
  }

  /** A row takes the place of what it was; either may be missing. */
  change(before: ChatRow | undefined, after: ChatRow | undefined): void {
    if (before && after && isListed(before) === isListed(after) && compare(before, after) === 0) {
      if (isListed(after)) this.#rows[this.#placeOf(after)] = after
      return
    }
    this.#ids = undefined
    if (before && isListed(before)) this.#rows.splice(this.#placeOf(before), 1)
    if (after && isListed(after)) this.#rows.splice(this.#placeOf(after), 0, after)
  }

  /** The same array as long as no chat moved: whoever shows it has nothing to do. */
  ids(): string[] {
    return (this.#ids ??= this.#rows.map(row => row.c))
  }

  /** Where a row stands, or would. */
  #placeOf(row: ChatRow): number {
    let low = 0
    let high = this.#rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(this.#rows[middle]!, row) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Never 0 for two chats, so that each has one place. */
const compare = (a: ChatRow, b: ChatRow): number =>
  Number(b.pin) - Number(a.pin) || b.at - a.at || (a.c < b.c ? -1 : a.c > b.c ? 1 : 0)
