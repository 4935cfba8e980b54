import { instant, sql, type Queries } from '@plaza/db'
import { NUMBER, type Mode, type NumberRow } from '../store.ts'

export interface ApiCertificateRow {
  readonly mchid: string
  readonly serial: string
  readonly publicKey: string
  readonly certificate: string
  readonly notAfter: number
  readonly addedAt: number
  readonly revokedAt: number | null
}

export interface PlatformKeyRow {
  readonly serial: string
  readonly certificate: string
  readonly privateKey: Buffer
  readonly notBefore: number
  readonly notAfter: number
  readonly signsFrom: number
  readonly listedUntil: number
}

export interface AuthorityRow {
  readonly certificate: string
  readonly privateKey: Buffer
  readonly notAfter: number
}

export interface PublicKeyRow {
  readonly keyId: string
  readonly publicKey: string
  readonly privateKey: Buffer
}

const CERTIFICATE = sql`mchid, serial, public_key as "publicKey", certificate, not_after as "notAfter",
  added_at as "addedAt", revoked_at as "revokedAt"`
const PLATFORM = sql`serial, certificate, private_key as "privateKey", not_before as "notBefore",
  not_after as "notAfter", signs_from as "signsFrom", listed_until as "listedUntil"`

/** A number with the public key that may sign for it now under a serial. */
export function signerOf(
  db: Queries,
  mchid: string,
  serial: string,
  nowMs: number,
): Promise<(NumberRow & Pick<ApiCertificateRow, 'publicKey'>) | undefined> {
  return db.maybe(sql`
    select ${NUMBER}, public_key as "publicKey"
    from merchants.number
    join merchants.api_certificate using (mchid)
    where mchid = ${mchid} and serial = ${serial} and revoked_at is null and not_after > ${instant(nowMs)}`)
}

/** Every key that may sign for a number now. */
export function liveCertificates(db: Queries, mchid: string, nowMs: number): Promise<ApiCertificateRow[]> {
  return db.rows(sql`
    select ${CERTIFICATE} from merchants.api_certificate
    where mchid = ${mchid} and revoked_at is null and not_after > ${instant(nowMs)}
    order by added_at, serial`)
}

export function certificatesOf(db: Queries, mchid: string, max: number): Promise<ApiCertificateRow[]> {
  return db.rows(sql`
    select ${CERTIFICATE} from merchants.api_certificate where mchid = ${mchid}
    order by added_at desc, serial limit ${max}`)
}

/** Adds a key while there are fewer than so many, under the number's lock. False where there are as many. */
export async function insertCertificate(
  tx: Queries,
  row: Omit<ApiCertificateRow, 'revokedAt'> & { readonly addedBy: string },
  max: number,
): Promise<boolean> {
  await tx.one(sql`select mchid from merchants.number where mchid = ${row.mchid} for update`)
  if ((await liveCertificates(tx, row.mchid, row.addedAt)).length >= max) return false
  await tx.run(sql`
    insert into merchants.api_certificate (mchid, serial, public_key, certificate, not_after, added_at, added_by)
    values (${row.mchid}, ${row.serial}, ${row.publicKey}, ${row.certificate}, ${instant(row.notAfter)},
      ${instant(row.addedAt)}, ${row.addedBy})`)
  return true
}

/** True where there was such a key to take back. */
export async function revokeCertificate(db: Queries, mchid: string, serial: string, atMs: number): Promise<boolean> {
  const changed = await db.run(sql`
    update merchants.api_certificate set revoked_at = coalesce(revoked_at, ${instant(atMs)})
    where mchid = ${mchid} and serial = ${serial}`)
  return changed > 0
}

/** Whether a key may sign for a number now, and whether its nonce is fresh. */
export interface Admission {
  /** Undefined where the key may not sign. */
  readonly number: NumberRow | undefined
  readonly fresh: boolean
}

type AdmittedRow = NumberRow & { readonly fresh: boolean; readonly valid: boolean }

