import { instant, sql, type Queries } from '@plaza/db'

export interface WebGrant {
  readonly appId: string
  readonly person: string
  readonly scope: string
}

export async function hasConsent(db: Queries, grant: WebGrant): Promise<boolean> {
  const row = await db.maybe(sql`
    select from platform.web_consent
    where person = ${grant.person} and app_id = ${grant.appId} and scope = ${grant.scope}`)
  return row !== undefined
}

export async function putConsent(db: Queries, grant: WebGrant, now: number): Promise<void> {
  await db.run(sql`
    insert into platform.web_consent (person, app_id, scope, at)
    values (${grant.person}, ${grant.appId}, ${grant.scope}, ${instant(now)})
    on conflict (person, app_id, scope) do nothing`)
}

export async function putCode(db: Queries, code: WebGrant & { hash: Buffer; expiresAt: number }): Promise<void> {
  await db.run(sql`
    insert into platform.web_code (hash, app_id, person, scope, expires_at)
    values (${code.hash}, ${code.appId}, ${code.person}, ${code.scope}, ${instant(code.expiresAt)})`)
}

/** Uses a code up, whoever asks first; undefined when it was, or is none of this program. */
export function useCode(tx: Queries, hash: Buffer, appId: string, now: number): Promise<WebGrant | undefined> {
  return tx.maybe(sql`
    update platform.web_code set used = true
    where hash = ${hash} and app_id = ${appId} and not used and expires_at > ${instant(now)}
    returning app_id as "appId", person, scope`)
}

export async function isUsed(tx: Queries, hash: Buffer, appId: string): Promise<boolean> {
  return (
    (await tx.maybe(sql`select from platform.web_code where hash = ${hash} and app_id = ${appId} and used`)) !==
    undefined
  )
}

export async function putTokens(
  tx: Queries,
  of: WebGrant & { codeHash: Buffer },
  tokens: readonly { hash: Buffer; kind: 'access' | 'refresh'; expiresAt: number }[],
): Promise<void> {
  for (const { hash, kind, expiresAt } of tokens)
    await tx.run(sql`
      insert into platform.web_token (hash, code_hash, kind, app_id, person, scope, expires_at)
      values (${hash}, ${of.codeHash}, ${kind}, ${of.appId}, ${of.person}, ${of.scope}, ${instant(expiresAt)})`)
}

export function tokenBehind(
  db: Queries,
  hash: Buffer,
  kind: 'access' | 'refresh',
  now: number,
): Promise<(WebGrant & { codeHash: Buffer }) | undefined> {
  return db.maybe(sql`
    select app_id as "appId", person, scope, code_hash as "codeHash" from platform.web_token
    where hash = ${hash} and kind = ${kind} and expires_at > ${instant(now)}`)
}

/** Ends what came of a code: whoever used it twice may have stolen it. */
export async function endTokensOf(tx: Queries, codeHash: Buffer): Promise<void> {
  await tx.run(sql`delete from platform.web_token where code_hash = ${codeHash}`)
}
