import type { Client } from 'pg'
import type { Partition, Sequence, Table } from './manifest.ts'

const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like 'pg\\_temp%'`
const FIRST_OWN_TYPE = 16384

/** Tables whose rows must be kept: not unlogged ones, and partitions only through their root. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as id,
      coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
        order by a.attnum) filter (where a.attname is not null), '[]') as columns,
      case when bool_and(coalesce(a.atttypid::bigint, 0) < ${FIRST_OWN_TYPE}) then 'binary' else 'text' end as copy
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p' and ${OURS}
    group by n.nspname, c.relname
    order by 1`)
  return rows
}

/** Leaves and branches of partitioned tables, parents first. */
export async function listPartitions(client: Client): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(`
    select format('%I.%I', n.nspname, c.relname) as id, format('%I.%I', pn.nspname, p.relname) as parent,
      pg_get_expr(c.relpartbound, c.oid) || case when c.relkind = 'p' then ' partition by ' || pg_get_partkeydef(c.oid) else '' end as bound
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_inherits i on i.inhrelid = c.oid
    join pg_class p on p.oid = i.inhparent
    join pg_namespace pn on pn.oid = p.relnamespace
    where c.relispartition and c.relkind in ('r', 'p') and ${OURS}
    order by (select count(*) from pg_partition_ancestors(c.oid)), 1`)
  return rows
}

/** Sequences that have given a number out. */
export async function listSequences(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    select format('%I.%I', schemaname, sequencename) as id, last_value::text as last
    from pg_sequences where last_value is not null order by 1`)
  return rows
}

/** Files that changed the schema once. Functions are left out: they are brought up to date at every start. */
export async function listMigrations(client: Client): Promise<string[]> {
  const { rows: there } = await client.query(`select where to_regclass('plaza.migration') is not null`)
  if (there.length === 0) return []
  const { rows } = await client.query<{ key: string }>(`
    select module || '/' || file as key from plaza.migration where file not like 'functions/%' order by 1`)
  return rows.map(row => row.key)
}

/** Schemas that are not PostgreSQL's own. */
export async function listSchemas(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select format('%I', n.nspname) as id from pg_namespace n where ${OURS} order by 1`,
  )
  return rows.map(row => row.id)
}

export function columnList(table: Table): string {
  return table.columns.map(column => `"${column.name.replaceAll('"', '""')}"`).join(', ')
}
