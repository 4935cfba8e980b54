import type { CallWish, DeviceWord, Switched } from '@plaza/contract'
import { PEERS_MAX, WORD_LENGTH_MAX } from './limits.ts'

/** Reads what a device says; undefined where it is nothing that it may say. */
export function deviceWord(text: string): DeviceWord | undefined {
  if (text.length > WORD_LENGTH_MAX) return undefined
  try {
    const { on, want } = JSON.parse(text) as { on?: Partial<Switched>; want?: Record<string, unknown> }
    if (on) return { on: { mic: on.mic === true, camera: on.camera === true, screen: on.screen === true } }
    if (!want) return undefined
    const wishes = Object.entries(want).slice(0, PEERS_MAX)
    return { want: Object.fromEntries(wishes.filter((one): one is [string, CallWish] => isWish(one[1]))) }
  } catch {
    return undefined
  }
}

const isWish = (word: unknown): word is CallWish => word === 'big' || word === 'small' || word === 'none'
