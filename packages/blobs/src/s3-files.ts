import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { request as plainRequest, type IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Part } from './disk-files.ts'
import { placeOf } from './place.ts'
import type { S3Options } from './s3.ts'
import { EMPTY_SHA256, signed } from './sigv4.ts'

/** A store may be silent for so long, whatever the size of the file. */
const SILENCE_MS = 30_000
const TRIES_MAX = 3
const RETRY_MS = 500

/**
 * Large files in a bucket of an S3-compatible store, under `files/ab/cd/<sha256>`. They stream: one is put in a single request
 * (S3 takes 5 GiB so) that is signed with the hash of its bytes, so that the store itself refuses others.
 */
export class S3Files {
  readonly incoming: string
  readonly #options: S3Options
  constructor(options: S3Options, incoming: string) {
    this.#options = options
    this.incoming = incoming
  }

  /** Moves a whole file in. `id` is the SHA-256 of its bytes; the same bytes are kept once. */
  async put(id: string, path: string): Promise<void> {
    const { size } = await stat(path)
    if ((await this.size(id)) !== size) {
      const answer = await this.#tries('PUT', id, { path, size })
      if (answer.statusCode !== 200) throw refused('PUT', answer)
    }
    await rm(path, { force: true })
  }

  async size(id: string): Promise<number | undefined> {
    const answer = await this.#tries('HEAD', id, {})
    if (answer.statusCode === 404) return undefined
    if (answer.statusCode !== 200) throw refused('HEAD', answer)
    return Number(answer.headers['content-length'])
  }

  async read(id: string, part?: Part): Promise<Readable | undefined> {
    const answer = await this.#tries('GET', id, part ? { range: `bytes=${part.from}-${part.to}` } : {}, false)
    if (answer.statusCode === (part ? 206 : 200)) return answer
    answer.resume()
    if (answer.statusCode === 404) return undefined
    throw refused('GET', answer)
  }

  async remove(id: string): Promise<void> {
    const answer = await this.#tries('DELETE', id, {})
    if (answer.statusCode !== 204 && answer.statusCode !== 200 && answer.statusCode !== 404)
      throw refused('DELETE', answer)
  }

  /** Every request is safe to repeat, since content names its object. */
  async #tries(method: string, id: string, ask: Ask, drain = true): Promise<IncomingMessage> {
    for (let turn = 1; ; turn++) {
      const answer = await this.#once(method, id, ask).catch((error: unknown) => error as Error)
      const stumbled = answer instanceof Error || (answer.statusCode ?? 0) >= 500 || answer.statusCode === 429
      if (!(answer instanceof Error) && (drain || stumbled)) answer.resume()
      if (!stumbled) return answer
      if (turn === TRIES_MAX)
        throw answer instanceof Error
          ? new Error(`the file store does not answer: ${answer.message}`, { cause: answer })
          : refused(method, answer)
      await sleep(RETRY_MS * 2 ** turn)
    }
  }

  #once(method: string, id: string, { path, size, range }: Ask): Promise<IncomingMessage> {
    const { url: bucket, credentials, now } = this.#options
    const url = new URL(`${bucket}/files/${placeOf(id)}`)
    const unsigned = { method, url, headers: range ? { range } : {}, bodyHash: path ? id : EMPTY_SHA256 }
    const headers: Record<string, string | number> = signed({ ...unsigned, at: new Date(now()) }, credentials)
    if (size !== undefined) headers['content-length'] = size
    return new Promise((resolve, reject) => {
      const ask = url.protocol === 'https:' ? secureRequest : plainRequest
      const request = ask(url, { method, headers, timeout: SILENCE_MS }, resolve)
      request.on('timeout', () => request.destroy(new Error('the file store is silent')))
      request.on('error', reject)
      if (path === undefined) return void request.end()
      createReadStream(path)
        .on('error', error => request.destroy(error))
        .pipe(request)
    })
  }
}

interface Ask {
  readonly path?: string
  readonly size?: number
  readonly range?: string
}

const refused = (method: string, { statusCode }: IncomingMessage) =>
  new Error(`the file store refuses ${method} with ${statusCode}`)
