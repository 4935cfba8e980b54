import type { Caller } from '../caller-base.ts'
import type { Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { find, nodeOf } from './query.ts'

type Told = (detail: unknown) => void

/** `wx.createIntersectionObserver`: the view tells how much of nodes is in sight. */
export function intersectionObserver(program: Program, caller: Caller | undefined, options: Dict): Dict {
  const relativeTo: { node: number; margins: Record<string, number> }[] = []
  let disconnect: (() => void) | undefined
  const owner = () => caller ?? program.router.top?.caller
  const add = (selector: string | null, margins: unknown) => {
    const found = selector === null ? undefined : find(owner(), selector, true)[0]
    const node = found ? nodeOf(found)?.id : 0
    if (node !== undefined) relativeTo.push({ node, margins: (margins ?? {}) as Record<string, number> })
    return observer
  }
  const observer: Dict = {
    relativeTo: (selector: unknown, margins?: unknown) => add(String(selector), margins),
    relativeToViewport: (margins?: unknown) => add(null, margins),
    observe: (selector: unknown, told: Told) => {
      program.writer.flush()
      const elements = find(owner(), String(selector), options['observeAll'] !== true)
      const byNode = new Map(elements.map(element => [nodeOf(element)?.id ?? 0, element]))
      const from = caller ?? owner()
      const page = (from && program.pageOf(from._$)) ?? program.router.top
      if (!page || byNode.size === 0) return
      const kind = {
        kind: 'intersection',
        page: page.id,
        nodes: [...byNode.keys()],
        relativeTo: relativeTo.length > 0 ? relativeTo : [{ node: 0, margins: {} }],
        thresholds: Array.isArray(options['thresholds']) ? options['thresholds'] : [0],
        initialRatio: typeof options['initialRatio'] === 'number' ? options['initialRatio'] : 0,
      }
      disconnect?.()
      disconnect = program.observe(kind, (node, detail) => {
        const element = byNode.get(node)
        const own = { id: element?.id ?? '', dataset: { ...element?.dataset } }
        program.errors.guard('IntersectionObserver', () => told({ ...own, ...(detail as Dict) }))
      })
    },
    disconnect: () => {
      disconnect?.()
      disconnect = undefined
    },
  }
  return observer
}

/** `createMediaQueryObserver`: whether conditions of the window hold. */
export function mediaQueryObserver(program: Program): Dict {
  let disconnect: (() => void) | undefined
  return {
    observe: (media: unknown, told: Told) => {
      const page = program.router.top
      if (!page) return
      disconnect?.()
      disconnect = program.observe({ kind: 'media', page: page.id, media }, (_node, detail) => {
        program.errors.guard('MediaQueryObserver', () => told(detail))
      })
    },
    disconnect: () => {
      disconnect?.()
      disconnect = undefined
    },
  }
}