/** Admits keys with their nonces, in the order of what was asked; nonces of keys that may not sign are not used up. */
export async function admitAll(
  db: Queries,
  claims: readonly { readonly mchid: string; readonly serial: string; readonly nonce: string }[],
  atMs: number,
): Promise<Admission[]> {
  const all = (part: 'mchid' | 'serial' | 'nonce') => claims.map(claim => claim[part])
  const rows = await db.rows<AdmittedRow>(sql`
    with claim as materialized (
      select n, claim.mchid, nonce, certificate.mchid is not null as valid
      from unnest(${all('mchid')}::text[], ${all('serial')}::text[], ${all('nonce')}::text[])
        with ordinality as claim(mchid, serial, nonce, n)
      left join merchants.api_certificate as certificate
        on certificate.mchid = claim.mchid and certificate.serial = claim.serial
          and certificate.revoked_at is null and certificate.not_after > ${instant(atMs)}
    ),
    used as (
      insert into merchants.nonce (mchid, nonce, at)
      select mchid, nonce, ${instant(atMs)} from claim where valid order by mchid, nonce
      on conflict do nothing
      returning mchid, nonce
    )
    select ${NUMBER}, claim.valid, used.nonce is not null as fresh
    from claim
    left join used using (mchid, nonce)
    left join merchants.number using (mchid)
    order by n`)
  return rows.map(({ valid, fresh, ...number }) => ({ number: valid ? number : undefined, fresh }))
}

export async function forgetNonces(db: Queries, beforeMs: number): Promise<void> {
  await db.run(sql`delete from merchants.nonce where at < ${instant(beforeMs)}`)
}

export function authorityOf(db: Queries, mode: Mode): Promise<AuthorityRow | undefined> {
  return db.maybe(sql`
    select certificate, private_key as "privateKey", not_after as "notAfter"
    from merchants.authority where mode = ${mode}`)
}

/** Keeps the first authority of a mode, whoever made it. */
export async function insertAuthority(tx: Queries, mode: Mode, row: AuthorityRow): Promise<void> {
  await tx.run(sql`
    insert into merchants.authority (mode, certificate, private_key, not_after)
    values (${mode}, ${row.certificate}, ${row.privateKey}, ${instant(row.notAfter)})
    on conflict do nothing`)
}

const PUBLIC_KEY = sql`key_id as "keyId", public_key as "publicKey", private_key as "privateKey"`

export function publicKeyOf(db: Queries, mode: Mode): Promise<PublicKeyRow | undefined> {
  return db.maybe(sql`select ${PUBLIC_KEY} from merchants.public_key where mode = ${mode}`)
}

/** Keeps the first public key of a mode, whoever made it, and answers it. */
export async function insertPublicKey(db: Queries, mode: Mode, row: PublicKeyRow, atMs: number): Promise<PublicKeyRow> {
  await db.run(sql`
    insert into merchants.public_key (mode, key_id, public_key, private_key, made_at)
    values (${mode}, ${row.keyId}, ${row.publicKey}, ${row.privateKey}, ${instant(atMs)})
    on conflict do nothing`)
  return db.one(sql`select ${PUBLIC_KEY} from merchants.public_key where mode = ${mode}`)
}

/** Keys of the platform that clients should know now, the newest first. */
export function platformKeys(db: Queries, mode: Mode, nowMs: number): Promise<PlatformKeyRow[]> {
  return db.rows(sql`
    select ${PLATFORM} from merchants.platform_key
    where mode = ${mode} and listed_until > ${instant(nowMs)}
    order by signs_from desc, serial`)
}

/** Holds the rotation of a mode until the transaction ends: two processes never make two keys. */
export async function lockAuthority(tx: Queries, mode: Mode): Promise<void> {
  await tx.one(sql`select mode from merchants.authority where mode = ${mode} for update`)
}

/** Adds a key and lets the ones before it end their listing some time after it signs. */
export async function insertPlatformKey(
  tx: Queries,
  mode: Mode,
  row: PlatformKeyRow,
  othersListedUntilMs: number,
): Promise<void> {
  await tx.run(sql`
    update merchants.platform_key set listed_until = least(listed_until, ${instant(othersListedUntilMs)})
    where mode = ${mode}`)
  await tx.run(sql`
    insert into merchants.platform_key
      (mode, serial, certificate, private_key, not_before, not_after, signs_from, listed_until)
    values (${mode}, ${row.serial}, ${row.certificate}, ${row.privateKey}, ${instant(row.notBefore)},
      ${instant(row.notAfter)}, ${instant(row.signsFrom)}, ${instant(row.listedUntil)})`)
}
