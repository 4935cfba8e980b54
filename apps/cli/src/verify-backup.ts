import { createHash } from 'node:crypto'
import { readArchive } from './archive.ts'
import { Complaint } from './config.ts'
import {
  BACKUP_FORMAT,
  FILE_FOLDERS,
  HOME_FOLDER,
  HOME_PATH,
  MANIFEST,
  MERCHANT_KEYS,
  PUSH_KEYS,
  type Manifest,
} from './manifest.ts'

const MANIFEST_BYTES_MAX = 64 * 1024 * 1024

/** Reads a backup once from front to back and compares every checksum, before anything is changed anywhere. */
export async function verifyBackup(file: string): Promise<Manifest> {
  const tables = new Map<number, { hash: ReturnType<typeof createHash>; bytes: number }>()
  const blobs = { count: 0, bytes: 0 }
  let pushKeys: string | undefined
  let merchantKeys: string | undefined
  const atHome = new Map<string, string>()
  let manifest: Manifest | undefined
  for await (const entry of readArchive(file)) {
    const [kind, name = ''] = entry.path.split('/')
    if (kind === 'tables') {
      const table = tables.get(Number(name)) ?? { hash: createHash('sha256'), bytes: 0 }
      tables.set(Number(name), table)
      for await (const chunk of entry.body) table.hash.update(chunk)
      table.bytes += entry.size
    } else if (FILE_FOLDERS.includes(kind ?? '')) {
      if ((await sha256(entry.body)) !== name) throw damaged(file, `the file ${name}`)
      blobs.count++
      blobs.bytes += entry.size
    } else if (entry.path === PUSH_KEYS) {
      pushKeys = await sha256(entry.body)
    } else if (entry.path === MERCHANT_KEYS) {
      merchantKeys = await sha256(entry.body)
    } else if (HOME_PATH.test(entry.path)) {
      atHome.set(entry.path.slice(HOME_FOLDER.length), await sha256(entry.body))
    } else if (entry.path === MANIFEST && entry.size <= MANIFEST_BYTES_MAX) {
      manifest = await readManifest(file, entry.body)
    } else {
      throw new Complaint(`${file} is not a Plaza backup: it holds ${entry.path}.`)
    }
  }
  if (!manifest) throw new Complaint(`${file} is not a whole Plaza backup: its manifest is missing.`)
  for (const [index, table] of manifest.tables.entries()) {
    const found = tables.get(index) ?? { hash: createHash('sha256'), bytes: 0 }
    if (found.bytes !== table.bytes || found.hash.digest('hex') !== table.sha256) throw damaged(file, table.id)
  }
  if (blobs.count !== manifest.blobs.count || blobs.bytes !== manifest.blobs.bytes) throw damaged(file, 'its files')
  if (pushKeys !== manifest.pushKeysSha256) throw damaged(file, PUSH_KEYS)
  if (merchantKeys !== manifest.merchantKeysSha256) throw damaged(file, MERCHANT_KEYS)
  const told = Object.entries(manifest.homeSha256 ?? {})
  for (const [name, sum] of told) if (atHome.get(name) !== sum) throw damaged(file, name)
  if (told.length !== atHome.size) throw damaged(file, 'files of its home')
  return manifest
}

async function readManifest(file: string, body: AsyncIterable<Buffer>): Promise<Manifest> {
  const parts: Buffer[] = []
  for await (const part of body) parts.push(part)
  let manifest: Manifest
  try {
    manifest = JSON.parse(Buffer.concat(parts).toString())
  } catch {
    throw damaged(file, MANIFEST)
  }
  if (manifest.format === BACKUP_FORMAT) {
    if (isSound(manifest)) return manifest
    throw damaged(file, MANIFEST)
  }
  throw new Complaint(
    `${file} has the format ${manifest.format}; this Plaza reads ${BACKUP_FORMAT}. Use a newer Plaza.`,
  )
}

/** Names and bounds of a manifest become SQL, so they must be nothing but names and bounds. */
function isSound(manifest: Manifest): boolean {
  const name = '(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")+")'
  const id = new RegExp(`^${name}\\.${name}$`)
  const lists = [manifest.tables, manifest.partitions, manifest.sequences, manifest.migrations]
  return (
    lists.every(list => Array.isArray(list)) &&
    manifest.tables.every(table => id.test(table.id) && Array.isArray(table.columns)) &&
    manifest.partitions.every(
      ({ id: own, parent, bound }) => id.test(own) && id.test(parent) && !bound.includes(';'),
    ) &&
    typeof manifest.blobs === 'object'
  )
}

async function sha256(body: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of body) hash.update(chunk)
  return hash.digest('hex')
}

function damaged(file: string, what: string): Complaint {
  return new Complaint(`${file} is damaged: ${what} is not as it was written. Nothing was changed.`)
}
