import { createSignal, type Accessor } from 'solid-js'

/** One sticker of a pack, as the inside of an SVG. */
export interface Drawing {
  name: string
  /** The same in one sign. */
  emoji: string
  drawing: string
}

interface Drawn {
  viewBox: string
  stickers: Drawing[]
}

/** The packs that come with the app. Each is fetched when one of its stickers is to be seen; `mark` stands on its tab. */
export const PACKS: readonly { id: string; mark: string; load: () => Promise<Drawn> }[] = [
  { id: 'pip', mark: '🐦', load: () => import('./packs/pip.ts') },
  { id: 'lola', mark: '🐱', load: () => import('./packs/lola.ts') },
]

const fetched = new Map<string, Accessor<Drawn | undefined>>()

/** Whether this app has such a pack; what newer ones send is shown by its emoji. */
export const hasPack = (id: string): boolean => PACKS.some(pack => pack.id === id)

/** What a pack has, once it is there; asking fetches it. */
export function packOf(id: string): Drawn | undefined {
  const known = fetched.get(id)
  if (known) return known()
  const pack = PACKS.find(one => one.id === id)
  if (!pack) return undefined
  const [drawn, setDrawn] = createSignal<Drawn>()
  fetched.set(id, drawn)
  // Without a network it is asked for again by the next that wants it.
  pack.load().then(
    found => setDrawn(found),
    () => fetched.delete(id),
  )
  return drawn()
}

/** A drawing of a pack as the address of a picture. */
export const pictureOf = ({ viewBox }: Drawn, { drawing }: Drawing): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${drawing}</svg>`)}`
