import { instant, sql, type Queries } from '@plaza/db'

export interface PasskeyRow {
  readonly person: string
  readonly id: string
  readonly name: string
  readonly publicKey: Buffer
  readonly counter: bigint
  readonly transports: string[]
}

/** What a person who signs up by passkey told of themselves before the ceremony. */
export interface Draft {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly language: 'en' | 'es' | 'zh'
}

export interface CeremonyRow {
  readonly id: string
  readonly kind: 'add' | 'sign-up' | 'sign-in'
  readonly challenge: string
  readonly person: string | null
  readonly draft: Draft | null
  readonly expiresAt: number
}

export function passkeysOf(db: Queries, person: string): Promise<PasskeyRow[]> {
  return db.rows(sql`
    select person, id, name, public_key as "publicKey", counter, transports
    from identity.passkey
    where person = ${person}
    order by created_at`)
}

export async function insertPasskey(
  tx: Queries,
  key: {
    person: string
    id: string
    name: string
    publicKey: Uint8Array
    counter: number
    transports: readonly string[]
    at: number
  },
): Promise<void> {
  await tx.run(sql`
    insert into identity.passkey (person, id, name, public_key, counter, transports, created_at)
    values (
      ${key.person}, ${key.id}, ${key.name}, ${key.publicKey}, ${key.counter}, ${key.transports}::text[], ${instant(key.at)}
    )`)
}

/** Moves the counter on; false when another use was quicker and the counter no longer grows. */
export async function usePasskey(
  tx: Queries,
  person: string,
  id: string,
  counter: number,
  at: number,
): Promise<boolean> {
  const touched = await tx.run(sql`
    update identity.passkey
    set counter = ${counter}, used_at = ${instant(at)}
    where person = ${person} and id = ${id} and (counter < ${counter} or (counter = 0 and ${counter} = 0))`)
  return touched > 0
}

export async function dropPasskey(tx: Queries, person: string, id: string): Promise<boolean> {
  return (await tx.run(sql`delete from identity.passkey where person = ${person} and id = ${id}`)) > 0
}

export async function insertCeremony(db: Queries, ceremony: CeremonyRow): Promise<void> {
  await db.run(sql`
    insert into identity.ceremony (id, kind, challenge, person, draft, expires_at)
    values (
      ${ceremony.id}, ${ceremony.kind}, ${ceremony.challenge}, ${ceremony.person},
      ${ceremony.draft && JSON.stringify(ceremony.draft)}::jsonb, ${instant(ceremony.expiresAt)}
    )`)
}

/** Takes a ceremony away: a challenge is answered once, rightly or wrongly. */
export function takeCeremony(db: Queries, id: string): Promise<CeremonyRow | undefined> {
  return db.maybe(sql`
    delete from identity.ceremony
    where id = ${id}
    returning id, kind, challenge, person, draft, expires_at as "expiresAt"`)
}

export async function sweepCeremonies(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from identity.ceremony where expires_at < ${instant(before)}`)
}
