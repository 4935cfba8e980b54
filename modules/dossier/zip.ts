import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** A ZIP on its way to the disk, entry after entry; never whole in memory. */
export class ZipFile {
  readonly #out: WriteStream
  readonly #hash = createHash('sha256')
  readonly #zip: Zip
  #waiting: Uint8Array[] = []
  #failed: Error | undefined
  bytes = 0

  constructor(path: string) {
    this.#out = createWriteStream(path, { mode: 0o600 })
    this.#out.on('error', error => (this.#failed = error))
    this.#zip = new Zip((error, chunk) => {
      if (error) this.#failed = error
      else this.#waiting.push(chunk)
    })
  }

  /** Adds a file from its pieces; what is packed already, such as a picture, stays as it is. */
  async add(
    name: string,
    pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    options: { packed?: boolean } = {},
  ): Promise<void> {
    const entry = options.packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    this.#zip.add(entry)
    for await (const piece of pieces) {
      entry.push(piece)
      await this.#flush()
    }
    entry.push(new Uint8Array(0), true)
    await this.#flush()
  }

  /** Ends the archive; answers with the hash of its bytes. */
  async end(): Promise<string> {
    this.#zip.end()
    await this.#flush()
    this.#out.end()
    await finished(this.#out)
    return this.#hash.digest('hex')
  }

  async #flush(): Promise<void> {
    for (const chunk of this.#waiting.splice(0)) {
      this.#hash.update(chunk)
      this.bytes += chunk.length
      if (!this.#out.write(chunk)) await once(this.#out, 'drain')
    }
    if (this.#failed) throw this.#failed
  }
}
