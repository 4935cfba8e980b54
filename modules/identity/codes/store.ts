import { instant, sql, type Queries } from '@plaza/db'
import type { AddressKind } from '../rules.ts'

export interface CodeRow {
  readonly id: string
  readonly kind: AddressKind
  readonly address: string
  readonly hash: Buffer
  readonly expiresAt: number
}

const columns = sql`id, kind, address, hash, expires_at as "expiresAt"`

export function codeById(db: Queries, id: string): Promise<CodeRow | undefined> {
  return db.maybe(sql`select ${columns} from identity.code where id = ${id}`)
}

/** Codes to one address are made one after the other, so that their number holds. */
export async function lockAddress(tx: Queries, address: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${address}, 1))`)
}

export async function countCodes(db: Queries, address: string, since: number): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::integer as count
    from identity.code
    where address = ${address} and created_at > ${instant(since)}`)
  return count
}

export async function insertCode(tx: Queries, code: CodeRow & { createdAt: number }): Promise<void> {
  await tx.run(sql`
    insert into identity.code (id, kind, address, hash, created_at, expires_at)
    values (${code.id}, ${code.kind}, ${code.address}, ${code.hash}, ${instant(code.createdAt)}, ${instant(code.expiresAt)})`)
}

export async function dropCode(db: Queries, id: string): Promise<void> {
  await db.run(sql`delete from identity.code where id = ${id}`)
}

/** Takes one try at a code that may still be used, before it is compared; undefined when there is none left. */
export function takeTry(
  db: Queries,
  id: string,
  triesMax: number,
  now: number,
): Promise<(CodeRow & { tries: number }) | undefined> {
  return db.maybe(sql`
    update identity.code
    set tries = tries + 1
    where id = ${id} and tries < ${triesMax} and used_at is null and expires_at > ${instant(now)}
    returning ${columns}, tries`)
}

export async function returnTry(db: Queries, id: string): Promise<void> {
  await db.run(sql`update identity.code set tries = tries - 1 where id = ${id}`)
}

/** Uses a code up; false when somebody was quicker. */
export async function useUp(tx: Queries, id: string, now: number): Promise<boolean> {
  return (
    (await tx.run(sql`update identity.code set used_at = ${instant(now)} where id = ${id} and used_at is null`)) > 0
  )
}

export async function sweepCodes(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from identity.code where expires_at < ${instant(before)}`)
}
