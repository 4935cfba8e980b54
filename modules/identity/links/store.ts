import { instant, sql, type Queries } from '@plaza/db'

export type LinkState = 'waiting' | 'scanned' | 'approved' | 'refused' | 'opened'

export interface LinkRow {
  readonly id: string
  readonly secret: Buffer
  readonly deviceName: string
  readonly state: LinkState
  readonly person: string | null
  readonly createdAt: number
  readonly expiresAt: number
}

const columns = sql`
  id, secret, device_name as "deviceName", state, person, created_at as "createdAt", expires_at as "expiresAt"`

export function linkById(db: Queries, id: string): Promise<LinkRow | undefined> {
  return db.maybe(sql`select ${columns} from identity.link where id = ${id}`)
}

export async function insertLink(db: Queries, link: LinkRow): Promise<void> {
  await db.run(sql`
    insert into identity.link (id, secret, device_name, state, created_at, expires_at)
    values (
      ${link.id}, ${link.secret}, ${link.deviceName}, ${link.state}, ${instant(link.createdAt)}, ${instant(link.expiresAt)}
    )`)
}

/** Moves a link that lives from one state to the next for one person; undefined when it is not where it should be. */
export function moveLink(
  tx: Queries,
  id: string,
  move: { from: LinkState; to: LinkState; person: string; now: number },
): Promise<LinkRow | undefined> {
  return tx.maybe(sql`
    update identity.link
    set state = ${move.to}, person = ${move.person}
    where id = ${id} and state = ${move.from} and expires_at > ${instant(move.now)}
      and (person is null or person = ${move.person})
    returning ${columns}`)
}

export async function sweepLinks(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from identity.link where expires_at < ${instant(before)}`)
}
