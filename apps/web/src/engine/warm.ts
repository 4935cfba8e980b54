import type { Store } from './store.ts'

const WARM_CHATS = 12

let warming = false

/** While nothing else happens, brings the first chats of the list to their head, so that they open at once, even offline. */
export function warm(store: Store, catchUp: (c: string) => Promise<void>): void {
  if (warming) return
  warming = true
  const behind = store
    .order()
    .slice(0, WARM_CHATS)
    .filter(c => (store.ranges.get(c)?.hi ?? -1) < (store.rows.get(c)?.q ?? 0))
  const next = async (): Promise<void> => {
    const c = behind.shift()
    if (c === undefined || store.status !== 'live') {
      warming = false
      return
    }
    await catchUp(c)
    setTimeout(() => void next(), 30)
  }
  setTimeout(() => void next(), 400)
}
