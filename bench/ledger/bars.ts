import type { Cell, Figures } from './load.ts'

export type Results = ReadonlyMap<string, Figures>
export const key = (cell: Cell, callers: number, peer: string) => `${cell} ${callers} ${peer}`

interface Bar {
  readonly what: string
  readonly floor: number
  readonly target: number
  readonly ratio: (of: (cell: Cell, callers: number, peer: string) => Figures) => number
}

/** The bars of the design, for one kind of Plaza: ratios to what ran beside it. */
function barsFor(plaza: string): Bar[] {
  const speed = (cell: Cell, callers: number, peer: string, floor: number, target: number): Bar => ({
    what: `${cell}, ${callers} ${callers === 1 ? 'caller' : 'callers'}: times ${peer}`,
    floor,
    target,
    ratio: of => of(cell, callers, plaza).perSecond / of(cell, callers, peer).perSecond,
  })
  return [
    speed('hot', 256, 'fn', 10, 20),
    speed('hot', 256, 'naive', 25, 54),
    speed('zipf', 256, 'fn', 6, 12),
    speed('uniform', 64, 'fn', 2, 3.4),
    speed('uniform', 256, 'fn', 2, 3.9),
    speed('uniform', 1, 'fn', 0.6, 0.8),
    {
      what: "hot, 256 callers: fn's p99 over ours",
      floor: 8,
      target: 24,
      ratio: of => of('hot', 256, 'fn').p99 / of('hot', 256, plaza).p99,
    },
  ]
}

/** One line for each bar that the cells of this run can tell. */
export function tellBars(results: Results, tpcB: number | undefined): string[] {
  const lines: string[] = []
  const of = (cell: Cell, callers: number, peer: string) => {
    const figures = results.get(key(cell, callers, peer))
    if (!figures) throw new Missing()
    return figures
  }
  for (const plaza of ['plaza', 'plaza-full']) {
    const tpc: Bar[] = tpcB
      ? [
          {
            what: 'hot, 256 callers: times TPC-B',
            floor: 4,
            target: 7.7,
            ratio: of => of('hot', 256, plaza).perSecond / tpcB,
          },
        ]
      : []
    for (const { what, floor, target, ratio } of [...barsFor(plaza), ...tpc]) {
      const found = told(() => ratio(of))
      if (found === undefined) continue
      const state = found >= target ? 'target' : found >= floor ? 'floor' : 'BELOW'
      lines.push(
        `${plaza.padEnd(11)} ${what.padEnd(42)} ${found.toFixed(2).padStart(7)}  floor ${floor}  target ${target}  ${state}`,
      )
    }
  }
  for (const cell of ['uniform', 'zipf', 'hot'] as const)
    for (const callers of [64, 256]) {
      const rate = told(() => of(cell, callers, 'plaza-full').perSecond / of(cell, callers, 'plaza').perSecond)
      const cpu = told(() => of(cell, callers, 'plaza-full').cpuUs / of(cell, callers, 'plaza').cpuUs)
      if (rate !== undefined && cpu !== undefined)
        lines.push(
          `everything on, ${cell}, ${callers} callers: ${percent(1 - rate)} less throughput, ${percent(cpu - 1)} more CPU (at most 30 %)`,
        )
    }
  return lines
}

class Missing extends Error {
  override readonly name = 'Missing'
}

/** The value, unless a cell that it needs did not run. */
function told(compute: () => number): number | undefined {
  try {
    return compute()
  } catch (error) {
    if (error instanceof Missing) return undefined
    throw error
  }
}

const percent = (share: number) => `${Math.round(share * 100)} %`
