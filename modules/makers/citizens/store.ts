import { instant, sql, type Queries } from '@plaza/db'

export interface CitizenRow {
  readonly id: string
  readonly appId: string
  readonly name: string
  /** As the program's server knows them. */
  readonly openid: string
}

const CITIZEN = sql`id, app_id as "appId", name, openid`

/** Citizens made up for a program, the first one first. */
export function citizensOf(db: Queries, appId: string, max: number): Promise<CitizenRow[]> {
  return db.rows(sql`select ${CITIZEN} from makers.citizen where app_id = ${appId} order by made_at, id limit ${max}`)
}

export function citizenById(db: Queries, id: string): Promise<CitizenRow | undefined> {
  return db.maybe(sql`select ${CITIZEN} from makers.citizen where id = ${id}`)
}

export async function putCitizen(tx: Queries, row: CitizenRow, now: number): Promise<void> {
  await tx.run(sql`
    insert into makers.citizen (id, app_id, name, openid, made_at)
    values (${row.id}, ${row.appId}, ${row.name}, ${row.openid}, ${instant(now)})`)
}

/** Whether there was one. */
export async function dropCitizen(tx: Queries, appId: string, id: string): Promise<boolean> {
  const gone = await tx.rows(sql`delete from makers.citizen where app_id = ${appId} and id = ${id} returning id`)
  return gone.length > 0
}
