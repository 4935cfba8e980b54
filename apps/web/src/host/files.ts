import { openDB, type IDBPDatabase } from 'idb'
import { store } from '../ui/state.ts'
import { TEMP_BYTES_MAX, TEMP_FILES_MAX, USER_FILES_BYTES_MAX } from './limits.ts'
import { Refused } from './refused.ts'

const USER = 'wxfile://usr/'
const TEMP = 'wxfile://tmp_'

interface Kept {
  path: string
  blob: Blob
  at: number
}

/**
 * Files of a program: temporary ones (chosen, downloaded, made) live with this tab, those under `wxfile://usr/` stay on this
 * device, for this person and program alone.
 */
export class Files {
  readonly #temp = new Map<string, Blob>()
  #bytes = 0
  #count = 0
  readonly #appId: string
  #opened: Promise<IDBPDatabase> | undefined

  constructor(appId: string) {
    this.#appId = appId
  }

  /** Keeps bytes for as long as the program runs. The oldest give way when there are too many. */
  keep(blob: Blob, extension = ''): string {
    if (blob.size > TEMP_BYTES_MAX) throw new Refused('file size exceeds the limit')
    const path = `${TEMP}${(++this.#count).toString(36)}${crypto.randomUUID().slice(0, 8)}${extension}`
    this.#temp.set(path, blob)
    this.#bytes += blob.size
    for (const [old, one] of this.#temp) {
      if (this.#temp.size <= TEMP_FILES_MAX && this.#bytes <= TEMP_BYTES_MAX) break
      this.#temp.delete(old)
      this.#bytes -= one.size
    }
    return path
  }

  async read(path: string): Promise<Blob | undefined> {
    if (path.startsWith(USER)) return ((await (await this.#db()).get('file', path)) as Kept | undefined)?.blob
    return this.#temp.get(path)
  }

  async write(path: string, blob: Blob): Promise<void> {
    if (!path.startsWith(USER)) throw new Refused('permission denied, open ' + path)
    const others = (await this.list()).filter(one => one.path !== path)
    if (others.reduce((sum, one) => sum + one.size, blob.size) > USER_FILES_BYTES_MAX)
      throw new Refused('the maximum size of the file storage limit is exceeded')
    await (await this.#db()).put('file', { path, blob, at: Date.now() } satisfies Kept)
  }

  async remove(path: string): Promise<void> {
    await (await this.#db()).delete('file', path)
  }

  async list(): Promise<{ path: string; size: number; time: number }[]> {
    const all = (await (await this.#db()).getAll('file')) as Kept[]
    return all.map(({ path, blob, at }) => ({ path, size: blob.size, time: Math.round(at / 1000) }))
  }

  #db(): Promise<IDBPDatabase> {
    this.#opened ??= openDB(`plaza-program-${this.#appId}-${store().myId}`, 1, {
      upgrade: db => void db.createObjectStore('file', { keyPath: 'path' }),
    })
    return this.#opened
  }
}

/** Forgets what a program kept on this device for me. */
export function forgetFiles(appId: string): void {
  indexedDB.deleteDatabase(`plaza-program-${appId}-${store().myId}`)
}
