import type { ChatEvent, ChatRow } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { store } from '../ui/state.ts'
import { tried } from './open.ts'
import { manages } from './rows.ts'

/** Which messages of each chat this device knows to be pinned, newest first: as its bar was told last. */
const known = new WeakMap<object, Map<string, ChatEvent[]>>()

const mine = (): Map<string, ChatEvent[]> => {
  const kept = known.get(store()) ?? new Map<string, ChatEvent[]>()
  known.set(store(), kept)
  return kept
}

export const pinnedIn = (c: string): ChatEvent[] | undefined => mine().get(c)
export const keepPinned = (c: string, events: ChatEvent[]): void => void mine().set(c, events)
export const isPinned = (event: ChatEvent): boolean => pinnedIn(event.c)?.some(one => one.q === event.q) ?? false

/** Whether I may pin for everybody: in a group owner and admins do. */
export const mayPin = (row: ChatRow): boolean => row.kind !== 'group' || manages(row)

export const pin = ({ c, q }: ChatEvent, on: boolean): Promise<boolean> =>
  tried(() => call(on ? 'PUT /chats/:id/pinned/:q' : 'DELETE /chats/:id/pinned/:q', { id: c, q }))
