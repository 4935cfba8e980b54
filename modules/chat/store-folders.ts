import type { Folder } from '@plaza/contract'
import { sql, type Queries } from '@plaza/db'

// ---- reading ----

/** A person's folders in their order. */
export function foldersOf(db: Queries, person: string): Promise<Folder[]> {
  return db.rows(sql`
    select id, name, people, groups, official, muted, unread, chats
    from chat.folder
    where person = ${person}
    order by place, id`)
}

export async function idsOf(db: Queries, person: string): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    sql`select id from chat.folder where person = ${person} order by place, id`,
  )
  return rows.map(row => row.id)
}

// ---- writing ----

/** Writes a folder as a whole; one that is there keeps its place, a new one comes last. */
export async function put(tx: Queries, person: string, folder: Folder): Promise<void> {
  const { id, name, people, groups, official, muted, unread, chats } = folder
  await tx.run(sql`
    insert into chat.folder (person, id, place, name, people, groups, official, muted, unread, chats)
    select ${person}, ${id}, coalesce(max(place), 0) + 1, ${name}, ${people}, ${groups}, ${official}, ${muted}, ${unread},
      ${chats}::uuid[]
    from chat.folder
    where person = ${person}
    on conflict (person, id) do update
    set name = excluded.name, people = excluded.people, groups = excluded.groups, official = excluded.official,
      muted = excluded.muted, unread = excluded.unread, chats = excluded.chats`)
}

export async function order(tx: Queries, person: string, ids: readonly string[]): Promise<void> {
  await tx.run(sql`
    update chat.folder set place = new.place
    from unnest(${ids}::uuid[]) with ordinality as new(id, place)
    where folder.person = ${person} and folder.id = new.id`)
}

export async function drop(tx: Queries, person: string, id: string): Promise<void> {
  await tx.run(sql`delete from chat.folder where person = ${person} and id = ${id}`)
}

/** Forgets the folders of an erased person. */
export async function forgetFolders(db: Queries, person: string): Promise<void> {
  await db.run(sql`delete from chat.folder where person = ${person}`)
}
