import type { ChatRow } from '@plaza/contract'
import { store, watch } from '../ui/state.ts'

/** A line of the chats list, as it is now. */
export const rowOf = (c: string) => (watch(`row:${c}`), store().rows.get(c))

/** Whether I may change the group and its members. */
export const manages = (row: ChatRow) => row.role === 'owner' || row.role === 'admin'
