import type { ObserverOptions } from '@plaza/program-wire'
import type { Observers, View } from './types.ts'
import { isRecord, list, num } from './values.ts'

const OBSERVERS_MAX = 500
const THRESHOLDS_MAX = 100

/** Intersection and media observers, each told to the Worker by its number. */
export function createObservers(view: View): Observers {
  const stops = new Map<number, () => void>()

  function intersection(id: number, options: ObserverOptions): () => void {
    const relative = options.relativeTo?.[0]
    const root = relative?.node ? view.recs.get(relative.node)?.dom : null
    const margin = (side: string) => `${num(relative?.margins?.[side])}px`
    const thresholds = list(options.thresholds)
      .slice(0, THRESHOLDS_MAX)
      .map(value => Math.min(Math.max(num(value), 0), 1))
    const initial = num(options.initialRatio)
    const seen = new WeakSet<Element>()
    const observer = new IntersectionObserver(
      entries => {
        for (const entry of entries) {
          const node = view.recOf(entry.target)
          // The first reading is told only when it differs from what the program takes for granted.
          const first = !seen.has(entry.target)
          seen.add(entry.target)
          if (!node || (first && entry.intersectionRatio === initial && !entry.isIntersecting)) continue
          view.toWorker({ t: 'observed', observer: id, node: node.id, detail: detailOf(entry) })
        }
      },
      {
        root: root instanceof Element ? root : (view.pages.get(options.page)?.host ?? null),
        rootMargin: `${margin('top')} ${margin('right')} ${margin('bottom')} ${margin('left')}`,
        threshold: thresholds.length > 0 ? thresholds : [0],
      },
    )
    for (const node of list(options.nodes)) {
      const dom = view.recs.get(node as number)?.dom
      if (dom instanceof Element) observer.observe(dom)
    }
    return () => observer.disconnect()
  }

  function media(id: number, options: ObserverOptions): () => void {
    const query = matchMedia(mediaQuery(options.media ?? {}))
    const tell = () => view.toWorker({ t: 'observed', observer: id, node: 0, detail: { matches: query.matches } })
    query.addEventListener('change', tell)
    tell()
    return () => query.removeEventListener('change', tell)
  }

  function unobserve(id: unknown): void {
    stops.get(id as number)?.()
    stops.delete(id as number)
  }

  return {
    observe(id, options) {
      if (!isRecord(options) || !Number.isSafeInteger(id)) return
      unobserve(id)
      if (stops.size >= OBSERVERS_MAX) return
      const asked = options as unknown as ObserverOptions
      stops.set(id as number, (asked.kind === 'media' ? media : intersection)(id as number, asked))
    },
    unobserve,
  }
}

const MEDIA: Readonly<Record<string, string>> = {
  minWidth: 'min-width',
  maxWidth: 'max-width',
  width: 'width',
  minHeight: 'min-height',
  maxHeight: 'max-height',
  height: 'height',
}

/** A media query of `match-media` and of media observers: `{ minWidth: 300, orientation: 'landscape' }`. */
export function mediaQuery(asked: Readonly<Record<string, unknown>>): string {
  const lengths = Object.entries(MEDIA).flatMap(([name, feature]) =>
    asked[name] === undefined || asked[name] === null ? [] : [`(${feature}: ${num(asked[name])}px)`],
  )
  const { orientation } = asked
  const turned = orientation === 'landscape' || orientation === 'portrait' ? [`(orientation: ${orientation})`] : []
  return [...lengths, ...turned].join(' and ') || 'all'
}

function detailOf({
  intersectionRatio,
  intersectionRect,
  boundingClientRect,
  rootBounds,
  time,
}: IntersectionObserverEntry) {
  return {
    intersectionRatio,
    intersectionRect: rect(intersectionRect),
    boundingClientRect: rect(boundingClientRect),
    relativeRect: rect(rootBounds),
    time,
  }
}

const rect = (from: DOMRectReadOnly | null) => ({
  left: from?.left ?? 0,
  top: from?.top ?? 0,
  right: from?.right ?? 0,
  bottom: from?.bottom ?? 0,
  width: from?.width ?? 0,
  height: from?.height ?? 0,
})
