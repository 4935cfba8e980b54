import type { FileHandle } from 'node:fs/promises'

const WINDOW_BYTES = 64 * 1024

/** Reads small pieces anywhere in a file, one window of it in memory. What lies behind its end reads as nothing. */
export class Bytes {
  readonly size: number
  readonly #file: FileHandle
  #window = Buffer.alloc(0)
  #at = 0

  constructor(file: FileHandle, size: number) {
    this.#file = file
    this.size = size
  }

  /** `length` bytes from `at`; fewer at the end of the file. Good until the next reading. */
  async read(at: number, length: number): Promise<Buffer> {
    if (at < this.#at || at + length > this.#at + this.#window.length) {
      const window = Buffer.alloc(Math.max(WINDOW_BYTES, length))
      const { bytesRead } = await this.#file.read(window, 0, window.length, at)
      this.#window = window.subarray(0, bytesRead)
      this.#at = at
    }
    return this.#window.subarray(at - this.#at, at - this.#at + length)
  }
}
