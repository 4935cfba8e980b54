import type { UnknownReason } from './connector.ts'
import { ANSWER_BYTES_MAX } from './limits.ts'

export interface BankAddress {
  /** Where the bank's channel is, such as `https://channel.bank.example/h2h`. Written down by the operator. */
  readonly baseUrl: string
  /** Sent with every call, such as `{ authorization: 'Bearer …' }`. Never logged. */
  readonly headers: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Steps below the base address; each is escaped, so that none can lead elsewhere. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly bytesMax?: number
}

/** The bank's answer as it came, or why there is none. Never throws for what happens on the way. */
export type Answer = { readonly status: number; readonly body: Uint8Array } | { readonly lost: UnknownReason }

/**
 * Calls the bank at its configured address and nowhere else: no redirect is followed, and neither time nor size is open.
 * Whatever goes wrong, the request may have arrived.
 */
export async function call(bank: BankAddress, what: Call): Promise<Answer> {
  const signal = AbortSignal.timeout(bank.timeoutMs)
  try {
    const response = await fetch(addressOf(bank.baseUrl, what), {
      method: what.method,
      headers: { ...bank.headers, ...what.headers },
      redirect: 'manual',
      signal,
      ...(what.body === undefined ? {} : { body: what.body }),
    })
    const body = await readUpTo(response, what.bytesMax ?? ANSWER_BYTES_MAX)
    return body ? { status: response.status, body } : { lost: 'answer_unreadable' }
  } catch {
    return { lost: signal.aborted ? 'timed_out' : 'connection_lost' }
  }
}

function addressOf(baseUrl: string, { path, query = {} }: Call): URL {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${path.map(encodeURIComponent).join('/')}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

async function readUpTo(response: Response, bytesMax: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let bytes = 0
  // A body that is too large is left there: leaving the loop closes the connection.
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > bytesMax) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}
