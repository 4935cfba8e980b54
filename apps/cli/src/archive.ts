import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { Header } from 'tar'
import { Complaint } from './config.ts'

const BLOCK = 512

/** One file inside an archive. Its body must be read to the end before the next entry is asked for. */
export interface Entry {
  path: string
  size: number
  body: AsyncIterable<Buffer>
}

/** The bytes of a tar entry: header, body, padding. The size must be known before, as tar wants it. */
export async function* tarEntry(name: string, size: number, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const block = Buffer.alloc(BLOCK)
  const tooLong = new Header({ path: name, size, mode: 0o600, mtime: new Date(0), type: 'File' }).encode(block)
  if (tooLong) throw new Error(`${name} cannot be put into an archive: its name or size is too large.`)
  yield block
  let written = 0
  for await (const chunk of body) {
    written += chunk.length
    yield chunk
  }
  if (written !== size) throw new Error(`${name} changed while it was read.`)
  yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)
}

/** What ends a tar file. */
export const TAR_END = Buffer.alloc(BLOCK * 2)

/** Reads a .tar.gz from front to back with little memory; throws a Complaint when it is cut off or damaged. */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
  const source = new Source(file)
  try {
    for (;;) {
      const header = readHeader(file, await source.take(BLOCK))
      if (header.nullBlock) return await source.drain()
      const { path, size, cksumValid } = header
      if (!cksumValid || path === undefined || size === undefined) throw notWhole(file, 'a header is damaged')
      yield { path, size, body: source.body(size) }
      await source.take((BLOCK - (size % BLOCK)) % BLOCK)
    }
  } finally {
    source.close()
  }
}

function readHeader(file: string, block: Buffer): Header {
  try {
    return new Header(block)
  } catch {
    throw notWhole(file, 'a header is damaged')
  }
}

function notWhole(file: string, reason: string): Complaint {
  return new Complaint(`${file} is not a whole Plaza backup: ${reason}.`)
}

/** Cuts a stream of chunks into pieces of asked lengths. */
class Source {
  readonly #name: string
  readonly #file
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(name: string) {
    this.#name = name
    this.#file = createReadStream(name)
    const plain = createGunzip()
    this.#file.on('error', error => plain.destroy(error))
    this.#chunks = this.#file.pipe(plain)[Symbol.asyncIterator]()
  }

  async #next(): Promise<Buffer | undefined> {
    try {
      const next = await this.#chunks.next()
      return next.done ? undefined : next.value
    } catch (error) {
      throw notWhole(this.#name, error instanceof Error ? error.message : String(error))
    }
  }

  async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of this.body(size)) parts.push(part)
    return Buffer.concat(parts)
  }

  async *body(size: number): AsyncGenerator<Buffer> {
    let left = size
    while (left > 0) {
      if (this.#rest.length === 0) {
        const more = await this.#next()
        if (!more) throw notWhole(this.#name, 'it ends too early')
        this.#rest = more
      }
      const part = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(part.length)
      left -= part.length
      yield part
    }
  }

  /** The checksum of gzip stands at the very end. */
  async drain(): Promise<void> {
    while (await this.#next());
  }

  close(): void {
    this.#file.destroy()
  }
}
