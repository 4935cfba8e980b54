import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openSession } from '@plaza/identity'
import type { City } from '@plaza/house'
import { who, type ResidentKey } from '../cast.ts'

const OWNER_ONLY = 0o600

/** The residents' bot tokens, kept in the city's home so that a restart opens no new sessions. */
export class Tokens {
  readonly #city: City
  readonly #file: string
  readonly #kept: Map<string, string>
  #writing: Promise<void> = Promise.resolve()

  private constructor(city: City, file: string, kept: Map<string, string>) {
    this.#city = city
    this.#file = file
    this.#kept = kept
  }

  /** Reads the file; one that is missing or broken is written anew. */
  static async open(city: City, home: string): Promise<Tokens> {
    const file = path.join(home, 'residents.json')
    try {
      const kept = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>
      return new Tokens(city, file, new Map(Object.entries(kept)))
    } catch {
      return new Tokens(city, file, new Map())
    }
  }

  /** The resident's token, and whether it was made just now. */
  async of(key: ResidentKey): Promise<{ token: string; fresh: boolean }> {
    const kept = this.#kept.get(key)
    if (kept) return { token: kept, fresh: false }
    const token = await openSession(this.#city, who(key).id, { name: 'Demo resident', kind: 'bot' })
    this.#kept.set(key, token)
    this.#writing = this.#writing
      .then(() => this.#write())
      .catch(error => this.#city.log.warn({ err: error }, 'resident tokens not kept'))
    await this.#writing
    return { token, fresh: true }
  }

  /** The server refused this token: the next one is made anew. */
  drop(key: ResidentKey): void {
    this.#kept.delete(key)
  }

  async #write(): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true })
    const draft = `${this.#file}.new`
    await writeFile(draft, `${JSON.stringify(Object.fromEntries(this.#kept), null, 2)}\n`, { mode: OWNER_ONLY })
    await chmod(draft, OWNER_ONLY)
    await rename(draft, this.#file)
  }
}
