/** What a device of a call sends at the moment. */
export interface Switched {
  readonly mic: boolean
  readonly camera: boolean
  readonly screen: boolean
}

/** How the picture of somebody in a call is wanted. */
export type CallWish = 'big' | 'small' | 'none'

/**
 * What a device says to the forwarding unit on the data channel of its connection: what it has switched on, and whose pictures
 * it wants how.
 */
export type DeviceWord = { readonly on: Switched } | { readonly want: Readonly<Record<string, CallWish>> }

/** What it is told there, whole each time. */
export interface RoomWord {
  /** Everybody else: on which lines they are (counted from 0), and what they have switched on. */
  readonly people: readonly { readonly peer: string; readonly slot: number; readonly on: Switched }[]
  /** Who speaks. */
  readonly speaker?: string
  /** Whether anybody looks at your large picture: else it need not be made. */
  readonly big: boolean
}
