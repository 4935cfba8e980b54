import { instant, sql, type Queries } from '@plaza/db'
import { DEFAULTS, type Rule, type Setting } from './rules.ts'

// ---- reading ----

export interface Subscription {
  readonly id: string
  readonly person: string
  readonly device: string
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

export async function isCalled(db: Queries, device: string): Promise<boolean> {
  return (await db.rows(sql`select 1 from notifications.subscription where device = ${device}`)).length > 0
}

/** Whether anybody in the city is called at all. */
export async function isAnybodyCalled(db: Queries): Promise<boolean> {
  return (await db.one<{ any: boolean }>(sql`select exists (select from notifications.subscription) as any`)).any
}

export function subscriptionsOf(db: Queries, people: readonly string[]): Promise<Subscription[]> {
  return db.rows(sql`
    select id, person, device, endpoint, p256dh, auth from notifications.subscription
    where person = any(${people}::uuid[])
    order by id`)
}

interface SettingRow {
  person: string
  show_text: boolean
  requests: boolean
  quiet_from: number | null
  quiet_until: number | null
  zone: string | null
}

export async function settingsOf(db: Queries, people: readonly string[]): Promise<Map<string, Setting>> {
  const rows = await db.rows<SettingRow>(sql`
    select person, show_text, requests, quiet_from, quiet_until, zone from notifications.setting
    where person = any(${people}::uuid[])`)
  const found = new Map(rows.map(row => [row.person, settingFrom(row)]))
  return new Map(people.map(person => [person, found.get(person) ?? DEFAULTS]))
}

function settingFrom({ show_text, requests, quiet_from, quiet_until, zone }: SettingRow): Setting {
  const quiet = quiet_from !== null && quiet_until !== null && zone !== null
  return {
    showText: show_text,
    requests,
    ...(quiet ? { quiet: { from: quiet_from, until: quiet_until, zone } } : {}),
  }
}

export function rulesOf(db: Queries, person: string): Promise<{ c: string; rule: Rule }[]> {
  return db.rows(sql`select conv as c, rule from notifications.rule where person = ${person} order by conv`)
}

/** The rules of these people for one conversation. */
export async function rulesIn(db: Queries, conv: string, people: readonly string[]): Promise<Map<string, Rule>> {
  const rows = await db.rows<{ person: string; rule: Rule }>(sql`
    select person, rule from notifications.rule where conv = ${conv} and person = any(${people}::uuid[])`)
  return new Map(rows.map(row => [row.person, row.rule]))
}

/** Who of these people looks at one of their devices now. */
export async function lookingAmong(db: Queries, people: readonly string[], now: number): Promise<Set<string>> {
  const rows = await db.rows<{ person: string }>(sql`
    select distinct person from notifications.look where person = any(${people}::uuid[]) and until > ${instant(now)}`)
  return new Set(rows.map(row => row.person))
}

// ---- writing ----

/** A device is reached here from now on; whoever was reached so before, on this browser, is no more. */
export async function putSubscription(tx: Queries, one: Subscription & { madeAt: number }): Promise<void> {
  await tx.run(sql`
    delete from notifications.subscription
    where (device = ${one.device} or endpoint = ${one.endpoint})
      and not (device = ${one.device} and endpoint = ${one.endpoint})`)
  await tx.run(sql`
    insert into notifications.subscription (id, person, device, endpoint, p256dh, auth, made_at)
    values (${one.id}, ${one.person}, ${one.device}, ${one.endpoint}, ${one.p256dh}, ${one.auth}, ${instant(one.madeAt)})
    on conflict (device) do update set person = excluded.person, p256dh = excluded.p256dh, auth = excluded.auth`)
}

export async function dropDevices(db: Queries, devices: readonly string[]): Promise<void> {
  await db.run(sql`delete from notifications.subscription where device = any(${devices}::uuid[])`)
  await db.run(sql`delete from notifications.look where device = any(${devices}::uuid[])`)
}

export async function dropSubscription(db: Queries, id: string): Promise<void> {
  await db.run(sql`delete from notifications.subscription where id = ${id}`)
}

/** Forgets a person. */
export async function forget(tx: Queries, person: string): Promise<void> {
  await tx.run(sql`delete from notifications.till where person = ${person}`)
  await tx.run(sql`delete from notifications.subscription where person = ${person}`)
  await tx.run(sql`delete from notifications.setting where person = ${person}`)
  await tx.run(sql`delete from notifications.rule where person = ${person}`)
  await tx.run(sql`delete from notifications.look where person = ${person}`)
  await tx.run(sql`delete from notifications.rung where person = ${person}`)
}

export async function putSetting(db: Queries, person: string, { showText, requests, quiet }: Setting): Promise<void> {
  await db.run(sql`
    insert into notifications.setting (person, show_text, requests, quiet_from, quiet_until, zone)
    values (${person}, ${showText}, ${requests}, ${quiet?.from ?? null}, ${quiet?.until ?? null}, ${quiet?.zone ?? null})
    on conflict (person) do update
    set show_text = excluded.show_text, requests = excluded.requests, quiet_from = excluded.quiet_from,
      quiet_until = excluded.quiet_until, zone = excluded.zone`)
}

export async function putRule(db: Queries, person: string, conv: string, rule: Rule): Promise<void> {
  if (rule === 'all') {
    await db.run(sql`delete from notifications.rule where person = ${person} and conv = ${conv}`)
    return
  }
  await db.run(sql`
    insert into notifications.rule (person, conv, rule) values (${person}, ${conv}, ${rule})
    on conflict (person, conv) do update set rule = excluded.rule`)
}

export async function putLook(db: Queries, person: string, device: string, until: number): Promise<void> {
  await db.run(sql`
    insert into notifications.look (device, person, until) values (${device}, ${person}, ${instant(until)})
    on conflict (device) do update set until = excluded.until`)
}

/** Who among these people a call rang on a device and was not told what became of it; from now on they were. */
export async function takeRung(tx: Queries, call: string, people: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ person: string }>(sql`
    delete from notifications.rung where call = ${call} and person = any(${people}::uuid[]) returning person`)
  return new Set(rows.map(row => row.person))
}

/** Keeps that a call rings these people; answers those whom it did not ring before. */
export async function keepRung(tx: Queries, call: string, people: readonly string[], at: number): Promise<Set<string>> {
  const rows = await tx.rows<{ person: string }>(sql`
    insert into notifications.rung (call, person, at)
    select ${call}, person, ${instant(at)} from unnest(${people}::uuid[]) as new(person)
    on conflict do nothing returning person`)
  return new Set(rows.map(row => row.person))
}

export async function forgetRung(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from notifications.rung where at < ${instant(before)}`)
}
