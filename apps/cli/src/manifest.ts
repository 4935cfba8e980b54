/** Counts up when the archive's shape changes; a restore refuses what it does not know. */
export const BACKUP_FORMAT = 1
/** Folders of the home, and of a backup, whose files are called by their SHA-256. */
export const FILE_FOLDERS: readonly string[] = ['blobs', 'files']
export const MANIFEST = 'manifest.json'
export const PUSH_KEYS = 'push-keys.json'
/** Without it nobody can read the secrets of merchants that the tables hold. */
export const MERCHANT_KEYS = 'merchant-keys.json'

/** Other files of the home, by their path in it: keys of mini programs, and what their own servers keep. */
export const HOME_FOLDER = 'home/'
export const HOME_FILES = ['program-keys.json', 'program-servers.json'] as const
export const PROGRAM_DATA = 'programs'
/** Only such paths are taken out of a backup into a home. */
export const HOME_PATH = /^home\/(program-(keys|servers)\.json|programs\/wx[0-9a-f]{16}\/\w[\w.-]{0,80})$/

export interface Column {
  name: string
  type: string
}

/** A table as it stands in the database: `id` names it in SQL, quoted. */
export interface Table {
  id: string
  columns: Column[]
  /** Binary is exact and quick, but names types by number; types of our own have other numbers elsewhere. */
  copy: 'binary' | 'text'
}

export interface TableInBackup extends Table {
  rows: number
  bytes: number
  sha256: string
}

/** A part of a partitioned table that must exist before rows can go into it. */
export interface Partition {
  id: string
  parent: string
  bound: string
}

export interface Sequence {
  id: string
  last: string
}

/** The last entry of a backup: says what everything before it must be. */
export interface Manifest {
  format: number
  at: string
  postgres: string
  tables: TableInBackup[]
  partitions: Partition[]
  sequences: Sequence[]
  /** Migrations that had run: a restore needs exactly the same. */
  migrations: string[]
  blobs: { count: number; bytes: number }
  pushKeysSha256: string | undefined
  merchantKeysSha256?: string
  /** Of each file under `home/`. */
  homeSha256?: Record<string, string>
}
