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

/** The packs that come with the app. Each is fetched when one of its stickers is to be seen. */
const PACKS: Readonly<Record<string, () => Promise<Drawn>>> = {
  pip: () => import('./packs/pip.ts'),
  lola: () => import('./packs/lola.ts'),
}
export const PACK_IDS: readonly string[] = Object.keys(PACKS)

const fetched = new Map<string, Accessor<Drawn | undefined>>()

/** Whether this app has such a pack; what newer ones send is shown by its emoji. */
export const hasPack = (id: string): boolean => Object.hasOwn(PACKS, id)

/** What a pack has, once it is there; asking fetches it. */
export function packOf(id: string): Drawn | undefined {
  const known = fetched.get(id)
  if (known) return known()
  if (!hasPack(id)) return undefined
  const [drawn, setDrawn] = createSignal<Drawn>()
  fetched.set(id, drawn)
  // Without a network it is asked for again by the next that wants it.
  PACKS[id]!().then(
    found => setDrawn(found),
    () => fetched.delete(id),
  )
  return drawn()
}

/** A drawing of a pack as the address of a picture. */
export const pictureOf = ({ viewBox }: Drawn, { drawing }: Drawing): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${drawing}</svg>`)}`
