import type { Store } from './store.ts'

/** So many as one sees and may tap next; after them as many as one may scroll to, slower. */
const FIRST_CHATS = 12
const WARM_CHATS = 40
const PAUSE_MS = { first: 30, later: 250 }

let warming = false

/** While nothing else happens, brings the first chats of the list to their head, so that they open at once, even offline. */
export function warm(store: Store, catchUp: (c: string) => Promise<void>): void {
  if (warming) return
  warming = true
  const heads = store.order().slice(0, WARM_CHATS)
  const first = heads.slice(0, FIRST_CHATS)
  const behind = heads.filter(c => (store.ranges.get(c)?.hi ?? -1) < (store.rows.get(c)?.q ?? 0))
  const next = async (): Promise<void> => {
    const c = behind.shift()
    if (c === undefined || store.status !== 'live') {
      warming = false
      return
    }
    await catchUp(c)
    setTimeout(() => void next(), first.includes(c) ? PAUSE_MS.first : PAUSE_MS.later)
  }
  setTimeout(() => void next(), 400)
}
