import { PEERS_MAX, WORD_LENGTH_MAX } from './limits.ts'

/** What a device sends at the moment. */
export interface Switched {
  readonly mic: boolean
  readonly camera: boolean
  readonly screen: boolean
}

/** How somebody's picture is wanted. */
export type Wish = 'big' | 'small' | 'none'

/** What a device says on the channel of its connection: what it has switched on, and whose pictures it wants how. */
export type DeviceWord = { readonly on: Switched } | { readonly want: Readonly<Record<string, Wish>> }

/** What it is told there, whole each time. */
export interface RoomWord {
  /** Everybody else: on which lines they are (counted from 0), and what they have switched on. */
  readonly people: readonly { readonly peer: string; readonly slot: number; readonly on: Switched }[]
  /** Who speaks. */
  readonly speaker?: string
  /** Whether anybody looks at your large picture: else it need not be made. */
  readonly big: boolean
}

/** Reads what a device says; undefined where it is nothing that it may say. */
export function deviceWord(text: string): DeviceWord | undefined {
  if (text.length > WORD_LENGTH_MAX) return undefined
  try {
    const { on, want } = JSON.parse(text) as { on?: Partial<Switched>; want?: Record<string, unknown> }
    if (on) return { on: { mic: on.mic === true, camera: on.camera === true, screen: on.screen === true } }
    if (!want) return undefined
    const wishes = Object.entries(want).slice(0, PEERS_MAX)
    return { want: Object.fromEntries(wishes.filter((one): one is [string, Wish] => isWish(one[1]))) }
  } catch {
    return undefined
  }
}

const isWish = (word: unknown): word is Wish => word === 'big' || word === 'small' || word === 'none'
