import { sql } from '@plaza/db'
import type { City } from '@plaza/house'

/** How a member stands to what is new in a conversation. */
export interface Attention {
  readonly person: string
  readonly joinedQ: number
  readonly readQ: number
  readonly mute: boolean
  /** What they are called in the group. */
  readonly nickname: string | null
}

/** Door: a conversation and its members now, for whoever decides whom to call. */
export async function attentionOf(
  city: City,
  conv: string,
  limit: number,
): Promise<{ kind: 'direct' | 'group' | 'self'; title: string | null; members: Attention[] } | undefined> {
  const head = await city.db.maybe<{ kind: 'direct' | 'group' | 'self'; title: string | null }>(
    sql`select kind, title from chat.conversation where id = ${conv}`,
  )
  if (!head) return undefined
  const members = await city.db.rows<Attention>(sql`
    select member.person, member.joined_q as "joinedQ", inbox.read_q as "readQ", inbox.mute,
      member.nickname
    from chat.member
    join chat.inbox on inbox.person = member.person and inbox.conv = member.conv
    where member.conv = ${conv} and member.left_q is null
    limit ${limit}`)
  return { ...head, members }
}

/** Door: how many messages these people have not read, muted, hidden and archived conversations apart: what an app's badge says. */
export async function unreadOf(city: City, people: readonly string[]): Promise<Map<string, number>> {
  const rows = await city.db.rows<{ person: string; unread: number }>(sql`
    select inbox.person, sum(greatest(0, conversation.n - inbox.read_n))::integer as unread
    from chat.inbox
    join chat.conversation on conversation.id = inbox.conv
    where inbox.person = any(${people}::uuid[]) and not inbox.mute and not inbox.gone
      and not (inbox.hidden_q > 0 and inbox.hidden_q >= conversation.shown_q)
      and (inbox.archived_n is null or inbox.archived_n < conversation.n)
    group by inbox.person`)
  return new Map(rows.map(row => [row.person, row.unread]))
}
