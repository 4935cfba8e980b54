import type { PersonCard, PollBody } from '@plaza/contract'
import { limits } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { inChat } from './in-chat.ts'
import { readerOf } from './messages.ts'
import { isOver, mustFit, tallied } from './poll-rules.ts'
import { targetOf } from './rules.ts'
import * as votes from './store-votes.ts'
import { messagesAt, type MessageRow } from './store.ts'

const VOTERS_PAGE = 50

export interface Vote {
  readonly conv: string
  readonly q: number
  /** Made by whoever votes: the same id is the same vote for ever. */
  readonly id: string
  readonly choices: readonly number[]
}

/**
 * Votes, anew or for nothing, and tells how the poll stands then, all in one commit: a vote is in the counts once, whatever
 * else happens at the same time. Of two votes of a person the later command counts, also when the earlier one comes again.
 */
export async function vote(city: City, person: string, { conv, q, id, choices }: Vote): Promise<number[]> {
  let mine: number[] = []
  await inChat(city, { conv, by: person }, async chat => {
    const poll = await pollAt(chat.tx, { conv, q, after: chat.member.joined_q })
    const before = await votes.voteOf(chat.tx, { conv, q, person })
    mine = before?.choices ?? []
    const wanted = choices.toSorted((a, b) => a - b)
    if (before?.commands.includes(id)) {
      if (before.commands.at(-1) === id && wanted.join() !== mine.join()) throw new Refusal('exists_different')
      return
    }
    if (poll.recalled) throw new Refusal('already_recalled')
    if (isOver(poll.body, chat.at)) throw new Refusal('poll_closed')
    mustFit(poll.body, wanted)
    if ((before?.commands.length ?? 0) >= limits.POLL_VOTES_PER_PERSON_MAX)
      throw new Refusal('too_many_votes', { max: limits.POLL_VOTES_PER_PERSON_MAX })
    await votes.put(chat.tx, { conv, q, person, id, choices: wanted, at: chat.at })
    const body = tallied(poll.body, mine, wanted)
    // Who votes in secret is told by nobody: the news come from the poll itself.
    await chat.updated({ re: q, sender: body.anonymous ? poll.id : person, body })
    await chat.noted(person, 'poll', { c: conv, q })
    mine = wanted
  })
  return mine
}

/** What this person voted for. */
export async function myVote(city: City, person: string, conv: string, q: number): Promise<number[]> {
  const { joinedQ } = await readerOf(city, conv, person)
  await pollAt(city.db, { conv, q, after: joinedQ })
  return (await votes.voteOf(city.db, { conv, q, person }))?.choices ?? []
}

/** Who voted for an option, in order of id; for nobody to see where the poll is anonymous. */
export async function votersOf(
  city: City,
  person: string,
  wish: { conv: string; q: number; option: number; after?: string | undefined },
): Promise<{ people: PersonCard[]; more: boolean }> {
  const { joinedQ } = await readerOf(city, wish.conv, person)
  const { body } = await pollAt(city.db, { ...wish, after: joinedQ })
  if (body.anonymous) throw new Refusal('not_allowed')
  const people = await votes.votersOf(city.db, wish, VOTERS_PAGE + 1)
  return { people: await cards(city, people.slice(0, VOTERS_PAGE)), more: people.length > VOTERS_PAGE }
}

/** Ends a poll of one's own; again changes nothing. */
export async function closePoll(city: City, person: string, conv: string, q: number): Promise<void> {
  await inChat(city, { conv, by: person }, async chat => {
    const poll = await pollAt(chat.tx, { conv, q, after: chat.member.joined_q })
    if (poll.sender !== person) throw new Refusal('not_your_message')
    if (poll.recalled) throw new Refusal('already_recalled')
    if (isOver(poll.body, chat.at)) return
    await chat.updated({ re: q, sender: person, body: { ...poll.body, closedAt: chat.at } })
  })
}

/** A poll as it stands now, of the part of a conversation after event `after`. */
async function pollAt(
  db: Queries,
  { conv, q, after }: { conv: string; q: number; after: number },
): Promise<Pick<MessageRow, 'id' | 'sender'> & { body: PollBody; recalled: boolean }> {
  const [row] = await messagesAt(db, [{ conv, q: targetOf(q) ?? 0 }])
  if (row?.kind !== 'poll' || q <= after) throw new Refusal('target_not_found')
  const body = (row.edited_body ?? row.body) as unknown as PollBody
  return { id: row.id, sender: row.sender, body, recalled: row.recalled_at !== null }
}
