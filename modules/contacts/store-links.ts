import { instant, sql, type Queries } from '@plaza/db'

export interface LinkRow {
  readonly id: string
  readonly person: string
  readonly secret: string
  readonly at: number
  readonly expiresAt: number
}

const columns = sql`id, person, secret, created_at as at, expires_at as "expiresAt"`
// Reading

/** A person's links that still invite, newest first. */
export function linksOf(db: Queries, person: string, now: number): Promise<LinkRow[]> {
  return db.rows(sql`
    select ${columns}
    from contacts.link
    where person = ${person} and expires_at > ${instant(now)}
    order by created_at desc, id desc`)
}

export function linkById(db: Queries, id: string): Promise<LinkRow | undefined> {
  return db.maybe(sql`select ${columns} from contacts.link where id = ${id}`)
}

// Writing

/** Makes what one person does with their links happen one after the other. */
export async function lockLinks(tx: Queries, person: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`links ${person}`}, 0))`)
}

export async function putLink(tx: Queries, { id, person, secret, at, expiresAt }: LinkRow): Promise<void> {
  await tx.run(sql`
    insert into contacts.link (id, person, secret, created_at, expires_at)
    values (${id}, ${person}, ${secret}, ${instant(at)}, ${instant(expiresAt)})`)
}

export async function dropLink(db: Queries, person: string, id: string): Promise<void> {
  await db.run(sql`delete from contacts.link where person = ${person} and id = ${id}`)
}

/** Forgets links that were over before `before`. */
export async function forgetLinks(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from contacts.link where expires_at < ${instant(before)}`)
}
