import type * as easel from 'glass-easel'
import type { Dict } from './plain.ts'

/** An event as glass-easel hands it to a listener. */
export interface RawEvent {
  readonly type: string
  readonly timeStamp: number
  readonly detail: unknown
  readonly target: unknown
  readonly currentTarget: unknown
  readonly mark?: unknown
  readonly touches?: unknown
  readonly changedTouches?: unknown
  /** Where boxes stand in their page, by the number of the node: told by the view. */
  readonly offsets?: ReadonlyMap<number, readonly [left: number, top: number]>
  stopPropagation(): void
  preventDefault(): void
}

/** The event that a page's handler gets: plain data in the documented shape. */
export function plainEvent(event: RawEvent): Dict {
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    target: plainTarget(event.target, event.offsets),
    currentTarget: plainTarget(event.currentTarget, event.offsets),
    mark: event.mark ?? {},
    detail: event.detail ?? {},
    ...(event.touches === undefined ? {} : { touches: event.touches }),
    ...(event.changedTouches === undefined ? {} : { changedTouches: event.changedTouches }),
    mut: false,
    stopPropagation: () => event.stopPropagation(),
    preventDefault: () => event.preventDefault(),
  }
}

/** A node as events name it. */
export function plainTarget(target: unknown, offsets?: RawEvent['offsets']): Dict {
  const element = (target as { _$?: easel.Element })._$ ?? (target as easel.Element)
  const node = element.getBackendElement() as { id?: number } | null
  const [offsetLeft, offsetTop] = offsets?.get(node?.id ?? 0) ?? [0, 0]
  return { id: element.id, offsetLeft, offsetTop, dataset: { ...element.dataset } }
}
