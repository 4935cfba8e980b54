import { Refused } from './refused.ts'

/** What a program handed over, read as what it should be: anything else is refused or taken as absent. */
export class Args {
  readonly #given: Readonly<Record<string, unknown>>
  constructor(given: unknown) {
    this.#given = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {}
  }

  raw(name: string): unknown {
    return Object.hasOwn(this.#given, name) ? this.#given[name] : undefined
  }

  /** A text, cut to so many characters; numbers are taken as people write them. */
  text(name: string, max: number): string {
    const value = this.raw(name)
    const text = typeof value === 'number' ? String(value) : value
    return typeof text === 'string' ? text.slice(0, max) : ''
  }

  /** A text that must be there whole. */
  mustText(name: string, max: number): string {
    const value = this.raw(name)
    if (typeof value !== 'string' || value === '' || value.length > max)
      throw new Refused(`parameter error: ${name} should be String`)
    return value
  }

  number(name: string, otherwise: number, min: number, max: number): number {
    const value = this.raw(name)
    const number = typeof value === 'string' ? Number(value) : value
    return typeof number === 'number' && Number.isFinite(number) ? Math.min(max, Math.max(min, number)) : otherwise
  }

  flag(name: string, otherwise = false): boolean {
    const value = this.raw(name)
    return typeof value === 'boolean' ? value : otherwise
  }

  texts(name: string, countMax: number, lengthMax: number): string[] {
    const value = this.raw(name)
    if (!Array.isArray(value)) return []
    return value
      .slice(0, countMax)
      .filter((one): one is string => typeof one === 'string')
      .map(one => one.slice(0, lengthMax))
  }

  bytes(name: string, max: number): ArrayBuffer | undefined {
    const value = this.raw(name)
    if (value instanceof ArrayBuffer) {
      if (value.byteLength > max) throw new Refused('file size exceeds the limit')
      return value
    }
    return ArrayBuffer.isView(value) ? this.#copyOf(value, max) : undefined
  }

  #copyOf(view: ArrayBufferView, max: number): ArrayBuffer {
    if (view.byteLength > max) throw new Refused('file size exceeds the limit')
    return new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength).slice().buffer
  }

  /** Header names and values and the like. */
  record(name: string, countMax: number): Record<string, string> {
    const value = this.raw(name)
    if (typeof value !== 'object' || value === null) return {}
    const entries = Object.entries(value).slice(0, countMax)
    return Object.fromEntries(
      entries.flatMap(([key, one]) =>
        ['string', 'number', 'boolean'].includes(typeof one) ? [[key, String(one)]] : [],
      ),
    )
  }
}
