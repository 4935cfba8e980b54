import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { placeOf } from './place.ts'
import { EMPTY_SHA256, signed, type Credentials } from './sigv4.ts'

/** One request may take this long. */
const TIMEOUT_MS = 15_000
/** Every request is safe to repeat, since content names its object: a store that stumbles is asked again, later each time. */
const TRIES_MAX = 3
const RETRY_MS = 200

export interface S3Options {
  /** Where the store is and which bucket: `https://s3.example.org/bucket`. Addressed by path, which every S3 understands. */
  readonly url: string
  readonly credentials: Credentials
  /** Milliseconds since 1970; signatures are good for some minutes around it. */
  readonly now: () => number
}

/** The address as an operator writes it, `https://keyId:secret@host/bucket?region=eu-west-1`, in its parts. */
export function readS3Url(text: string): Pick<S3Options, 'url' | 'credentials'> {
  const { protocol, host, pathname, username, password, searchParams } = new URL(text)
  const bucket = pathname.replace(/\/+$/, '')
  if (!username || !password || bucket.length < 2) throw new Error('an S3 address is https://keyId:secret@host/bucket')
  const [keyId, secret] = [decodeURIComponent(username), decodeURIComponent(password)]
  const region = searchParams.get('region') ?? 'us-east-1'
  return { url: `${protocol}//${host}${bucket}`, credentials: { keyId, secret, region } }
}

/** Files in a bucket of an S3-compatible store under their SHA-256: `<bucket>/ab/cd/<hex>`, as on disk. */
export class S3Blobs {
  readonly #options: S3Options
  constructor(options: S3Options) {
    this.#options = options
  }

  /** Keeps bytes and returns their id; the same bytes are kept once. */
  async put(bytes: Uint8Array): Promise<string> {
    const id = createHash('sha256').update(bytes).digest('hex')
    if (await this.has(id)) return id
    await this.#ask('PUT', id, bytes)
    return id
  }

  /** The bytes of an id, checked against it; undefined when there are none. */
  async get(id: string): Promise<Uint8Array | undefined> {
    const answer = await this.#ask('GET', id)
    if (!answer) return undefined
    if (createHash('sha256').update(answer).digest('hex') !== id)
      throw new Error(`the file store gave other bytes for ${id}`)
    return answer
  }

  async has(id: string): Promise<boolean> {
    return (await this.#ask('HEAD', id)) !== undefined
  }

  /** The body of the answer; undefined when there is no such object. Throws when the store fails or refuses. */
  async #ask(method: 'GET' | 'HEAD' | 'PUT', id: string, body?: Uint8Array): Promise<Uint8Array | undefined> {
    for (let turn = 1; ; turn++) {
      const answer = await this.#askOnce(method, id, body).catch((error: unknown) => error as Error)
      const stumbled = answer instanceof Error || answer.status >= 500 || answer.status === 429
      if (stumbled && turn < TRIES_MAX) {
        await sleep(RETRY_MS * 2 ** turn)
        continue
      }
      if (answer instanceof Error)
        throw new Error(`the file store does not answer: ${answer.message}`, { cause: answer })
      if (answer.status === 404 && method !== 'PUT') return undefined
      if (answer.status < 200 || answer.status >= 300)
        throw new Error(`the file store refuses ${method} with ${answer.status}`)
      return answer.bytes
    }
  }

  async #askOnce(method: string, id: string, body?: Uint8Array): Promise<{ status: number; bytes: Uint8Array }> {
    const { url: bucket, credentials, now } = this.#options
    const url = new URL(`${bucket}/${placeOf(id)}`)
    const unsigned = { method, url, headers: {}, bodyHash: body ? id : EMPTY_SHA256, at: new Date(now()) }
    const answer = await fetch(url, {
      method,
      headers: signed(unsigned, credentials),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body ? { body } : {}),
    })
    return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) }
  }
}
