import type { Endpoint, InputOf, ReplyOf } from '@plaza/contract'
import { Complaint } from '../complaint.ts'
import type { Desk } from './desk.ts'
import { remedyFor } from './remedies.ts'

/** How often a question is put when no answer comes; each is safe to repeat. */
const TRIES_MAX = 4
const PAUSE_MS = 400
const RETRY_AFTER_MS_MAX = 15_000

/** The city said no: its word, its sentence, and what to do about it. */
export class Refused extends Complaint {
  readonly code: string
  constructor(code: string, message: string) {
    super([message, remedyFor(code)].filter(Boolean).join(' '))
    this.code = code
  }
}

/** A city as its makers reach it. Every call may be repeated, and is when an answer was lost. */
export interface Api {
  readonly origin: string
  call<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<ReplyOf<E>>
  /** Sends bytes to a path beside `/api`. */
  put<Reply>(path: string, bytes: Uint8Array): Promise<Reply>
}

/** The city at an origin; with a token as that person. */
export function openApi(desk: Desk, origin: string, token?: string): Api {
  const headers = { accept: 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }
  return {
    origin,
    call: (endpoint, input) => ask(desk, origin, requestOf(endpoint, input as Record<string, unknown>, headers)),
    put: (path, bytes) =>
      ask(desk, origin, {
        path,
        init: {
          method: 'PUT',
          headers: { ...headers, 'content-type': 'application/zip' },
          body: bytes as Uint8Array<ArrayBuffer>,
        },
      }),
  }
}

interface Request {
  readonly path: string
  readonly init: RequestInit
}

/** Cuts one input into path, query and body, as the server puts it together again. */
export function requestOf(
  endpoint: Pick<Endpoint, 'verb' | 'path'>,
  input: Record<string, unknown>,
  headers: Record<string, string> = {},
): Request {
  const rest = { ...input }
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const value = textOf(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  const init = { method: endpoint.verb, headers }
  if (endpoint.verb === 'GET' || endpoint.verb === 'DELETE') {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(rest)) if (value !== undefined) query.set(name, textOf(value))
    return { path: `/api${path}${query.size > 0 ? `?${query.toString()}` : ''}`, init }
  }
  if (Object.keys(rest).length === 0) return { path: `/api${path}`, init }
  const body = JSON.stringify(rest)
  return { path: `/api${path}`, init: { ...init, headers: { ...headers, 'content-type': 'application/json' }, body } }
}

async function ask<Reply>(desk: Desk, origin: string, { path, init }: Request): Promise<Reply> {
  for (let tried = 1; ; tried++) {
    const response = await desk.fetch(`${origin}${path}`, init).catch(() => undefined)
    const isOver = tried >= TRIES_MAX
    if (!response) {
      if (isOver) throw new Complaint(`${origin} cannot be reached. Nothing is lost: run the command again later.`)
      await desk.wait(PAUSE_MS * 2 ** tried)
      continue
    }
    const body = (await response.json().catch(() => undefined)) as (Reply & ErrorBody) | undefined
    if (response.ok && body !== undefined) return body
    const retryMs = Number(response.headers.get('retry-after')) * 1_000
    if (!isOver && (response.status === 429 || response.status >= 502) && retryMs <= RETRY_AFTER_MS_MAX) {
      await desk.wait(Math.max(retryMs, PAUSE_MS))
      continue
    }
    const error = body?.error
    if (!error)
      throw new Complaint(`${origin} answers like no city of Plaza (${response.status}). Is the address right?`)
    const { field, problem } = error.facts ?? {}
    const where = error.code === 'bad_input' ? ` (${textOf(field)} ${textOf(problem)})` : ''
    throw new Refused(error.code, `${error.message}${where}`)
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''))

interface ErrorBody {
  readonly error?: { readonly code: string; readonly message: string; readonly facts?: Record<string, unknown> }
}
