import { createSignal, type Accessor } from 'solid-js'
import type { Line } from '../engine/lines.ts'

interface Drawn {
  read: Accessor<Line>
  set: (line: Line) => void
}

/** The rows of a window. Each reads a line of its own, so that a change draws that row and looks at no other. */
export function drawnLines() {
  const [ids, setIds] = createSignal<string[]>([], { equals: sameIds })
  const drawn = new Map<string, Drawn>()
  let known: ReadonlyMap<string, Line> = new Map()
  return {
    ids,
    line: (id: string): Accessor<Line> => drawn.get(id)!.read,
    /** What is drawn now, by id. */
    known: () => known,
    /** To be called in a batch: rows and their lines change together. */
    show(lines: Line[]): void {
      known = new Map(lines.map(line => [line.id, line]))
      for (const id of drawn.keys()) if (!known.has(id)) drawn.delete(id)
      for (const line of lines) {
        const row = drawn.get(line.id)
        if (row) row.set(line)
        else drawn.set(line.id, drawnLine(line))
      }
      setIds([...known.keys()])
    },
  }
}

function drawnLine(line: Line): Drawn {
  const [read, set] = createSignal(line)
  return { read, set: next => void set(next) }
}

const sameIds = (a: string[], b: string[]): boolean => a.length === b.length && a.every((id, i) => id === b[i])
