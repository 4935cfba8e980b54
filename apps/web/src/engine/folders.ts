import type { ChatRow, Folder, PersonKind } from '@plaza/contract'
import { isListed, unreadOf } from './rules.ts'

/** Whether a chat stands in a folder: chosen by hand, or fitting its rules. `peer` is what the other side of a chat of two is. */
export function isIn(folder: Folder, row: ChatRow, peer: PersonKind | undefined): boolean {
  if (!isListed(row)) return false
  if (folder.chats.includes(row.c)) return true
  if (row.mute && !folder.muted) return false
  if (folder.unread && unreadOf(row) === 0) return false
  if (row.kind === 'group') return folder.groups
  if (row.kind === 'self') return folder.people
  return peer === 'service' || peer === 'bot' ? folder.official : folder.people
}

/** What a folder's chip says: its unread messages, counted as the tab of all chats counts them. */
export const unreadIn = (rows: readonly ChatRow[]): number =>
  rows.reduce((sum, row) => sum + (row.mute ? 0 : unreadOf(row)), 0)
