import { createHash } from 'node:crypto'
import { access, mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { placeOf } from './place.ts'

/**
 * Files on disk under their SHA-256: `<folder>/ab/cd/<hex>`. A file is written beside its place, synced, then renamed, so
 * that a reader never sees half of one and a crash leaves at most a stray temporary file.
 */
export class DiskBlobs {
  readonly #folder: string
  constructor(folder: string) {
    this.#folder = folder
  }

  #pathOf(id: string): string {
    return join(this.#folder, placeOf(id))
  }

  /** Keeps bytes and returns their id; the same bytes are kept once. */
  async put(bytes: Uint8Array): Promise<string> {
    const id = createHash('sha256').update(bytes).digest('hex')
    if (await this.has(id)) return id
    const path = this.#pathOf(id)
    await mkdir(join(path, '..'), { recursive: true })
    const beside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.part`
    const file = await open(beside, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
    return id
  }

  async get(id: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.#pathOf(id))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async has(id: string): Promise<boolean> {
    return access(this.#pathOf(id)).then(
      () => true,
      () => false,
    )
  }
}
