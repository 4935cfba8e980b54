import { sql, type Queries } from '@plaza/db'

// ---- reading ----

export interface MessageRow {
  readonly id: string
  readonly person: string
  readonly conv: string
  readonly body: Record<string, unknown>
  readonly re: number | null
  readonly at: number
  readonly failed: string | null
}

/** A person's texts for one conversation, the next one first. */
export function messagesFor(db: Queries, person: string, conv: string): Promise<MessageRow[]> {
  return db.rows(sql`
    select id, person, conv, body, re, at, failed
    from scheduled.message
    where person = ${person} and conv = ${conv}
    order by at, id`)
}

export function messageOf(db: Queries, id: string): Promise<MessageRow | undefined> {
  return db.maybe(sql`select id, person, conv, body, re, at, failed from scheduled.message where id = ${id}`)
}

export async function countMessages(db: Queries, person: string): Promise<number> {
  return (
    await db.one<{ count: number }>(sql`
    select count(*)::integer as count from scheduled.message where person = ${person}`)
  ).count
}

export interface ReminderRow {
  readonly id: string
  readonly conv: string
  readonly q: number
  readonly at: number
  readonly due: boolean
}

/** What a person is to be reminded of, the earliest first. */
export function remindersOf(db: Queries, person: string): Promise<ReminderRow[]> {
  return db.rows(sql`
    select id, conv, q, at, due from scheduled.reminder where person = ${person} order by at, id`)
}

// ---- writing ----

/** Returns false when there is one with this id. */
export async function addMessage(tx: Queries, message: Omit<MessageRow, 'failed'>, now: number): Promise<boolean> {
  const { id, person, conv, body, re, at } = message
  return (
    (await tx.run(sql`
    insert into scheduled.message (id, person, conv, body, re, at, made_at)
    values (${id}, ${person}, ${conv}, ${JSON.stringify(body)}, ${re}, to_timestamp(${at / 1000}::float8), to_timestamp(${now / 1000}::float8))
    on conflict do nothing`)) > 0
  )
}

/** Begins the sending of a text: from now on it cannot be cancelled. Undefined when it is not there or could not be sent before. */
export function begin(db: Queries, id: string): Promise<MessageRow | undefined> {
  return db.maybe(sql`
    update scheduled.message set begun = true
    where id = ${id} and failed is null
    returning id, person, conv, body, re, at, failed`)
}

export async function fail(db: Queries, id: string, code: string): Promise<void> {
  await db.run(sql`update scheduled.message set failed = ${code}, begun = false where id = ${id}`)
}

/** A text that could not be sent is to be tried again. Returns false when it is not this person's. */
export async function tryAgain(tx: Queries, person: string, id: string): Promise<boolean> {
  return (await tx.run(sql`update scheduled.message set failed = null where id = ${id} and person = ${person}`)) > 0
}

export async function sent(db: Queries, id: string): Promise<void> {
  await db.run(sql`delete from scheduled.message where id = ${id}`)
}

/** Cancels a text; `begun` when it is too late for that. */
export async function cancel(db: Queries, person: string, id: string): Promise<'gone' | 'begun'> {
  await db.run(sql`delete from scheduled.message where id = ${id} and person = ${person} and not begun`)
  const left = await db.maybe(sql`select 1 as there from scheduled.message where id = ${id} and person = ${person}`)
  return left ? 'begun' : 'gone'
}

/** Returns how many this person has then; one with this id is there already. */
export async function addReminder(
  tx: Queries,
  reminder: { id: string; person: string; conv: string; q: number; at: number },
): Promise<number> {
  const { id, person, conv, q, at } = reminder
  await tx.run(sql`
    insert into scheduled.reminder (id, person, conv, q, at)
    values (${id}, ${person}, ${conv}, ${q}, to_timestamp(${at / 1000}::float8))
    on conflict do nothing`)
  return (
    await tx.one<{ count: number }>(sql`
    select count(*)::integer as count from scheduled.reminder where person = ${person}`)
  ).count
}

/** The person whose reminder is due now; undefined when they are done with it. */
export async function makeDue(db: Queries, id: string): Promise<string | undefined> {
  const row = await db.maybe<{ person: string }>(sql`
    update scheduled.reminder set due = true where id = ${id} returning person`)
  return row?.person
}

export async function dropReminder(db: Queries, person: string, id: string): Promise<void> {
  await db.run(sql`delete from scheduled.reminder where id = ${id} and person = ${person}`)
}

export async function forget(db: Queries, person: string): Promise<void> {
  await db.run(sql`delete from scheduled.message where person = ${person}`)
  await db.run(sql`delete from scheduled.reminder where person = ${person}`)
}
