import type { ChatEvent, ChatRow, MineChange, SystemBody, TextBody } from '@plaza/contract'

/** Where a gapless number stands to what is known: the next one is applied, an old one dropped, after a gap one asks. */
export function place(have: number, number: number): 'next' | 'old' | 'gap' {
  if (number <= have) return 'old'
  return number === have + 1 ? 'next' : 'gap'
}

const CHANGES: ReadonlySet<string> = new Set(['edit', 'recall', 'react', 'update'])
/** Whether this changes an earlier event, and is no line of its own. */
export const isChange = (k: string): boolean => CHANGES.has(k)

/** Events that stand as a line of their own; the others change an earlier one, or were deleted by me. */
export const countable = (event: ChatEvent): boolean => !isChange(event.k) && event.hidden === undefined

/** What a message says in words: its text, or what is written below a picture. */
export const textOf = (event: ChatEvent): string =>
  event.k === 'system' ? '' : ((event.b as Partial<TextBody>).text ?? '')

/** Kinds with words below them, which may be edited. */
export const isCaptioned = (k: string): boolean => k === 'picture' || k === 'video'

const PLAIN: ReadonlySet<string> = new Set(['text', 'card', 'system'])
/** Messages that are more than words; their bodies are made by the server. */
export const isRich = (k: string): boolean => !PLAIN.has(k) && !isChange(k) && k !== 'mine'

/** Whether a chat stands in the list: not hidden, and not put away. */
export const isListed = (row: ChatRow): boolean => !row.hidden && row.archived === undefined

export const unreadOf = (row: ChatRow): number => Math.max(0, row.n - row.readN)

/** Whether I only read in a conversation, because an admin of the group said so. */
export const isMuted = (row: ChatRow, at: number): boolean => row.mutedUntil !== undefined && row.mutedUntil > at

/** Whether I may say something in a conversation. */
export const mayWrite = (row: ChatRow, at: number): boolean =>
  row.open && row.role !== 'gone' && !(row.role === 'member' && row.adminsOnly === true) && !isMuted(row, at)

export function mentions(event: ChatEvent, person: string): boolean {
  const named = (event.b as Partial<TextBody>).mentions
  return Array.isArray(named) && (named.includes(person) || named.includes('all'))
}

/** A message after an edit, recall or reaction of it. The same change twice is the same message. */
export function changed(message: ChatEvent, change: ChatEvent): ChatEvent {
  switch (change.k) {
    case 'edit':
      if (message.recalled) return message
      // Other words below a picture leave the picture as it is.
      return { ...message, b: message.k === 'text' ? change.b : { ...message.b, ...change.b }, edited: change.at }
    case 'update':
      return { ...message, b: change.b }
    case 'recall':
      return {
        ...message,
        b: {},
        recalled: change.at,
        reactions: {},
        ...(change.f === message.f ? {} : { recalledBy: change.f }),
      }
    case 'react':
      return reacted(message, change.f, change.b as { e: string; on: boolean })
    default:
      return message
  }
}

function reacted(message: ChatEvent, person: string, { e, on }: { e: string; on: boolean }): ChatEvent {
  const named = message.reactions?.[e] ?? []
  const others = named.filter(one => one !== person)
  const people = on ? [...others, person] : others
  const { [e]: _, ...rest } = message.reactions ?? {}
  const next = { ...message, reactions: people.length > 0 ? { ...message.reactions, [e]: people } : rest }
  const count = message.reactionCounts?.[e]
  if (count === undefined) return next
  const more = on ? (named.length === others.length ? 1 : 0) : -1
  return { ...next, reactionCounts: { ...message.reactionCounts, [e]: count + more } }
}

/** A line of the chats list after an event of its conversation. */
export function rowAfter(row: ChatRow, event: ChatEvent, me: string): ChatRow {
  if (event.q <= row.q) return row
  const next: ChatRow = { ...row, q: event.q, n: Math.max(row.n, event.n) }
  if (event.f === me) {
    // Whoever does something in a chat has read it.
    next.readQ = event.q
    next.readN = next.n
    delete next.mentionQ
  }
  if (!countable(event)) {
    if (row.last && row.last.q === event.re && event.k !== 'react') next.last = changed(row.last, event)
    return next
  }
  next.last = event
  next.at = event.at
  next.hidden = false
  if (next.n > row.n && !row.mute) delete next.archived
  if (event.f !== me && mentions(event, me)) next.mentionQ = event.q
  return event.k === 'system' ? afterSystem(next, event.b as SystemBody, event.f, me) : next
}

function afterSystem(before: ChatRow, body: SystemBody, by: string, me: string): ChatRow {
  const row = body.size === undefined ? before : { ...before, size: body.size }
  const named = body.who?.includes(me) ?? false
  switch (body.what) {
    case 'renamed':
      return body.text === undefined ? row : { ...row, title: body.text }
    case 'pictured': {
      const { avatar: _, ...rest } = row
      return body.avatar ? { ...row, avatar: body.avatar } : rest
    }
    case 'admins_only':
      return { ...row, adminsOnly: body.on ?? false }
    case 'pinned':
    case 'unpinned':
      return { ...row, pinned: body.count ?? 0 }
    case 'approval':
      return { ...row, approval: body.on ?? false }
    case 'all_free':
      return { ...row, allFree: body.on ?? false }
    case 'muted':
    case 'unmuted':
      return named ? mutedUntil(row, body.until) : row
    case 'dissolved':
      return { ...row, open: false }
    case 'removed':
      return named ? { ...row, role: 'gone' } : row
    case 'role': {
      const role = body.role as ChatRow['role']
      if (named) return mutedUntil({ ...row, role }, role === 'member' ? row.mutedUntil : undefined)
      // Whoever hands a group over stays on as an admin.
      return role === 'owner' && by === me ? { ...row, role: 'admin' } : row
    }
    default:
      return row
  }
}

function mutedUntil({ mutedUntil: _, ...row }: ChatRow, until: number | undefined): ChatRow {
  return until === undefined ? row : { ...row, mutedUntil: until }
}

/** A line after a change of what is mine. `n` is the count at the event read up to, where it is known. */
export function rowAfterMine(row: ChatRow, set: MineChange, n?: number): ChatRow {
  const next = { ...row }
  if (set.pin !== undefined) next.pin = set.pin
  if (set.mute !== undefined) next.mute = set.mute
  if (set.draft !== undefined) next.draft = set.draft
  if (set.hidden !== undefined) next.hidden = set.hidden
  if (set.archived === true) next.archived = true
  if (set.archived === false) delete next.archived
  if (set.read !== undefined && set.read > row.readQ) {
    next.readQ = set.read
    next.readN = set.read >= row.q ? row.n : Math.max(row.readN, n ?? row.readN)
    if (row.mentionQ !== undefined && row.mentionQ <= set.read) delete next.mentionQ
  }
  if (set.unread && row.n > 0 && unreadOf(row) === 0) {
    next.readN = row.n - 1
    next.readQ = Math.max(0, row.q - 1)
  }
  return next
}
