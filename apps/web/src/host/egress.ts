import type { Program } from './program.ts'

export type Reached =
  | { ok: true; status: number; headers: Record<string, string | string[]>; body: Response }
  /** `unreachable`, or why the gateway refused. */
  | { ok: false; why: string }

export interface Ask {
  url: string
  method?: string
  headers?: Record<string, string>
  body?: BodyInit | null
  timeoutMs?: number
  signal?: AbortSignal
}

/** Base64url of JSON, as the gateway reads it. */
export const encoded = (value: unknown): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function decoded<T>(text: string): T {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, char => char.charCodeAt(0)))) as T
}

/** One request of a program to the world, by way of the city's gateway. */
export async function reach(program: Program, kind: 'request' | 'upload' | 'download', ask: Ask): Promise<Reached> {
  const { body = null, signal, ...wish } = ask
  const response = await fetch(`/program-egress/${program.appId}/${kind}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'x-plaza': '1', 'x-plaza-ask': encoded(wish), 'content-type': 'application/octet-stream' },
    body: body ?? '',
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    return undefined
  })
  const told = response?.headers.get('x-plaza-answer')
  if (!response || !told) return { ok: false, why: 'unreachable' }
  const answer = decoded<{ status?: number; headers?: Record<string, string | string[]>; refused?: string }>(told)
  if (answer.refused !== undefined) {
    if (answer.refused === 'program_stopped') program.fail('stopped')
    return { ok: false, why: answer.refused }
  }
  return { ok: true, status: answer.status ?? 0, headers: answer.headers ?? {}, body: response }
}
