import type { InputOf, makersApi, PersonCard, ReplyOf, ReviewMessage } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'
import type { Call, Caller, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { MESSAGES_MAX } from '../limits.ts'
import { programByApp } from '../store.ts'
import { memberOf } from '../teams/store.ts'
import { versionById } from '../versions/store.ts'

type Api = typeof makersApi

interface MessageRow {
  readonly id: string
  readonly version: string
  readonly side: ReviewMessage['side']
  readonly person: string
  readonly text: string
  readonly at: number
}

/** What the team and the reviewers said about a version. Reviewers are not named to makers. */
export async function reviewMessages(
  city: City,
  { input, by }: Call<InputOf<Api['reviewMessages']>>,
): Promise<ReplyOf<Api['reviewMessages']>> {
  const side = await sideOf(city, input.version, by)
  const rows = await messagesOf(city.db, input.version, MESSAGES_MAX)
  const people = await cards(city, [...new Set(rows.map(row => row.person))])
  return { messages: rows.map(row => show(row, side, people)) }
}

/** Says something about a version, on the side on which the caller is. Safe to repeat. */
export async function sayInReview(
  city: City,
  { input, by }: Call<InputOf<Api['sayInReview']>>,
): Promise<ReviewMessage> {
  const { id, version, text } = input
  const side = await sideOf(city, version, by)
  if (!text.isWellFormed() || text.includes('\u0000')) throw new Refusal('bad_input', { field: 'text' })
  const before = await messageById(city.db, id)
  if (!before) {
    if ((await messagesOf(city.db, version, MESSAGES_MAX)).length >= MESSAGES_MAX)
      throw new Refusal('too_many_messages')
    await insertMessage(city.db, { id, version, side, person: by.person, text, at: city.clock.now() })
  }
  const after = before ?? (await messageById(city.db, id))
  if (after?.person !== by.person || after.version !== version || after.text !== text)
    throw new Refusal('exists_different')
  return show(after, side, await cards(city, [by.person]))
}

/** Members of the team are makers, also where they are operators; to everybody else the version is unknown. */
async function sideOf(city: City, id: string, by: Caller): Promise<ReviewMessage['side']> {
  const version = await versionById(city.db, id)
  const program = version && (await programByApp(city.db, version.appId))
  if (!program) throw new Refusal('not_found')
  const member = await memberOf(city.db, program.team, by.person)
  if (member && !member.invited) return 'maker'
  if (by.kind !== 'operator') throw new Refusal('not_found')
  return 'reviewer'
}

function show(row: MessageRow, seenBy: ReviewMessage['side'], people: readonly PersonCard[]): ReviewMessage {
  const { id, side, text, at } = row
  const by = people.find(card => card.id === row.person)
  return { id, side, text, at, ...(by && (side === 'maker' || seenBy === 'reviewer') ? { by } : {}) }
}

const MESSAGE = sql`id, version, side, person, text, at`

function messagesOf(db: Queries, version: string, max: number): Promise<MessageRow[]> {
  return db.rows(sql`select ${MESSAGE} from makers.message where version = ${version} order by at, id limit ${max}`)
}

function messageById(db: Queries, id: string): Promise<MessageRow | undefined> {
  return db.maybe(sql`select ${MESSAGE} from makers.message where id = ${id}`)
}

async function insertMessage(db: Queries, m: MessageRow): Promise<void> {
  await db.run(sql`
    insert into makers.message (id, version, side, person, text, at)
    values (${m.id}, ${m.version}, ${m.side}, ${m.person}, ${m.text}, ${instant(m.at)}) on conflict do nothing`)
}
