import { isSignedCallback } from '@plaza/banking'
import type { Clock } from '@plaza/kernel'
import { PROVIDER_ANSWER_BYTES_MAX, PROVIDER_REASONS_MAX, PROVIDER_TIMEOUT_MS } from '../limits.ts'
import { ProviderUnavailable, type CheckNews, type CheckOutcome, type IdentityProvider } from './provider.ts'

/** A provider of identity checks that speaks HTTP; see docs/guides/connecting-an-identity-provider.md. */
export interface HttpProviderConfig {
  /** Below it: `POST checks`, `GET checks/<ref>`. */
  readonly baseUrl: string
  /** What the provider knows the city by, sent as a bearer token. */
  readonly clientSecret: string
  /** Key of the provider's callbacks. */
  readonly callbackSecret: string
  /** Where people come back to, and where the news goes. */
  readonly publicUrl: string
  readonly clock: Clock
  readonly timeoutMs?: number
}

export const IDENTITY_SIGNATURE_HEADER = 'identity-signature'
const REF = /^[\w.:-]{1,100}$/
const REASON = /^[a-z0-9_]{1,60}$/

/** The adapter: only the base address is called, no redirect is followed, time and size have an end. */
export function httpProvider(config: HttpProviderConfig): IdentityProvider {
  return {
    name: 'http',
    async start({ id, tier }) {
      const returnUrl = `${config.publicUrl}/me/wallet/identity`
      const callbackUrl = `${config.publicUrl}/identity/news`
      const begun = await ask(config, 'POST', ['checks'], { id, tier, returnUrl, callbackUrl })
      const { ref, url } = (begun ?? {}) as { ref?: unknown; url?: unknown }
      if (typeof ref !== 'string' || !REF.test(ref)) throw new ProviderUnavailable('answer_unreadable')
      return { ref, ...(isWebAddress(url) ? { url } : {}) }
    },
    async poll(ref) {
      return outcomeIn(await ask(config, 'GET', ['checks', ref])) ?? { kind: 'pending', reasons: [] }
    },
    verifyCallback(raw, headers) {
      const header = headers[IDENTITY_SIGNATURE_HEADER]
      if (raw.length > PROVIDER_ANSWER_BYTES_MAX || typeof header !== 'string') return undefined
      if (!isSignedCallback(config.callbackSecret, raw, header, config.clock.now())) return undefined
      return newsIn(read(raw))
    },
  }
}

async function ask(
  { baseUrl, clientSecret, timeoutMs = PROVIDER_TIMEOUT_MS }: HttpProviderConfig,
  method: 'GET' | 'POST',
  path: readonly string[],
  body?: object,
): Promise<unknown> {
  const signal = AbortSignal.timeout(timeoutMs)
  const address = `${baseUrl.replace(/\/+$/, '')}/${path.map(encodeURIComponent).join('/')}`
  try {
    const response = await fetch(address, {
      method,
      headers: { authorization: `Bearer ${clientSecret}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      redirect: 'manual',
      signal,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const raw = await readUpTo(response, PROVIDER_ANSWER_BYTES_MAX)
    if (!response.ok || !raw) throw new ProviderUnavailable('answer_not_ok')
    return read(raw)
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error
    throw new ProviderUnavailable(signal.aborted ? 'timed_out' : 'connection_lost')
  }
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

function read(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw))
  } catch {
    return undefined
  }
}

function newsIn(said: unknown): CheckNews | undefined {
  const { ref } = (said ?? {}) as { ref?: unknown }
  const outcome = outcomeIn(said)
  return typeof ref === 'string' && REF.test(ref) && outcome ? { ref, outcome } : undefined
}

/** The outcome in an answer; nothing where it is not one of ours: what is not clear decides nothing. */
function outcomeIn(said: unknown): CheckOutcome | undefined {
  const { state, reasons = [] } = (said ?? {}) as { state?: unknown; reasons?: unknown }
  const kind = KINDS.find(known => known === state)
  if (!kind || !Array.isArray(reasons) || reasons.length > PROVIDER_REASONS_MAX) return undefined
  if (!reasons.every((reason): reason is string => typeof reason === 'string' && REASON.test(reason))) return undefined
  return { kind, reasons }
}

const KINDS = ['pending', 'approved', 'rejected', 'review'] as const

function isWebAddress(url: unknown): url is string {
  return typeof url === 'string' && url.length <= 2_000 && /^https?:\/\//.test(url) && URL.canParse(url)
}
