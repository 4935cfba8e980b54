import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, opendir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { TAR_END, tarEntry } from './archive.ts'
import { columnList, listMigrations, listPartitions, listSequences, listTables } from './catalogue.ts'
import {
  BACKUP_FORMAT,
  FILE_FOLDERS,
  MANIFEST,
  HOME_FILES,
  HOME_FOLDER,
  HOME_PATH,
  MERCHANT_KEYS,
  PROGRAM_DATA,
  PUSH_KEYS,
  type Manifest,
  type Table,
  type TableInBackup,
} from './manifest.ts'

/** Rows travel in pieces of this size, so that memory stays flat and tar knows each size before. */
const PIECE_BYTES = 4 * 1024 * 1024

/** Writes one consistent moment of the city into `file`, which appears only when it is whole and on the disk. */
export async function writeBackup(options: { databaseUrl: string; home: string; file: string }): Promise<Manifest> {
  const part = `${options.file}.part`
  const client = new Client({ connectionString: options.databaseUrl })
  client.on('error', () => {}) // the running query fails with it and tells
  await client.connect()
  try {
    const manifest = { value: undefined as Manifest | undefined }
    const bytes = Readable.from(
      archive(client, options.home, whole => (manifest.value = whole)),
      { objectMode: false },
    )
    await pipeline(bytes, createGzip({ level: 4 }), createWriteStream(part, { mode: 0o600 }))
    await sync(part)
    await rename(part, options.file)
    if (!manifest.value) throw new Error('the backup ended without a manifest')
    return manifest.value
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function* archive(client: Client, home: string, tell: (manifest: Manifest) => void): AsyncGenerator<Buffer> {
  await client.query('begin isolation level repeatable read read only')
  await client.query('set local statement_timeout = 0')
  await client.query('set local idle_in_transaction_session_timeout = 0')
  const tables = await listTables(client)
  // Nobody may change the shape of a table between our look at it and its turn.
  for (const { id } of tables) await client.query(`lock table ${id} in access share mode`)
  const { rows } = await client.query<{ version: string; at: Date }>(
    `select current_setting('server_version') as version, now() as at`,
  )
  const manifest: Manifest = {
    format: BACKUP_FORMAT,
    at: (rows[0]?.at ?? new Date()).toISOString(),
    postgres: rows[0]?.version ?? '',
    tables: [],
    partitions: await listPartitions(client),
    sequences: await listSequences(client),
    migrations: await listMigrations(client),
    blobs: { count: 0, bytes: 0 },
    pushKeysSha256: undefined,
  }
  for (const [index, table] of tables.entries()) manifest.tables.push(yield* rowsOf(client, index, table))
  await client.query('commit')
  // Files after rows: a file is kept before the row that names it, so none can be missing.
  for (const kind of FILE_FOLDERS) yield* blobsOf(home, kind, manifest)
  yield* keysOf(home, PUSH_KEYS, sha256 => (manifest.pushKeysSha256 = sha256))
  yield* keysOf(home, MERCHANT_KEYS, sha256 => (manifest.merchantKeysSha256 = sha256))
  for (const name of await homeFiles(home)) {
    const tell = (sha256: string) => (manifest.homeSha256 = { ...manifest.homeSha256, [name]: sha256 })
    yield* keysOf(home, name, tell, HOME_FOLDER)
  }
  const text = Buffer.from(JSON.stringify(manifest, undefined, 1))
  yield* tarEntry(MANIFEST, text.length, once(text))
  yield TAR_END
  tell(manifest)
}

async function* rowsOf(client: Client, index: number, table: Table): AsyncGenerator<Buffer, TableInBackup> {
  const hash = createHash('sha256')
  const rows = client.query(
    copyTo(`copy (select ${columnList(table)} from ${table.id}) to stdout (format ${table.copy})`),
  )
  let bytes = 0
  let piece: Buffer[] = []
  let size = 0
  let number = 0
  const flush = () => {
    const whole = Buffer.concat(piece, size)
    piece = []
    size = 0
    return tarEntry(`tables/${index}/${String(number++).padStart(6, '0')}`, whole.length, once(whole))
  }
  for await (const chunk of chunksOf(rows)) {
    hash.update(chunk)
    bytes += chunk.length
    piece.push(chunk)
    size += chunk.length
    if (size >= PIECE_BYTES) yield* flush()
  }
  if (size > 0) yield* flush()
  return { ...table, rows: rows.rowCount, bytes, sha256: hash.digest('hex') }
}

async function* blobsOf(home: string, kind: string, manifest: Manifest): AsyncGenerator<Buffer> {
  const folder = path.join(home, kind)
  if (!existsSync(folder)) return
  for await (const entry of await opendir(folder, { recursive: true })) {
    // Only finished files: their name is their checksum.
    if (!entry.isFile() || !/^[0-9a-f]{64}$/.test(entry.name)) continue
    const file = path.join(entry.parentPath, entry.name)
    const found = await stat(file).catch(() => undefined)
    if (!found) continue // thrown away meanwhile
    yield* tarEntry(`${kind}/${entry.name}`, found.size, chunksOf(createReadStream(file)))
    manifest.blobs.count++
    manifest.blobs.bytes += found.size
  }
}

/** What else the home keeps that no table does: keys of mini programs, and the journals of their own servers. */
async function homeFiles(home: string): Promise<string[]> {
  const data = path.join(home, PROGRAM_DATA)
  const entries = existsSync(data) ? await readdir(data, { recursive: true, withFileTypes: true }) : []
  const journals = entries
    .filter(entry => entry.isFile())
    .map(entry => path.relative(home, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  return [...HOME_FILES, ...journals].filter(name => HOME_PATH.test(HOME_FOLDER + name))
}

async function* keysOf(
  home: string,
  name: string,
  tell: (sha256: string) => void,
  folder = '',
): AsyncGenerator<Buffer> {
  const keys = await readFile(path.join(home, name)).catch(() => undefined)
  if (!keys) return
  yield* tarEntry(folder + name, keys.length, once(keys))
  tell(createHash('sha256').update(keys).digest('hex'))
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield chunk
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}
