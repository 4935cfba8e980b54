import { Refused } from './types.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: ArrayBuffer
}

export interface Ask {
  readonly url: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: BodyInit | null
  readonly signal?: AbortSignal
}

/** One request as the requests pane shows it. */
export interface Noted {
  readonly kind: string
  readonly method: string
  readonly url: string
  readonly status: string
  readonly ms: number
  readonly detail: unknown
}

const NOTED_TEXT_MAX = 20_000

/** Asks the gateway of this machine, which lets through what `plaza.json` declares, and notes what came of it. */
export async function reach(
  kind: 'request' | 'upload' | 'download',
  ask: Ask,
  note: (noted: Noted) => void,
): Promise<Answer> {
  const { body = null, signal, ...wish } = ask
  const since = performance.now()
  const noted = (status: string, answer: unknown) =>
    note({
      kind,
      method: ask.method ?? 'GET',
      url: ask.url,
      status,
      ms: Math.round(performance.now() - since),
      detail: {
        headers: ask.headers,
        body: typeof body === 'string' ? body.slice(0, NOTED_TEXT_MAX) : body && '(bytes)',
        answer,
      },
    })
  const response = await fetch(`/reach/${kind}`, {
    method: 'POST',
    headers: { 'x-plaza': '1', 'x-plaza-ask': encoded(wish), 'content-type': 'application/octet-stream' },
    body: body ?? '',
    ...(signal ? { signal } : {}),
  })
  const head = decoded(response.headers.get('x-plaza-answer') ?? '')
  if (head.refused !== undefined) {
    const isUndeclared = head.refused === 'domain_not_declared'
    noted('refused', isUndeclared ? `Not declared: add it to "domains.${kind}" in plaza.json.` : head.refused)
    throw new Refused(isUndeclared ? 'url not in domain list' : head.refused)
  }
  const headers = Object.fromEntries(
    Object.entries(head.headers ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  )
  const bytes = await response.arrayBuffer()
  const isText = /json|text|xml|javascript|urlencoded/.test(headers['content-type'] ?? '')
  const shown = isText ? new TextDecoder().decode(bytes.slice(0, NOTED_TEXT_MAX)) : `${bytes.byteLength} bytes`
  noted(String(head.status), { headers, body: shown })
  return { status: head.status ?? 0, headers, body: bytes }
}

function encoded(value: unknown): string {
  const binary = Array.from(new TextEncoder().encode(JSON.stringify(value)), byte => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

interface Head {
  readonly status?: number
  readonly headers?: Record<string, string | string[]>
  readonly refused?: string
}

function decoded(text: string): Head {
  if (text === '') return { refused: 'the gateway does not answer' }
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, char => char.charCodeAt(0)))) as Head
}
