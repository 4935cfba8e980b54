import { ASSET_BYTES_MAX, ASSETS_AT_ONCE_MAX, URL_LENGTH_MAX } from './limits.ts'
import { knownMap, tileUrl } from '../map/city-map.ts'
import { reach } from './egress.ts'
import type { Program } from './program.ts'
import { fileBytes } from './verify.ts'

type Tell = (bytes: ArrayBuffer | null, type: string) => void

/** Brings pictures, fonts and sounds into the cage, which has no network: from the package, from files, or from declared hosts. */
export class Assets {
  readonly #program: Program
  readonly #waiting: (() => Promise<void>)[] = []
  #running = 0
  #closed = false

  constructor(program: Program) {
    this.#program = program
  }

  /** A picture or another file as the program names it: of its package, one of its files, or from a declared host. */
  bring(src: string): Promise<Blob | undefined> {
    return new Promise(resolve =>
      this.answer(src, (bytes, type) => resolve(bytes ? new Blob([bytes], { type }) : undefined)),
    )
  }

  answer(src: string, tell: Tell): void {
    this.#waiting.push(async () => {
      const found = await this.#find(src).catch(() => undefined)
      if (!this.#closed) tell(found?.bytes ?? null, found?.type ?? '')
    })
    this.#next()
  }

  close(): void {
    this.#closed = true
    this.#waiting.length = 0
  }

  #next(): void {
    while (this.#running < ASSETS_AT_ONCE_MAX) {
      const work = this.#waiting.shift()
      if (!work) return
      this.#running++
      void work().finally(() => {
        this.#running--
        this.#next()
      })
    }
  }

  async #find(src: string): Promise<{ bytes: ArrayBuffer; type: string } | undefined> {
    if (src.length > URL_LENGTH_MAX) return undefined
    if (src.startsWith('plaza:tile/')) return mapTile(src)
    if (src.startsWith('plaza:')) return undefined
    if (src.startsWith('wxfile:')) {
      const blob = await this.#program.files.read(src)
      return blob && { bytes: await blob.arrayBuffer(), type: blob.type }
    }
    if (/^(https?:)?\/\//i.test(src)) return this.#remote(src.startsWith('//') ? `https:${src}` : src)
    return this.#packaged(src)
  }

  async #packaged(src: string) {
    const path = src.replace(/[?#].*$/, '').replace(/^\/+/, '')
    for (const { assets } of this.#program.manifest.packages) {
      const name = Object.hasOwn(assets, path) ? assets[path] : undefined
      const file = name === undefined ? undefined : this.#program.manifest.files[name]
      if (file) return { bytes: await fileBytes(this.#program.filesPlace, file), type: file.type }
    }
    return undefined
  }

  async #remote(url: string) {
    const answer = await reach(this.#program, 'download', { url })
    if (!answer.ok || answer.status !== 200) return undefined
    const bytes = await answer.body.arrayBuffer()
    if (bytes.byteLength > ASSET_BYTES_MAX) return undefined
    const type = String(answer.headers['content-type'] ?? '').split(';')[0]!
    return { bytes, type: /^(image|audio|video|font)\//.test(type) ? type : 'application/octet-stream' }
  }
}

const TILE = /^plaza:tile\/(\d{1,2})\/(\d{1,7})\/(\d{1,7})$/

/** A tile of the city's map: what it shows is no secret, so a program may draw it. */
async function mapTile(src: string) {
  const [, z, x, y] = TILE.exec(src) ?? []
  const map = await knownMap()
  if (!map || z === undefined || Number(z) < map.minZoom || Number(z) > map.maxZoom) return undefined
  const answer = await fetch(tileUrl(map, Number(z), Number(x), Number(y)))
  return answer.status === 200 ? { bytes: await answer.arrayBuffer(), type: 'image/webp' } : undefined
}
