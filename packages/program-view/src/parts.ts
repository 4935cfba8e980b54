import { makers } from './parts/index.ts'
import type { Box, MakePart, Rec, View } from './types.ts'

type Makers = Readonly<Record<string, MakePart>>

/** Boxes whose component is in the chunk that is still loading. */
const waiting = new Set<() => void>()
let more: Makers | null = null
let loading = false

/** Components of the second chunk, by tag; they are asked for when a page first uses one. */
const IN_CHUNK = new Set(
  'map canvas editor video audio picker picker-view picker-view-column rich-text movable-area movable-view slider camera live-player live-pusher voip-room'.split(
    ' ',
  ),
)

let loadChunk: () => Promise<Makers> = () => Promise.resolve({})

/** Says how the second chunk is fetched. */
export function chunkBy(load: () => Promise<Makers>): void {
  loadChunk = load
}

/** Gives a box its component, at once or when its chunk is there; what was set and asked meanwhile is done then. */
export function partFor(box: Box, view: View, born: (rec: Rec) => void): void {
  const make = makers[box.tag] ?? more?.[box.tag]
  if (make) {
    box.part = make(box, view)
    if (box.part.mounted) born(box)
    return
  }
  if (!IN_CHUNK.has(box.tag)) return
  waiting.add(() => {
    const make = more?.[box.tag]
    if (!make || view.recs.get(box.id) !== box) return
    const part = make(box, view)
    box.part = part
    for (const [name, value] of box.attrs ?? []) part.set?.(name, value)
    if (part.mounted) born(box)
    for (const [method, args] of box.waiting ?? []) part.invoke?.(method, args)
    delete box.waiting
  })
  load()
}

function load(): void {
  if (loading) return
  loading = true
  void loadChunk().then(loaded => {
    more = loaded
    for (const ready of waiting) ready()
    waiting.clear()
  })
}

/** Asks for the second chunk before anybody needs it, when the frame has nothing else to do. */
export function warmChunk(): void {
  load()
}

/** Is this component still on its way. */
export function isComing(box: Box): boolean {
  return !box.part && IN_CHUNK.has(box.tag)
}
