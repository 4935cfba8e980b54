import { instant, sql, type Queries } from '@plaza/db'

/** Somebody's place in a poll. */
interface Voter {
  readonly conv: string
  readonly q: number
  readonly person: string
}

// ---- reading ----

/** What a person voted for, and the commands that led there, the last one last. */
export function voteOf(
  db: Queries,
  { conv, q, person }: Voter,
): Promise<{ choices: number[]; commands: string[] } | undefined> {
  return db.maybe(sql`
    select choices, commands from chat.vote where conv = ${conv} and q = ${q} and person = ${person}`)
}

/** Who voted for an option, in order of id after `after`. */
export async function votersOf(
  db: Queries,
  { conv, q, option, after }: { conv: string; q: number; option: number; after?: string | undefined },
  limit: number,
): Promise<string[]> {
  const rows = await db.rows<{ person: string }>(sql`
    select person
    from chat.vote
    where conv = ${conv} and q = ${q} and ${option}::integer = any(choices)
      and (${after ?? null}::uuid is null or person > ${after ?? null}::uuid)
    order by person
    limit ${limit}`)
  return rows.map(row => row.person)
}

/** Everything a person voted for, newest first. */
export function votesBy(
  db: Queries,
  person: string,
  limit: number,
): Promise<{ conversation: string; poll: number; choices: number[]; at: number }[]> {
  return db.rows(sql`
    select conv as conversation, q as poll, choices, at
    from chat.vote
    where person = ${person}
    order by at desc
    limit ${limit}`)
}

// ---- writing ----

/** Writes a vote in place of the one before, and remembers its command. */
export async function put(
  tx: Queries,
  { conv, q, person, id, choices, at }: Voter & { id: string; choices: readonly number[]; at: number },
): Promise<void> {
  await tx.run(sql`
    insert into chat.vote as vote (conv, q, person, choices, commands, at)
    values (${conv}, ${q}, ${person}, ${choices}::integer[], array[${id}::uuid], ${instant(at)})
    on conflict (conv, q, person) do update
    set choices = excluded.choices, commands = vote.commands || excluded.commands, at = excluded.at`)
}
