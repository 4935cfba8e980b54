import type { ChatEvent } from '@plaza/contract'
import type { MessageRow } from './store.ts'

/** A message as it stands now: after its last edit, emptied when recalled (the words stay in the audit copy only). */
export function asShown(
  row: MessageRow,
  reacted?: { readonly reactions: Record<string, string[]>; readonly reactionCounts?: Record<string, number> },
): ChatEvent {
  return {
    ...plain(row),
    b: row.recalled_at === null ? (row.edited_body ?? row.body) : {},
    ...(row.edited_at === null || row.recalled_at !== null ? {} : { edited: row.edited_at }),
    ...recalled(row),
    ...(row.recalled_at === null ? reacted : {}),
  }
}

/** An event as it happened, except that words recalled since are not told again. */
export function asHappened(row: MessageRow): ChatEvent {
  const emptied = row.recalled_at !== null || row.target_recalled === true || row.hidden === true
  return {
    ...plain(row),
    b: emptied ? {} : row.body,
    ...recalled(row),
    ...(row.hidden ? { hidden: true as const } : {}),
  }
}

function recalled({
  recalled_at: at,
  recalled_by: by,
  sender,
}: MessageRow): Pick<ChatEvent, 'recalled' | 'recalledBy'> {
  if (at === null) return {}
  return { recalled: at, ...(by && by !== sender ? { recalledBy: by } : {}) }
}

function plain(row: MessageRow): ChatEvent {
  return {
    c: row.conv,
    q: row.q,
    n: row.n,
    f: row.sender,
    id: row.id,
    k: row.kind,
    b: row.body,
    ...(row.re === null ? {} : { re: row.re }),
    at: row.at,
  }
}
