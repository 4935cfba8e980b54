import { isShown, type ChatEvent, type ChatRow, type SystemBody } from '@plaza/contract'

/** A line of the chats list after one more event of its conversation, reckoned exactly as the server reckons it. */
export function rowAfter(row: ChatRow, event: ChatEvent, me: string): ChatRow {
  const next: ChatRow = { ...row, q: event.q, n: event.n }
  if (isShown(event.k)) Object.assign(next, { last: event, at: event.at })
  else if (row.last) next.last = lastAfter(row.last, event)
  if (event.n > row.n && !row.mute) delete next.archived
  if (event.f === me) {
    next.readQ = event.q
    next.readN = event.n
    delete next.mentionQ
  } else if (event.k === 'text' && mentions(event, me)) next.mentionQ = event.q
  return event.k === 'system' ? afterSystem(next, event.b as SystemBody, event.f, me) : next
}

function mentions(event: ChatEvent, person: string): boolean {
  const named = event.b['mentions'] as string[] | undefined
  return named !== undefined && (named.includes(person) || named.includes('all'))
}

function lastAfter(last: ChatEvent, event: ChatEvent): ChatEvent {
  if (last.q !== event.re || last.recalled !== undefined) return last
  if (event.k === 'edit')
    return { ...last, b: last.k === 'text' ? event.b : { ...last.b, ...event.b }, edited: event.at }
  if (event.k === 'update') return { ...last, b: event.b }
  if (event.k !== 'recall') return last
  const { edited: _, ...rest } = last
  return { ...rest, b: {}, recalled: event.at, ...(event.f === last.f ? {} : { recalledBy: event.f }) }
}

function afterSystem(row: ChatRow, body: SystemBody, by: string, me: string): ChatRow {
  const sized = body.size === undefined ? row : { ...row, size: body.size }
  switch (body.what) {
    case 'renamed':
      return { ...row, title: body.text ?? '' }
    case 'pictured': {
      const { avatar: _, ...rest } = row
      return body.avatar ? { ...rest, avatar: body.avatar } : rest
    }
    case 'admins_only': {
      const { adminsOnly: _, ...rest } = row
      return body.on ? { ...rest, adminsOnly: true } : rest
    }
    case 'pinned':
    case 'unpinned': {
      const { pinned: _, ...rest } = row
      return body.count ? { ...rest, pinned: body.count } : rest
    }
    case 'approval': {
      const { approval: _, ...rest } = row
      return body.on ? { ...rest, approval: true } : rest
    }
    case 'all_free': {
      const { allFree: _, ...rest } = row
      return body.on ? { ...rest, allFree: true } : rest
    }
    case 'muted':
    case 'unmuted':
      return body.who?.includes(me) ? mutedUntil(row, body.until) : row
    case 'dissolved':
      return { ...row, open: false }
    case 'role': {
      const role = body.role as ChatRow['role']
      if (body.who?.includes(me)) return mutedUntil({ ...row, role }, role === 'member' ? row.mutedUntil : undefined)
      return role === 'owner' && by === me ? { ...row, role: 'admin' } : row
    }
    default:
      return sized
  }
}

function mutedUntil(row: ChatRow, until: number | undefined): ChatRow {
  const { mutedUntil: _, ...rest } = row
  return until === undefined ? rest : { ...rest, mutedUntil: until }
}
