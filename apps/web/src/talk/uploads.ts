import type { Api } from '@plaza/contract'
import { call, codeOf } from '../engine/api.ts'
import type { OutFile } from '../engine/outbox.ts'
import { backoffMs } from '../engine/socket.ts'

/** Uploads that run side by side; others wait their turn. */
export const UPLOADS_AT_ONCE = 3
/** Sent in one request: so much is sent again when the connection breaks. */
export const CHUNK_BYTES = 512 * 1024
const LOOK_FIRST_MS = 150
const LOOK_LAST_MS = 2_000
/** Backoff no longer doubles after so many failures. */
const TRIES_COUNTED_MAX = 6

type UploadState = Api['GET /uploads/:id']['reply']

export interface UploadPorts {
  bytes(id: string): Promise<Blob | undefined>
  /** How much of a file has arrived, from 0 to 1. */
  arrived(id: string, part: number): void
  ready(id: string, file: string): void
  failed(id: string, code: string): void
}

/** A no that another try does not change. */
class Final extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/**
 * Brings files to the city by tus 1.0: created under the id that this device gave them, so that it may be asked for again and
 * goes on where it stopped, after a broken connection as after a closed tab. What waits here is the outbox's to remember.
 */
export class Uploads {
  readonly #ports: UploadPorts
  readonly #running = new Map<string, AbortController>()
  #waiting: OutFile[] = []

  constructor(ports: UploadPorts) {
    this.#ports = ports
    addEventListener('online', this.#hurry)
  }

  /** Begins an upload, or lets it go on: asking again does no harm. */
  bring(file: OutFile): void {
    if (file.file !== undefined || this.#running.has(file.id)) return
    if (this.#waiting.some(one => one.id === file.id)) return
    this.#waiting.push(file)
    this.#next()
  }

  /** Stops an upload and tells the city to forget it. */
  drop(id: string): void {
    this.#waiting = this.#waiting.filter(file => file.id !== id)
    const running = this.#running.get(id)
    if (!running) return
    running.abort()
    void fetch(`/api/uploads/${id}`, { method: 'DELETE', headers: HEADERS }).catch(() => {})
  }

  /** Stops all; what has arrived stays with the city for the next time. */
  stop(): void {
    removeEventListener('online', this.#hurry)
    this.#waiting = []
    for (const running of this.#running.values()) running.abort()
  }

  #next(): void {
    while (this.#running.size < UPLOADS_AT_ONCE) {
      const file = this.#waiting.shift()
      if (!file) return
      const running = new AbortController()
      this.#running.set(file.id, running)
      void this.#run(file, running.signal).finally(() => {
        this.#running.delete(file.id)
        this.#next()
      })
    }
  }

  async #run(file: OutFile, signal: AbortSignal): Promise<void> {
    for (let tries = 0; !signal.aborted; tries++) {
      try {
        return this.#ports.ready(file.id, await this.#once(file, signal))
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof Final) return this.#ports.failed(file.id, error.code)
      }
      await this.#pause(backoffMs(Math.min(tries, TRIES_COUNTED_MAX)), signal)
    }
  }

  async #once(file: OutFile, signal: AbortSignal): Promise<string> {
    const bytes = await this.#ports.bytes(file.id)
    if (!bytes) throw new Final('upload_not_found')
    const where = await create(file, bytes.size, signal)
    let offset = await offsetOf(where, signal)
    while (offset < bytes.size) {
      this.#ports.arrived(file.id, offset / bytes.size)
      offset = await patch(where, offset, bytes.slice(offset, offset + CHUNK_BYTES), signal)
    }
    this.#ports.arrived(file.id, 1)
    return examined(file.id, signal)
  }

  #wake: (() => void)[] = []
  /** The network is back: no reason to wait longer. */
  readonly #hurry = (): void => this.#wake.splice(0).forEach(wake => wake())

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise(done => {
      this.#wake.push(done)
      setTimeout(done, ms)
      signal.addEventListener('abort', () => done(), { once: true })
    })
  }
}

const HEADERS = { 'x-plaza': '1', 'tus-resumable': '1.0.0' }

async function create(file: OutFile, size: number, signal: AbortSignal): Promise<string> {
  const said = {
    id: file.id,
    as: file.as,
    name: file.name,
    type: file.type,
    ...(file.original ? { original: '1' } : {}),
  }
  const metadata = Object.entries(said).map(([key, value]) => `${key} ${base64(value)}`)
  const headers = { ...HEADERS, 'upload-length': String(size), 'upload-metadata': metadata.join(',') }
  const answer = await ask('/api/uploads', { method: 'POST', headers, signal })
  return answer.headers.get('location') ?? `/api/uploads/${file.id}`
}

async function offsetOf(where: string, signal: AbortSignal): Promise<number> {
  const answer = await ask(where, { method: 'HEAD', headers: HEADERS, signal })
  return Number(answer.headers.get('upload-offset'))
}

async function patch(where: string, offset: number, body: Blob, signal: AbortSignal): Promise<number> {
  const headers = {
    ...HEADERS,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  }
  const answer = await ask(where, { method: 'PATCH', headers, body, signal })
  return Number(answer.headers.get('upload-offset'))
}

/** Passing by, or about this request only: the next try may go well. */
const PASSING = new Set([404, 408, 409, 410, 423, 425, 429])

async function ask(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, { credentials: 'same-origin', ...init })
  if (answer.ok) return answer
  if (answer.status >= 500 || PASSING.has(answer.status)) throw new Error(`not now: ${answer.status}`)
  const body = (await answer.json().catch(() => undefined)) as { error?: { code?: string } } | undefined
  throw new Final(body?.error?.code ?? 'internal')
}

/** Waits until the city has looked at the file. */
async function examined(id: string, signal: AbortSignal): Promise<string> {
  for (let wait = LOOK_FIRST_MS; !signal.aborted; wait = Math.min(LOOK_LAST_MS, wait * 2)) {
    const state: UploadState = await call('GET /uploads/:id', { id }, signal).catch((error: unknown) => {
      throw new Error(codeOf(error))
    })
    if (state.file && state.state === 'ready') return state.file.id
    if (state.state === 'refused') throw new Final(state.code ?? 'media_broken')
    if (state.state === 'sending') throw new Error('not all of it is there')
    await new Promise(done => setTimeout(done, wait))
  }
  throw new Error('stopped')
}

/** Of text in any script. */
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
