/** Length of a seed: 256 bits. */
export const SEED_BYTES = 32
/** What one AES-CTR call of a stream gives; 8,192 numbers. */
const STREAM_BYTES = 65_536
const NUMBERS = 2n ** 64n

/**
 * Even numbers from a seed, the same wherever they are drawn again: AES-256-CTR under the seed, from counter 0, over zeros
 * (`openssl enc -aes-256-ctr -K <seed> -iv 0`), read as big-endian 64-bit numbers.
 */
export class SeededStream {
  readonly #bytes: DataView
  #at = 0

  private constructor(bytes: ArrayBuffer) {
    this.#bytes = new DataView(bytes)
  }

  static async from(seed: Uint8Array<ArrayBuffer>): Promise<SeededStream> {
    if (seed.length !== SEED_BYTES) throw new RangeError(`a seed has ${SEED_BYTES} bytes`)
    const key = await crypto.subtle.importKey('raw', seed, 'AES-CTR', false, ['encrypt'])
    const counter = new Uint8Array(16)
    const zeros = new Uint8Array(STREAM_BYTES)
    return new SeededStream(await crypto.subtle.encrypt({ name: 'AES-CTR', counter, length: 64 }, key, zeros))
  }

  /** One of 0 to `count` - 1, each as likely: numbers beyond the last whole multiple of `count` are passed over. */
  below(count: bigint): bigint {
    const limit = NUMBERS - (NUMBERS % count)
    for (;;) {
      if (this.#at >= this.#bytes.byteLength) throw new RangeError('the stream is used up')
      const number = this.#bytes.getBigUint64(this.#at)
      this.#at += 8
      if (number < limit) return number % count
    }
  }
}
