import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { readArchive, type Entry } from './archive.ts'
import { columnList, listMigrations, listPartitions, listSchemas, listTables } from './catalogue.ts'
import { Complaint } from './config.ts'
import {
  FILE_FOLDERS,
  HOME_FOLDER,
  HOME_PATH,
  MANIFEST,
  MERCHANT_KEYS,
  PUSH_KEYS,
  type Manifest,
  type Table,
  type TableInBackup,
} from './manifest.ts'
import { withoutRules } from './without-rules.ts'
import { verifyBackup } from './verify-backup.ts'

export interface ReadOptions {
  databaseUrl: string
  home: string
  file: string
  /** Makes the schema of this Plaza in the empty database; what else the backup has is known by its migrations. */
  migrate(databaseUrl: string, migrations: readonly string[]): Promise<void>
}

/** Brings a backup into an empty database and home. When anything is wrong, the database is as empty as before. */
export async function readBackup(options: ReadOptions): Promise<Manifest> {
  const manifest = await verifyBackup(options.file)
  const client = new Client({ connectionString: options.databaseUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    const before = await listSchemas(client)
    const found = await listTables(client)
    if (found.length > 0)
      throw new Complaint(`The database is not empty (it has ${found[0]?.id}). Restore into a new home.`)
    try {
      await options.migrate(options.databaseUrl, manifest.migrations)
      await load(client, manifest, options)
    } catch (error) {
      await clean(client, before)
      throw error
    }
    await client.query('analyze')
    return manifest
  } finally {
    await client.end().catch(() => {})
  }
}

async function load(client: Client, manifest: Manifest, options: ReadOptions): Promise<void> {
  await client.query('begin')
  await client.query('set local statement_timeout = 0')
  await makePartitions(client, manifest)
  await compare(client, manifest)
  await withoutRules(client, async () => {
    const names = manifest.tables.filter(isData).map(table => table.id)
    if (names.length > 0) await client.query(`truncate ${names.join(', ')}`)
    await loadEntries(client, manifest, options)
  })
  for (const { id, last } of manifest.sequences)
    await client.query('select setval($1::regclass, $2::bigint)', [id, last])
  await client.query('commit')
}

/** Which migrations ran is a fact about this database, not about the city; both were found equal. */
function isData(table: TableInBackup): boolean {
  return table.id !== 'plaza.migration'
}

async function makePartitions(client: Client, manifest: Manifest): Promise<void> {
  const there = new Set((await listPartitions(client)).map(partition => partition.id))
  for (const { id, parent, bound } of manifest.partitions) {
    if (!there.has(id)) await client.query(`create table ${id} partition of ${parent} ${bound}`)
  }
}

/** The tables here must be those of the backup, column for column: only then is every row at its place. */
async function compare(client: Client, manifest: Manifest): Promise<void> {
  const here = (await listTables(client)).map(shape)
  const there = manifest.tables.map(shape)
  const differ = [
    ...there.filter(table => !here.includes(table)).map(table => `only in the backup: ${table}`),
    ...here.filter(table => !there.includes(table)).map(table => `only here: ${table}`),
  ]
  const migrations = await listMigrations(client)
  differ.push(
    ...manifest.migrations.filter(name => !migrations.includes(name)).map(name => `ran only there: ${name}`),
    ...migrations.filter(name => !manifest.migrations.includes(name)).map(name => `ran only here: ${name}`),
  )
  if (differ.length === 0) return
  throw new Complaint(
    'The backup is of another version of Plaza. Restore it with that version, then update.\n' +
      differ.slice(0, 10).join('\n'),
  )
}

function shape(table: Table): string {
  const columns = table.columns.map(column => `${column.name} ${column.type}`).toSorted()
  return `${table.id}(${columns.join(', ')})`
}

async function loadEntries(client: Client, manifest: Manifest, options: ReadOptions): Promise<void> {
  const entries = readArchive(options.file)[Symbol.asyncIterator]()
  let next = await entries.next()
  for (const [index, table] of manifest.tables.entries()) {
    const prefix = `tables/${index}/`
    async function* pieces(): AsyncGenerator<Buffer> {
      while (!next.done && next.value.path.startsWith(prefix)) {
        yield* next.value.body
        next = await entries.next()
      }
    }
    await loadTable(client, table, pieces())
  }
  while (!next.done) {
    await keepFile(next.value, options.home)
    next = await entries.next()
  }
}

async function loadTable(client: Client, table: TableInBackup, pieces: AsyncGenerator<Buffer>): Promise<void> {
  const hash = createHash('sha256')
  async function* hashed(): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      hash.update(piece)
      yield piece
    }
  }
  let rows = table.rows
  if (isData(table)) {
    const target = client.query(copyFrom(`copy ${table.id} (${columnList(table)}) from stdin (format ${table.copy})`))
    await pipeline(Readable.from(hashed(), { objectMode: false }), target)
    rows = target.rowCount
  } else {
    for await (const piece of hashed()) void piece
  }
  if (rows === table.rows && hash.digest('hex') === table.sha256) return
  throw new Complaint(`${table.id} did not arrive as it was saved. Nothing was changed.`)
}

/** Files go to the home before the commit: without it they are strangers that nobody asks for. */
async function keepFile(entry: Entry, home: string): Promise<void> {
  if (entry.path === MANIFEST) {
    for await (const chunk of entry.body) void chunk
    return
  }
  const name = path.basename(entry.path)
  const kind = FILE_FOLDERS.find(folder => entry.path.startsWith(`${folder}/`)) ?? 'blobs'
  const ofHome = entry.path === PUSH_KEYS || entry.path === MERCHANT_KEYS
  const within = HOME_PATH.test(entry.path)
    ? path.join(home, path.dirname(entry.path.slice(HOME_FOLDER.length)))
    : undefined
  const folder = ofHome ? home : (within ?? path.join(home, kind, name.slice(0, 2), name.slice(2, 4)))
  await mkdir(folder, { recursive: true })
  const part = path.join(folder, `${name}.${randomBytes(4).toString('hex')}.part`)
  const handle = await open(part, 'wx', 0o600)
  try {
    for await (const chunk of entry.body) await handle.writeFile(chunk)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(part, path.join(folder, name))
}

/** The database was empty when we came, so what is there now is ours to remove. */
async function clean(client: Client, before: string[]): Promise<void> {
  await client.query('rollback').catch(() => {})
  for (const schema of await listSchemas(client)) {
    if (!before.includes(schema)) await client.query(`drop schema ${schema} cascade`)
  }
  for (const { id } of await listTables(client)) await client.query(`drop table if exists ${id} cascade`)
}
