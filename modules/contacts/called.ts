import { sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { requestById, type RequestRow } from './store.ts'

/** Door: the names that a person gave some of their contacts. */
export async function remarksOn(city: City, owner: string, others: readonly string[]): Promise<Map<string, string>> {
  const rows = await city.db.rows<{ other: string; remark: string }>(sql`
    select other, remark from contacts.contact
    where owner = ${owner} and other = any(${others}::uuid[]) and friend and remark <> ''`)
  return new Map(rows.map(row => [row.other, row.remark]))
}

/** Door: a friend request, while it can be answered. */
export async function openRequest(city: City, id: string): Promise<Pick<RequestRow, 'from' | 'to'> | undefined> {
  const row = await requestById(city.db, id)
  return row?.state === 'open' && row.expiresAt > city.clock.now() ? row : undefined
}
