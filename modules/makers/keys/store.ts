import { instant, sql, type Queries } from '@plaza/db'

export interface KeyRow {
  readonly id: string
  readonly person: string
  readonly name: string
  readonly key: string
  readonly addedAt: number
  readonly usedAt: number | null
  readonly revokedAt: number | null
}

const KEY = sql`id, person, name, key, added_at as "addedAt", used_at as "usedAt", revoked_at as "revokedAt"`

export function keyById(db: Queries, id: string): Promise<KeyRow | undefined> {
  return db.maybe(sql`select ${KEY} from makers.key where id = ${id}`)
}

export function keyByText(db: Queries, key: string): Promise<KeyRow | undefined> {
  return db.maybe(sql`select ${KEY} from makers.key where key = ${key}`)
}

export function keysOf(db: Queries, person: string, max: number): Promise<KeyRow[]> {
  return db.rows(sql`select ${KEY} from makers.key where person = ${person} order by added_at desc, id limit ${max}`)
}

export async function countKeys(db: Queries, person: string): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from makers.key where person = ${person} and revoked_at is null`,
  )
  return n
}

export async function insertKey(
  tx: Queries,
  row: Pick<KeyRow, 'id' | 'person' | 'name' | 'key' | 'addedAt'>,
): Promise<void> {
  await tx.run(sql`
    insert into makers.key (id, person, name, key, added_at)
    values (${row.id}, ${row.person}, ${row.name}, ${row.key}, ${instant(row.addedAt)}) on conflict do nothing`)
}

export async function revoke(db: Queries, id: string, now: number): Promise<void> {
  await db.run(sql`update makers.key set revoked_at = ${instant(now)} where id = ${id} and revoked_at is null`)
}

export async function used(tx: Queries, id: string, now: number): Promise<void> {
  await tx.run(sql`update makers.key set used_at = ${instant(now)} where id = ${id}`)
}

export async function putChallenge(
  db: Queries,
  challenge: { hash: Buffer; person: string; expiresAt: number },
): Promise<void> {
  await db.run(sql`
    insert into makers.challenge (hash, person, expires_at)
    values (${challenge.hash}, ${challenge.person}, ${instant(challenge.expiresAt)})`)
}

/** Uses a challenge up; false where it is somebody else's, used or over. */
export async function takeChallenge(
  tx: Queries,
  challenge: { hash: Buffer; person: string; now: number },
): Promise<boolean> {
  const taken = await tx.run(sql`
    delete from makers.challenge
    where hash = ${challenge.hash} and person = ${challenge.person} and expires_at > ${instant(challenge.now)}`)
  return taken > 0
}

export async function sweepChallenges(db: Queries, now: number): Promise<void> {
  await db.run(sql`delete from makers.challenge where expires_at <= ${instant(now)}`)
}
