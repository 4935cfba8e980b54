import { directConversationId } from '@plaza/contacts'
import { limits } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import { advanceMany } from './store-groups.ts'

/** A conversation with its past, for a generated city. Messages are in order of time. */
export interface SeedConversation {
  /** Left out for a direct conversation, whose id follows from its two members. */
  readonly id?: string
  readonly kind: 'direct' | 'group'
  readonly title?: string
  readonly announcement?: string
  readonly createdAt: number
  readonly members: readonly { readonly person: string; readonly role: 'owner' | 'admin' | 'member' }[]
  readonly messages: readonly {
    readonly from: string
    readonly text: string
    readonly at: number
    readonly re?: number
    readonly mentions?: readonly string[]
  }[]
  readonly reactions?: readonly { readonly message: number; readonly person: string; readonly emoji: string }[]
  /** How many of the newest messages each of these has not read yet; everybody else has read all. */
  readonly unread?: Readonly<Record<string, number>>
  readonly pinnedBy?: readonly string[]
  readonly mutedBy?: readonly string[]
}

/**
 * Writes whole conversations as if they had been lived, a few statements each; those that are there already stay as they
 * are, so that a seed that was cut off can be repeated. Only for an empty city: nobody is told.
 * The first event is the system's; message `i` has q = i + 2 (`re` and `reactions` count messages from 0).
 */
export async function seedConversations(city: City, conversations: readonly SeedConversation[]): Promise<string[]> {
  const ids: string[] = []
  for (const conversation of conversations) ids.push(await city.db.tx(tx => write(tx, conversation)))
  return ids
}

async function write(tx: Queries, conversation: SeedConversation): Promise<string> {
  const { kind, members, messages, createdAt } = conversation
  const people = members.map(member => member.person)
  const id = conversation.id ?? directConversationId(people[0] as string, people[1] as string)
  const small = people.length <= limits.SMALL_CONVERSATION_MEMBERS_MAX
  const head = messages.length + 1
  const lastAt = messages.at(-1)?.at ?? createdAt
  const made = await tx.run(sql`
    insert into chat.conversation (id, kind, title, announcement, size, fan, q, n, shown_q, created_by, created_at, last_at)
    values (${id}, ${kind}, ${conversation.title ?? null}, ${conversation.announcement ?? null}, ${people.length}, ${small ? people : null}::uuid[],
      ${head}, ${messages.length}, ${head}, ${people[0]}, ${instant(createdAt)}, ${instant(lastAt)})
    on conflict (id) do nothing`)
  if (made === 0) return id
  await tx.run(sql`
    insert into chat.member (conv, person, role, joined_at, joined_q, seen_q)
    select ${id}, person, role, ${instant(createdAt)}, 0, seen
    from unnest(${people}::uuid[], ${members.map(m => m.role)}::text[], ${people.map(person => readUpTo(conversation, person) + 1)}::integer[])
      as new(person, role, seen)`)
  await writeInbox(tx, id, conversation, head)
  const opening = kind === 'direct' ? { what: 'befriended', who: people } : { what: 'created', who: people.slice(1, 6) }
  await tx.run(sql`
    insert into chat.message (conv, q, n, sender, id, kind, body, at)
    values (${id}, 1, 0, ${people[0]}, ${derivedId('seed', id, 'opening')}, 'system', ${JSON.stringify(opening)}, ${instant(createdAt)})`)
  await tx.run(sql`
    insert into chat.message (conv, q, n, sender, id, kind, body, re, at)
    select ${id}, n + 1, n, sender, id, 'text', body::json, re, to_timestamp(at / 1000)
    from unnest(
      ${messages.map((_, i) => i + 1)}::integer[],
      ${messages.map(m => m.from)}::uuid[],
      ${messages.map((_, i) => derivedId('seed', id, String(i)))}::uuid[],
      ${messages.map(m => JSON.stringify(m.mentions ? { text: m.text, mentions: m.mentions } : { text: m.text }))}::text[],
      ${messages.map(m => (m.re === undefined ? null : m.re + 2))}::integer[],
      ${messages.map(m => m.at)}::float8[]
    ) as event(n, sender, id, body, re, at)`)
  const reactions = conversation.reactions ?? []
  await tx.run(sql`
    insert into chat.reaction (conv, q, person, emoji, at)
    select ${id}, q, person, emoji, to_timestamp(at / 1000)
    from unnest(
      ${reactions.map(r => r.message + 2)}::integer[],
      ${reactions.map(r => r.person)}::uuid[],
      ${reactions.map(r => r.emoji)}::text[],
      ${reactions.map(r => messages[r.message]?.at ?? lastAt)}::float8[]
    ) as reaction(q, person, emoji, at)
    on conflict do nothing`)
  return id
}

async function writeInbox(tx: Queries, id: string, conversation: SeedConversation, head: number): Promise<void> {
  const { members, pinnedBy = [], mutedBy = [], createdAt } = conversation
  const people = members.map(member => member.person)
  const large = people.length > limits.SMALL_CONVERSATION_MEMBERS_MAX
  const numbers = await advanceMany(tx, people)
  const readN = (person: string) => readUpTo(conversation, person)
  const order = numbers.map(row => row.person)
  await tx.run(sql`
    insert into chat.inbox (person, conv, u, large, read_q, read_n, mention_q, pinned_at, mute)
    select person, ${id}, u, ${large}, read_q, read_n, mention_q, case when pin then ${instant(createdAt)} end, mute
    from unnest(
      ${order}::uuid[],
      ${numbers.map(row => row.u)}::integer[],
      ${order.map(person => Math.min(head, readN(person) + 1))}::integer[],
      ${order.map(readN)}::integer[],
      ${order.map(person => mentionQ(conversation, person))}::integer[],
      ${order.map(person => pinnedBy.includes(person))}::boolean[],
      ${order.map(person => mutedBy.includes(person))}::boolean[]
    ) as new(person, u, read_q, read_n, mention_q, pin, mute)`)
}

/** How many messages this person has read. */
function readUpTo({ messages, unread = {} }: SeedConversation, person: string): number {
  return Math.max(0, messages.length - (unread[person] ?? 0))
}

/** The newest event that mentions this person. */
function mentionQ({ messages }: SeedConversation, person: string): number {
  const newest = messages.findLastIndex(message => message.mentions?.includes(person))
  return newest < 0 ? 0 : newest + 2
}
