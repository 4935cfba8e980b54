import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { placeOf } from './place.ts'

/** A part of a file, both ends included, as HTTP counts. */
export interface Part {
  readonly from: number
  readonly to: number
}

/**
 * Large files on disk under their SHA-256, as `DiskBlobs` keeps small ones, but apart from them: these may go again. Whoever
 * brings one has it on this machine already, so that it is moved in and never copied through memory.
 */
export class DiskFiles {
  /** Where what is being uploaded gathers; on the same disk, so that moving in is renaming. */
  readonly incoming: string
  readonly #folder: string
  constructor(folder: string, incoming: string) {
    this.#folder = folder
    this.incoming = incoming
  }

  #pathOf(id: string): string {
    return join(this.#folder, placeOf(id))
  }

  /** Moves a whole file in. `id` is the SHA-256 of its bytes; the same bytes are kept once. */
  async put(id: string, path: string): Promise<void> {
    const there = this.#pathOf(id)
    await mkdir(dirname(there), { recursive: true })
    const file = await open(path, 'r')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(path, there)
  }

  /** How many bytes there are of an id; undefined when there is no such file. */
  async size(id: string): Promise<number | undefined> {
    return (await stat(this.#pathOf(id)).catch(missing))?.size
  }

  /** The bytes of an id, or a part of them, as a stream; undefined when there is no such file. */
  async read(id: string, part?: Part): Promise<Readable | undefined> {
    if ((await this.size(id)) === undefined) return undefined
    return createReadStream(this.#pathOf(id), part ? { start: part.from, end: part.to } : {})
  }

  async remove(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true })
  }
}

function missing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  throw error
}
