import { instant, sql, type Queries } from '@plaza/db'

export type TokenKind = 'oauth' | 'plain' | 'stable'

export async function programBehind(db: Queries, hash: Buffer, now: number): Promise<string | undefined> {
  const row = await db.maybe<{ appId: string }>(
    sql`select app_id as "appId" from platform.token where hash = ${hash} and expires_at > ${instant(now)}`,
  )
  return row?.appId
}

export async function putToken(
  db: Queries,
  token: { hash: Buffer; appId: string; kind: TokenKind; expiresAt: number },
): Promise<void> {
  await db.run(sql`
    insert into platform.token (hash, app_id, kind, expires_at)
    values (${token.hash}, ${token.appId}, ${token.kind}, ${instant(token.expiresAt)})
    on conflict (hash) do nothing`)
}

/** Tokens of a kind end at the latest then. */
export async function endTokens(db: Queries, appId: string, kind: TokenKind, at: number): Promise<void> {
  await db.run(sql`
    update platform.token set expires_at = least(expires_at, ${instant(at)}) where app_id = ${appId} and kind = ${kind}`)
}

export interface StableRow {
  readonly n: number
  readonly forcedAt: number | null
  readonly expiresAt: number
}

/** The row of a program's stable token, locked; made with number 0 that is over. */
export async function lockStable(tx: Queries, appId: string): Promise<StableRow> {
  await tx.run(sql`
    insert into platform.stable (app_id, n, expires_at) values (${appId}, 0, to_timestamp(0)) on conflict do nothing`)
  return tx.one(sql`
    select n, forced_at as "forcedAt", expires_at as "expiresAt" from platform.stable where app_id = ${appId} for update`)
}

export async function nextStable(
  tx: Queries,
  next: { appId: string; n: number; forcedAt: number | null; expiresAt: number },
): Promise<void> {
  await tx.run(sql`
    update platform.stable set
      n = ${next.n}, expires_at = ${instant(next.expiresAt)},
      forced_at = ${next.forcedAt === null ? sql`forced_at` : instant(next.forcedAt)}
    where app_id = ${next.appId}`)
}

/** The name that a maker's programs have for a person: the first one that was given stays. */
export async function putUnionid(db: Queries, maker: string, person: string, unionid: string): Promise<string> {
  const row = await db.one<{ unionid: string }>(sql`
    insert into platform.union_name (maker, person, unionid) values (${maker}, ${person}, ${unionid})
    on conflict (maker, person) do update set unionid = union_name.unionid returning unionid`)
  return row.unionid
}

export async function dropUnionid(db: Queries, maker: string, person: string): Promise<void> {
  await db.run(sql`delete from platform.union_name where maker = ${maker} and person = ${person}`)
}

export async function menuOf<Menu>(db: Queries, appId: string): Promise<Menu | undefined> {
  return (await db.maybe<{ buttons: Menu }>(sql`select buttons from platform.menu where app_id = ${appId}`))?.buttons
}

export async function putMenu(db: Queries, appId: string, buttons: object): Promise<void> {
  await db.run(sql`
    insert into platform.menu (app_id, buttons) values (${appId}, ${JSON.stringify(buttons)})
    on conflict (app_id) do update set buttons = excluded.buttons`)
}

export async function dropMenu(db: Queries, appId: string): Promise<void> {
  await db.run(sql`delete from platform.menu where app_id = ${appId}`)
}

export interface WordRow {
  readonly word: string
  readonly label: number
  readonly suggest: 'risky' | 'review'
}

export function allWords(db: Queries): Promise<WordRow[]> {
  return db.rows(sql`select word, label, suggest from platform.word order by word`)
}

export async function setWords(tx: Queries, words: readonly WordRow[]): Promise<void> {
  await tx.run(sql`delete from platform.word`)
  await tx.run(sql`
    insert into platform.word (word, label, suggest)
    select * from unnest(${words.map(w => w.word)}::text[], ${words.map(w => w.label)}::integer[], ${words.map(w => w.suggest)}::text[])
    on conflict (word) do nothing`)
}

/** Words of the list that a text holds, the worst first. */
export function wordsIn(db: Queries, text: string, limit: number): Promise<WordRow[]> {
  return db.rows(sql`
    select word, label, suggest from platform.word where position(word in ${text}) > 0
    order by suggest desc, length(word) desc limit ${limit}`)
}

/** Everything that is over. */
export async function sweepStore(db: Queries, now: number, before: { news: number; answers: number }): Promise<void> {
  await db.run(sql`delete from platform.token where expires_at < ${instant(now)}`)
  await db.run(sql`delete from platform.web_code where expires_at < ${instant(now)}`)
  await db.run(sql`delete from platform.web_token where expires_at < ${instant(now)}`)
  await db.run(sql`delete from platform.news where state <> 'due' and created_at < ${instant(before.news)}`)
  await db.run(sql`delete from platform.answer where at < ${instant(before.answers)}`)
}

/** Takes a person out: of one program, or of all when it is null. Their conversations stay, as any conversation of theirs. */
export async function forgetPerson(tx: Queries, person: string, appId: string | null): Promise<void> {
  const theirs = sql`person = ${person} and (${appId}::text is null or app_id = ${appId})`
  await tx.run(sql`delete from platform.follower where ${theirs}`)
  await tx.run(sql`delete from platform.contact where ${theirs}`)
  await tx.run(sql`delete from platform.news where ${theirs}`)
  await tx.run(sql`delete from platform.call where ${theirs}`)
  await tx.run(sql`delete from platform.web_consent where ${theirs}`)
  await tx.run(sql`delete from platform.web_code where ${theirs}`)
  await tx.run(sql`delete from platform.web_token where ${theirs}`)
  if (appId === null) await tx.run(sql`delete from platform.union_name where person = ${person}`)
}
