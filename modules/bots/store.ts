import { instant, sql, type Queries } from '@plaza/db'

export interface HookRow {
  readonly bot: string
  readonly u: number
  readonly failures: number
  readonly failing_since: number | null
}

// ---- reading ----

export function hooksDue(db: Queries, now: number, limit: number): Promise<HookRow[]> {
  return db.rows(sql`
    select bot, u, failures, failing_since
    from bots.hook
    where disabled_at is null and next_at <= ${instant(now)}
    order by next_at
    limit ${limit}`)
}

export async function placesOf(db: Queries, bot: string, convs: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.rows<{ conv: string; q: number }>(sql`
    select conv, q from bots.place where bot = ${bot} and conv = any(${convs}::uuid[])`)
  return new Map(rows.map(row => [row.conv, row.q]))
}

export interface HookStateRow {
  readonly bot: string
  readonly failures: number
  readonly failingSince: number | null
  readonly nextAt: number
  readonly disabledAt: number | null
  readonly why: string | null
}

export function hookStates(db: Queries, bots: readonly string[]): Promise<HookStateRow[]> {
  return db.rows(sql`
    select bot, failures, failing_since as "failingSince", next_at as "nextAt", disabled_at as "disabledAt", why
    from bots.hook
    where bot = any(${bots}::uuid[])`)
}

// ---- writing ----

export async function addHook(db: Queries, bot: string, now: number): Promise<void> {
  await db.run(sql`
    insert into bots.hook (bot, next_at) values (${bot}, ${instant(now)}) on conflict do nothing`)
}

export async function dropHook(db: Queries, bot: string): Promise<void> {
  await db.run(sql`delete from bots.place where bot = ${bot}`)
  await db.run(sql`delete from bots.hook where bot = ${bot}`)
}

export async function goBehind(db: Queries, bots: readonly string[], now: number): Promise<void> {
  await db.run(sql`
    update bots.hook set next_at = ${instant(now)}
    where bot = any(${bots}::uuid[]) and next_at <= ${instant(now)}`)
}

/** Takes a due hook for as long as a lease lasts. False when somebody else has it. */
export async function takeHook(db: Queries, bot: string, now: number, until: number): Promise<boolean> {
  const taken = await db.run(sql`
    update bots.hook set next_at = ${instant(until)}
    where bot = ${bot} and disabled_at is null and next_at <= ${instant(now)}`)
  return taken > 0
}

/** After a delivery: where the bot has come to. It is due again at once, for there may be more. */
export async function movePlaces(
  tx: Queries,
  bot: string,
  u: number,
  places: ReadonlyMap<string, number>,
  now: number,
): Promise<void> {
  await tx.run(sql`
    insert into bots.place as place (bot, conv, q)
    select ${bot}, conv, q from unnest(${[...places.keys()]}::uuid[], ${[...places.values()]}::integer[]) as new(conv, q)
    on conflict (bot, conv) do update set q = greatest(place.q, excluded.q)`)
  await tx.run(sql`
    update bots.hook
    set u = greatest(u, ${u}), failures = 0, failing_since = null, why = null, next_at = ${instant(now)}
    where bot = ${bot}`)
}

export async function putOff(db: Queries, bot: string, at: { now: number; next: number; why: string }): Promise<void> {
  await db.run(sql`
    update bots.hook
    set failures = failures + 1, failing_since = coalesce(failing_since, ${instant(at.now)}), next_at = ${instant(at.next)}, why = ${at.why}
    where bot = ${bot}`)
}

/** Switches a hook off. False when it is off already. */
export async function disable(tx: Queries, bot: string, at: { now: number; why: string }): Promise<boolean> {
  const touched = await tx.run(sql`
    update bots.hook
    set failures = failures + 1, failing_since = coalesce(failing_since, ${instant(at.now)}),
      disabled_at = ${instant(at.now)}, why = ${at.why}
    where bot = ${bot} and disabled_at is null`)
  return touched > 0
}

/** Switches a hook on, due now, as if it had never failed; made where there is none yet. */
export async function enable(db: Queries, bot: string, now: number): Promise<void> {
  await db.run(sql`
    insert into bots.hook (bot, next_at) values (${bot}, ${instant(now)})
    on conflict (bot) do update
    set disabled_at = null, failures = 0, failing_since = null, why = null, next_at = excluded.next_at`)
}

// ---- the long poll ----

export interface PollRow {
  readonly u: number
  readonly answered: number
  readonly pending: Record<string, number> | null
  readonly pending_u: number
}

/** How far a bot's poll has come, under its lock; made at the first poll. */
export async function lockPoll(tx: Queries, bot: string): Promise<PollRow> {
  await tx.run(sql`insert into bots.poll (bot) values (${bot}) on conflict do nothing`)
  return tx.one(sql`select u, answered, pending, pending_u from bots.poll where bot = ${bot} for update`)
}

export async function pollPlacesOf(tx: Queries, bot: string, convs: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows<{ conv: string; q: number }>(sql`
    select conv, q from bots.poll_place where bot = ${bot} and conv = any(${convs}::uuid[])`)
  return new Map(rows.map(row => [row.conv, row.q]))
}

/** The bot has what the last answer held. */
export async function movePollPlaces(
  tx: Queries,
  bot: string,
  places: ReadonlyMap<string, number>,
  u: number,
): Promise<void> {
  await tx.run(sql`
    insert into bots.poll_place as place (bot, conv, q)
    select ${bot}, conv, q from unnest(${[...places.keys()]}::uuid[], ${[...places.values()]}::integer[]) as new(conv, q)
    on conflict (bot, conv) do update set q = greatest(place.q, excluded.q)`)
  await tx.run(sql`update bots.poll set u = greatest(u, ${u}), pending = null where bot = ${bot}`)
}

/** Remembers what an answer holds until the bot says that it came. */
export async function promise(
  tx: Queries,
  bot: string,
  answer: { answered: number; pending: Record<string, number>; u: number; pendingU: number },
): Promise<void> {
  await tx.run(sql`
    update bots.poll
    set answered = ${answer.answered}, pending = ${JSON.stringify(answer.pending)}, u = ${answer.u}, pending_u = ${answer.pendingU}
    where bot = ${bot}`)
}
