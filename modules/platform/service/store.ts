import { instant, sql, type Queries } from '@plaza/db'

export interface ServiceRow {
  readonly appId: string
  readonly person: string
  readonly u: number
}

export interface ContactRow {
  readonly appId: string
  readonly person: string
  readonly conversation: string
  readonly heardAt: number | null
  readonly answers: number
}

const contact = sql`app_id as "appId", person, conversation, heard_at as "heardAt", answers`

/** The account of a program: the first one that was given stays. */
export async function putService(db: Queries, appId: string, person: string, now: number): Promise<string> {
  const row = await db.one<{ person: string }>(sql`
    insert into platform.service (app_id, person, next_at) values (${appId}, ${person}, ${instant(now)})
    on conflict (app_id) do update set person = service.person returning person`)
  return row.person
}

/** Accounts in the order in which they were looked at last. */
export function servicesDue(db: Queries, now: number, limit: number): Promise<ServiceRow[]> {
  return db.rows(sql`
    select app_id as "appId", person, u from platform.service where next_at <= ${instant(now)}
    order by next_at limit ${limit}`)
}

export async function lookedAt(db: Queries, appIds: readonly string[], now: number): Promise<void> {
  await db.run(sql`update platform.service set next_at = ${instant(now)} where app_id = any(${[...appIds]})`)
}

/** True the first time. */
export async function putContact(db: Queries, appId: string, person: string, conversation: string): Promise<boolean> {
  const touched = await db.run(sql`
    insert into platform.contact (app_id, person, conversation) values (${appId}, ${person}, ${conversation})
    on conflict do nothing`)
  return touched === 1
}

export function contactOf(db: Queries, appId: string, person: string): Promise<ContactRow | undefined> {
  return db.maybe(sql`select ${contact} from platform.contact where app_id = ${appId} and person = ${person}`)
}

export async function placesOf(db: Queries, convs: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.rows<{ conv: string; q: number }>(sql`
    select conversation as conv, q from platform.contact where conversation = any(${[...convs]}::uuid[])`)
  return new Map(rows.map(row => [row.conv, row.q]))
}

/** Notes how far conversations and the account's log were read. */
export async function moveOn(
  tx: Queries,
  appId: string,
  u: number,
  places: ReadonlyMap<string, number>,
): Promise<void> {
  await tx.run(sql`
    update platform.contact set q = greatest(contact.q, new.q)
    from unnest(${[...places.keys()]}::uuid[], ${[...places.values()]}::integer[]) as new(conv, q)
    where contact.conversation = new.conv`)
  await tx.run(sql`update platform.service set u = greatest(u, ${u}) where app_id = ${appId}`)
}

/** A citizen wrote: answers are counted anew from then on. */
export async function heard(
  tx: Queries,
  from: { appId: string; person: string; at: number; answers: number },
): Promise<void> {
  await tx.run(sql`
    update platform.contact set heard_at = greatest(heard_at, ${instant(from.at)}), answers = ${from.answers}
    where app_id = ${from.appId} and person = ${from.person}`)
}

/** Counts one answer, once for its id. False when none is left. */
export async function countAnswer(
  tx: Queries,
  answer: { id: string; appId: string; person: string; now: number },
): Promise<boolean> {
  const fresh = await tx.run(sql`
    insert into platform.answer (id, app_id, at) values (${answer.id}, ${answer.appId}, ${instant(answer.now)})
    on conflict do nothing`)
  if (fresh === 0) return true
  const counted = await tx.run(sql`
    update platform.contact set answers = answers - 1
    where app_id = ${answer.appId} and person = ${answer.person} and answers > 0`)
  return counted === 1
}
