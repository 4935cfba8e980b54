import type { CallWish } from '@plaza/contract'

/** Up to so many others are all of one size. */
export const EQUAL_MAX = 3

export interface Places {
  readonly others: readonly string[]
  readonly pinned: string | undefined
  readonly speaker: string | undefined
}

/** Who is seen large in a call of many: whom I chose, else who speaks, else whoever was there first. */
export function first({ others, pinned, speaker }: Places): string | undefined {
  if (others.length <= EQUAL_MAX && pinned === undefined) return undefined
  return [pinned, speaker, others[0]].find(peer => peer !== undefined && others.includes(peer))
}

/** How large each picture is wanted; none at all while the call is made small. */
export function wishes(places: Places, hidden: boolean): Record<string, CallWish> {
  const large = first(places)
  const wish = (peer: string): CallWish => {
    if (hidden) return 'none'
    return places.others.length <= EQUAL_MAX || peer === large ? 'big' : 'small'
  }
  return Object.fromEntries(places.others.map(peer => [peer, wish(peer)]))
}
