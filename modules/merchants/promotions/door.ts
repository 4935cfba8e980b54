import { perCity, type City } from '@plaza/house'
import { assert } from '@plaza/kernel'

/** A promotion as a merchant wants it. Amounts in minor units, moments in epoch milliseconds. */
export interface Wish {
  readonly id: string
  /** The ledger account that pays, and to which the rest goes back. */
  readonly payer: string
  readonly currency: string
  readonly title: string
  readonly budget: bigint
  readonly min: bigint
  readonly max: bigint
  readonly perPerson: number
  readonly startsAt: number
  readonly endsAt: number
}

/** How it stands. `returned` is nothing until what was left came back. */
export interface Standing {
  readonly given: bigint
  readonly gifts: number
  readonly state: 'open' | 'ended'
  readonly returned: bigint | null
  readonly startsAt: number
  readonly endsAt: number
}

/**
 * Who gives money away to whoever comes. It is of the same layer as merchants, so neither knows the other: whoever starts
 * the city introduces them.
 */
export interface PromotionDoor {
  readonly open: (city: City, wish: Wish) => Promise<Standing>
  readonly standing: (city: City, id: string) => Promise<Standing>
  readonly end: (city: City, id: string) => Promise<Standing>
}

const chosen = perCity((): { door?: PromotionDoor } => ({}))

/** Lets merchants of a city give money away; called once, by whoever starts it. */
export function usePromotions(city: City, door: PromotionDoor): void {
  chosen(city).door = door
}

export function promotionsOf(city: City): PromotionDoor {
  const { door } = chosen(city)
  assert(door, 'whoever starts the city says who gives promotions out')
  return door
}
