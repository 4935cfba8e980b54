import type { FileKind, ScheduledKind } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

// ---- reading ----

export interface MessageRow {
  readonly id: string
  readonly person: string
  readonly conv: string
  readonly kind: ScheduledKind
  readonly body: Record<string, unknown>
  readonly re: number | null
  readonly at: number
  readonly failed: string | null
}

/** A person's messages for one conversation, the next one first. */
export function messagesFor(db: Queries, person: string, conv: string): Promise<MessageRow[]> {
  return db.rows(sql`
    select id, person, conv, kind, body, re, at, failed
    from scheduled.message
    where person = ${person} and conv = ${conv}
    order by at, id`)
}

export function messageOf(db: Queries, id: string): Promise<MessageRow | undefined> {
  return db.maybe(sql`select id, person, conv, kind, body, re, at, failed from scheduled.message where id = ${id}`)
}

export async function countMessages(db: Queries, person: string): Promise<number> {
  return (
    await db.one<{ count: number }>(sql`
    select count(*)::integer as count from scheduled.message where person = ${person}`)
  ).count
}

/** A file that waits with a message, and whose message that is. */
export interface WaitingFile {
  readonly file: string
  readonly kind: FileKind
}

/** Which of these files wait for their time, with whoever will send them. */
export function waitingFiles(
  db: Queries,
  keys: readonly WaitingFile[],
): Promise<(WaitingFile & { readonly person: string })[]> {
  return db.rows(sql`
    select distinct waiting.file, waiting.kind, waiting.person
    from unnest(${keys.map(one => one.file)}::text[], ${keys.map(one => one.kind)}::text[]) as asked (file, kind)
    join scheduled.file as waiting on waiting.file = asked.file and waiting.kind = asked.kind`)
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
export async function addMessage(
  tx: Queries,
  message: Omit<MessageRow, 'failed'>,
  files: readonly WaitingFile[],
  now: number,
): Promise<boolean> {
  const { id, person, conv, kind, body, re, at } = message
  const added = await tx.run(sql`
    insert into scheduled.message (id, person, conv, kind, body, re, at, made_at)
    values (${id}, ${person}, ${conv}, ${kind}, ${JSON.stringify(body)}, ${re}, ${instant(at)}, ${instant(now)})
    on conflict do nothing`)
  if (added === 0) return false
  await tx.run(sql`
    insert into scheduled.file (message, file, kind, person)
    select ${id}, file, kind, ${person}
    from unnest(${files.map(one => one.file)}::text[], ${files.map(one => one.kind)}::text[]) as waiting (file, kind)
    on conflict do nothing`)
  return true
}

/** Begins the sending of a message: from now on it cannot be cancelled. Undefined when it is not there or could not be sent before. */
export function begin(db: Queries, id: string): Promise<MessageRow | undefined> {
  return db.maybe(sql`
    update scheduled.message set begun = true
    where id = ${id} and failed is null
    returning id, person, conv, kind, body, re, at, failed`)
}

export async function fail(db: Queries, id: string, code: string): Promise<void> {
  await db.run(sql`update scheduled.message set failed = ${code}, begun = false where id = ${id}`)
}

/** A message that could not be sent is to be tried again. Returns false when it is not this person's. */
export async function tryAgain(tx: Queries, person: string, id: string): Promise<boolean> {
  return (await tx.run(sql`update scheduled.message set failed = null where id = ${id} and person = ${person}`)) > 0
}

export async function sent(db: Queries, id: string): Promise<void> {
  await db.run(sql`delete from scheduled.message where id = ${id}`)
}

/** Cancels a message; undefined when it is too late for that, else the files that waited with it. */
export async function cancel(tx: Queries, person: string, id: string): Promise<WaitingFile[] | undefined> {
  const message = await tx.maybe<{ begun: boolean }>(sql`
    select begun from scheduled.message where id = ${id} and person = ${person} for update`)
  if (message?.begun) return undefined
  const files = await tx.rows<WaitingFile>(sql`
    delete from scheduled.file where message = ${id} and person = ${person} returning file, kind`)
  await tx.run(sql`delete from scheduled.message where id = ${id} and person = ${person}`)
  return files
}

/** Returns how many this person has then; one with this id is there already. */
export async function addReminder(
  tx: Queries,
  reminder: { id: string; person: string; conv: string; q: number; at: number },
): Promise<number> {
  const { id, person, conv, q, at } = reminder
  await tx.run(sql`
    insert into scheduled.reminder (id, person, conv, q, at)
    values (${id}, ${person}, ${conv}, ${q}, ${instant(at)})
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

/** Drops all that a person put off. Returns the files that waited. */
export async function forget(tx: Queries, person: string): Promise<WaitingFile[]> {
  const files = await tx.rows<WaitingFile>(
    sql`delete from scheduled.file where person = ${person} returning file, kind`,
  )
  await tx.run(sql`delete from scheduled.message where person = ${person}`)
  await tx.run(sql`delete from scheduled.reminder where person = ${person}`)
  return files
}
