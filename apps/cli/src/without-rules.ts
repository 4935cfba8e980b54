import type { Client } from 'pg'

interface ForeignKey {
  id: string
  name: string
  definition: string
}

interface Trigger {
  id: string
  name: string
  fires: 'enable' | 'enable replica' | 'enable always' | 'disable'
}

/**
 * Does the work with triggers silent and foreign keys taken off, then puts both back as they were, in the same
 * transaction. PostgreSQL checks every foreign key when it returns, so a backup with a hole in it cannot come through.
 * Needs no superuser: the owner of the tables may do all this.
 */
export async function withoutRules(client: Client, work: () => Promise<void>): Promise<void> {
  const { rows: keys } = await client.query<ForeignKey>(`
    select conrelid::regclass::text as id, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0`)
  const { rows: triggers } = await client.query<Trigger>(`
    select tgrelid::regclass::text as id, quote_ident(tgname) as name,
      case tgenabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' else 'enable' end as fires
    from pg_trigger where not tgisinternal and tgparentid = 0`)
  for (const { id, name } of keys) await client.query(`alter table ${id} drop constraint ${name}`)
  for (const { id, name } of triggers) await client.query(`alter table ${id} disable trigger ${name}`)
  await work()
  for (const { id, name, fires } of triggers) await client.query(`alter table ${id} ${fires} trigger ${name}`)
  for (const { id, name, definition } of keys) {
    await client.query(`alter table ${id} add constraint ${name} ${definition}`)
  }
}
