import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql, Sql } from './sql.ts'
import type { Database } from './database.ts'

/** A folder of a module: `001-name.sql` run once in order, `functions/*.sql` run again when changed. */
export interface SqlFolder {
  readonly module: string
  readonly folder: URL
}

export class MigrationEdited extends Error {
  override readonly name = 'MigrationEdited'
}

interface Step {
  module: string
  file: string
  text: string
  checksum: string
  repeatable: boolean
}

/** The SQL files of a folder in the order they must run. */
export function stepsOf({ module, folder }: SqlFolder): Step[] {
  const read = (dir: URL, prefix: string, repeatable: boolean): Step[] =>
    existsSync(dir)
      ? readdirSync(fileURLToPath(dir))
          .filter(file => file.endsWith('.sql'))
          .sort()
          .map(file => {
            const text = readFileSync(new URL(file, dir), 'utf8')
            return {
              module,
              file: prefix + file,
              text,
              checksum: createHash('sha256').update(text).digest('hex'),
              repeatable,
            }
          })
      : []
  return [...read(folder, '', false), ...read(new URL('functions/', folder), 'functions/', true)]
}

/**
 * Brings every folder's schema up to date in one transaction; of two starters one runs and the other waits. Returns the
 * files that ran. Throws MigrationEdited when a file that already ran has another text.
 */
export async function migrate(db: Database, folders: readonly SqlFolder[]): Promise<string[]> {
  await prepareTable(db)
  return db.tx(async tx => {
    await tx.run(sql`set local lock_timeout = '60s'`)
    await tx.run(sql`lock table plaza.migration in exclusive mode`)
    const done = new Map(
      (
        await tx.rows<{ module: string; file: string; checksum: string }>(
          sql`select module, file, checksum from plaza.migration`,
        )
      ).map(row => [`${row.module}/${row.file}`, row.checksum]),
    )
    const ran: string[] = []
    for (const step of folders.flatMap(stepsOf)) {
      const key = `${step.module}/${step.file}`
      const before = done.get(key)
      if (before === step.checksum) continue
      if (before && !step.repeatable)
        throw new MigrationEdited(`${key} was changed after it ran; add a new file instead`)
      await tx.run(new Sql([step.text], []))
      await tx.run(sql`
        insert into plaza.migration (module, file, checksum) values (${step.module}, ${step.file}, ${step.checksum})
        on conflict (module, file) do update set checksum = excluded.checksum, at = now()`)
      ran.push(key)
    }
    return ran
  })
}

/** Files that `migrate` would run now; empty when the database is up to date. */
export async function pendingMigrations(db: Database, folders: readonly SqlFolder[]): Promise<string[]> {
  const { there } = await db.one<{ there: boolean }>(sql`select to_regclass('plaza.migration') is not null as there`)
  const done = there
    ? await db.rows<{ key: string }>(sql`select module || '/' || file || ' ' || checksum as key from plaza.migration`)
    : []
  const known = new Set(done.map(row => row.key))
  return folders
    .flatMap(stepsOf)
    .filter(step => !known.has(`${step.module}/${step.file} ${step.checksum}`))
    .map(step => `${step.module}/${step.file}`)
}

async function prepareTable(db: Database): Promise<void> {
  try {
    await db.run(sql`create schema if not exists plaza`)
    await db.run(sql`
      create table if not exists plaza.migration (
        module text not null,
        file text not null,
        checksum text not null,
        at timestamptz not null default now(),
        primary key (module, file)
      )`)
  } catch (error) {
    // Two starters may both find nothing and one then loses the race for the catalogue row: it is there now.
    const code = (error as { code?: string }).code
    if (code !== '23505' && code !== '42P06' && code !== '42P07') throw error
    await prepareTable(db)
  }
}
