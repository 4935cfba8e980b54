import type { Api, RefusalCode } from '@plaza/contract'

type Route = keyof Api
/**
 * The server's refusals and three of our own. `offline`: the server could not be reached, so nothing is known about the
 * request; `passkey_cancelled`: the person turned away from the browser's dialog; `device_full`: there is no room on this device.
 */
export type ApiCode = RefusalCode | 'offline' | 'passkey_cancelled' | 'device_full'

/** A "no" from the server, or its silence. `code` has a sentence in the catalogue (`refusal.<code>`). */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiCode
  readonly facts: Readonly<Record<string, string | number>>
  constructor(code: ApiCode, facts: Record<string, string | number> = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

export function codeOf(error: unknown): ApiCode {
  if (error instanceof ApiError) return error.code
  // What is to be kept on this device has no room there.
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'device_full' : 'internal'
}

let onSignedOut: () => void = () => {}
/** Who is told when the server no longer knows this session. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

/** Go with every call: names come in the language of the screens. */
export const HEADERS: Record<string, string> = { 'x-plaza': '1' }

/**
 * Calls one endpoint of the contract: fills `:params`, puts the rest into the query (GET, DELETE) or a JSON body. The
 * header is the server's guard against requests forged by other sites.
 */
export async function call<R extends Route>(
  route: R,
  ...[input, signal]: Record<string, never> extends Api[R]['input']
    ? [input?: Api[R]['input'], signal?: AbortSignal]
    : [input: Api[R]['input'], signal?: AbortSignal]
): Promise<Api[R]['reply']> {
  const { verb, url, body } = request(route, (input ?? {}) as Record<string, unknown>)
  const init: RequestInit = { method: verb, credentials: 'same-origin', headers: { ...HEADERS } }
  if (signal) init.signal = signal
  if (body !== undefined) {
    init.body = body
    init.headers = { ...HEADERS, 'content-type': 'application/json' }
  }
  const response = await fetch(url, init).catch(() => {
    throw new ApiError('offline')
  })
  if (response.ok) return (await response.json()) as Api[R]['reply']
  throw await refusalOf(response)
}

/** The HTTP request of a call. */
export function request(route: string, input: Record<string, unknown>): { verb: string; url: string; body?: string } {
  const [verb = 'GET', path = '/'] = route.split(' ')
  const rest = { ...input }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  if (verb !== 'GET' && verb !== 'DELETE') return { verb, url: `/api${filled}`, body: JSON.stringify(rest) }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one))
  }
  return { verb, url: `/api${filled}${query.size > 0 ? `?${query}` : ''}` }
}

async function refusalOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => undefined)) as
    | { error?: { code?: ApiCode; facts?: Record<string, string | number> } }
    | undefined
  const code = body?.error?.code ?? (response.status >= 502 ? 'offline' : 'internal')
  if (code === 'not_signed_in' || code === 'device_revoked') onSignedOut()
  return new ApiError(code, body?.error?.facts)
}
