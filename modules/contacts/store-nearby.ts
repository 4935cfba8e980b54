import type { Cell } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

// Reading

/** The cell of somebody who lets others see them now, and until when. */
export function standing(db: Queries, person: string, now: number): Promise<(Cell & { until: number }) | undefined> {
  return db.maybe(sql`
    select line, place, until from contacts.nearby where person = ${person} and until > ${instant(now)}`)
}

/** Others in these cells who are seen now; nobody who blocked this person or whom they blocked. */
export function others(
  db: Queries,
  { person, cells, now, max }: { person: string; cells: readonly Cell[]; now: number; max: number },
): Promise<(Cell & { person: string })[]> {
  return db.rows(sql`
    select seen.person, seen.line, seen.place
    from unnest(${cells.map(cell => cell.line)}::integer[], ${cells.map(cell => cell.place)}::integer[]) as cell(line, place)
    join contacts.nearby as seen on seen.line = cell.line and seen.place = cell.place
    where seen.person <> ${person} and seen.until > ${instant(now)}
      and not exists (
        select from contacts.contact
        where contact.blocked and (contact.owner, contact.other) in ((${person}::uuid, seen.person), (seen.person, ${person}::uuid))
      )
    order by seen.until desc, seen.person
    limit ${max}`)
}

// Writing

/** Shows a person in a cell. False when they did so often enough within the hour; then nothing changes. */
export async function show(
  db: Queries,
  of: { person: string; cell: Cell; until: number; now: number; hourAgo: number; most: number },
): Promise<boolean> {
  const { person, cell, until, now, hourAgo, most } = of
  const shown = await db.run(sql`
    insert into contacts.nearby as kept (person, line, place, until, looks, since)
    values (${person}, ${cell.line}, ${cell.place}, ${instant(until)}, 1, ${instant(now)})
    on conflict (person) do update
    set line = excluded.line, place = excluded.place, until = excluded.until,
      looks = case when kept.since <= ${instant(hourAgo)} then 1 else kept.looks + 1 end,
      since = case when kept.since <= ${instant(hourAgo)} then excluded.since else kept.since end
    where kept.since <= ${instant(hourAgo)} or kept.looks < ${most}`)
  return shown > 0
}

/** Takes a person off the map; how often they looked stays counted. */
export async function hide(db: Queries, person: string): Promise<void> {
  await db.run(sql`update contacts.nearby set line = null, place = null, until = null where person = ${person}`)
}

export async function forget(db: Queries, now: number, hourAgo: number): Promise<void> {
  await db.run(
    sql`delete from contacts.nearby where since <= ${instant(hourAgo)} and coalesce(until <= ${instant(now)}, true)`,
  )
  await db.run(sql`
    update contacts.nearby set line = null, place = null, until = null where until <= ${instant(now)}`)
}
